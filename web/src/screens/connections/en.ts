import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Service connections",
  sub: "The hotline stays responsible; the agency answers within the limit.",
  scope: "Scope",
  scope_inbox: "Asked of my agency",
  scope_asked: "Asked by my hotline",
  scope_all: "All I may see",
  none: "No connection matches.",
};
