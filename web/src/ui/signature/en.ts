import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  drawn: "Signed.",
  sign_here:
    "Sign with a finger, a pen or the mouse. By keyboard: arrows move, Space puts the pen down and lifts it.",
  undo: "Take back the last line",
  clear: "Clear",
};
