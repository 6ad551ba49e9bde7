// Keys of the whole application. Browser-owned keys and those of Vietnamese typing tools are left
// alone; single letters work outside fields only and can be turned off.
import { signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { openPlaces } from "./places";
import { lock } from "./session";
import { may } from "./state";

export type Layer = "palette" | "keys" | null;
export const layer = signal<Layer>(null);

const LETTERS = "hd.letters-off";
export const lettersOff = signal(localStorage.getItem(LETTERS) === "1");

export function setLettersOff(off: boolean): void {
  lettersOff.value = off;
  localStorage.setItem(LETTERS, off ? "1" : "0");
}

const SEQUENCE_MS = 1200;
let goAt = 0;

function inField(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return Boolean(target?.closest("input, textarea, select, [contenteditable], dialog"));
}

function letter(event: KeyboardEvent, go: (path: string) => void): boolean {
  if (lettersOff.value || inField(event) || event.ctrlKey || event.altKey || event.metaKey)
    return false;
  if (event.key === "?") {
    layer.value = "keys";
    return true;
  }
  if (event.key === "g") {
    goAt = Date.now();
    return true;
  }
  if (Date.now() - goAt > SEQUENCE_MS) return false;
  const place = openPlaces().find((one) => one.letter === event.key);
  if (place) go(place.path);
  return place !== undefined;
}

/** Listens for the keys that work everywhere, from the moment the first page is seen. */
export function useShortcuts(go: (path: string) => void): void {
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      let used = true;
      if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "l") void lock();
      else if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k")
        layer.value = "palette";
      else if (event.key === "F2" && may("contacts_take")) go(`/intake/new?at=${Date.now()}`);
      else used = letter(event, go);
      if (used) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [go]);
}
