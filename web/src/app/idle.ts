// Locks after some idle minutes. The clock stands still while a conversation is being recorded.
import { useEffect } from "preact/hooks";
import { lock } from "./session";
import { inConversation } from "./state";

const STORED = "hd.idle-minutes";
const CHECK_MS = 5000;
export const IDLE_CHOICES = [2, 5, 10, 15];

export function idleMinutes(): number {
  const value = Number(localStorage.getItem(STORED));
  return IDLE_CHOICES.includes(value) ? value : 5;
}

export function setIdleMinutes(minutes: number): void {
  localStorage.setItem(STORED, String(minutes));
}

export function useIdleLock(): void {
  useEffect(() => {
    let last = Date.now();
    const touch = () => {
      last = Date.now();
    };
    const kinds = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];
    for (const kind of kinds) window.addEventListener(kind, touch, { passive: true });
    const timer = setInterval(() => {
      if (inConversation.value) touch();
      if (Date.now() - last > idleMinutes() * 60_000) void lock();
    }, CHECK_MS);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touch);
      clearInterval(timer);
    };
  }, []);
}
