// What the whole application knows: who is signed in, whether the server answers, what is locked.
import { computed, signal } from "@preact/signals";
import type { Permission, Session } from "../api/types";

/** `starting` until the server or the device has said who is here. */
export type Stage = "starting" | "signed_out" | "signed_in";

export const stage = signal<Stage>("starting");
export const session = signal<Session | null>(null);
export const locked = signal(false);
/** False while the server does not answer. */
export const online = signal(true);
/** True when the session ended while somebody worked: sign in again, at the same place. */
export const sessionEnded = signal(false);
/** True while a conversation is being recorded: the idle clock stands still. */
export const inConversation = signal(false);
/** Server time minus device time, in milliseconds. */
export const clockOffset = signal(0);
export const insecure = signal(false);

export const permissions = computed(() => new Set<Permission>(session.value?.permissions ?? []));

/** Whether the signed-in person may. */
export function may(permission: Permission): boolean {
  return permissions.value.has(permission);
}

/** Now by the clock of the server, in milliseconds. */
export function serverNow(): number {
  return Date.now() + clockOffset.value;
}

/** Takes the clock of the server from an answer. */
export function learnServerTime(instant: string): void {
  clockOffset.value = new Date(instant).getTime() - Date.now();
}
