import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const STORED = "hd.theme";

function stored(): Theme {
  const value = localStorage.getItem(STORED);
  return value === "light" || value === "dark" ? value : "system";
}

export const theme = signal<Theme>(stored());
const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", () => {
  systemDark.value = system.matches;
});

effect(() => {
  localStorage.setItem(STORED, theme.value);
  const dark = theme.value === "dark" || (theme.value === "system" && systemDark.value);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
});

export function otherTheme(): void {
  theme.value = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
}
