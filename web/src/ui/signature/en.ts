import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  drawn: "signed",
  empty: "not signed",
  sign_here: "Sign here with a finger, a pen or the mouse",
  undo: "Take back the last line",
  clear: "Clear",
};
