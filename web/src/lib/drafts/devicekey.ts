// The key of the drafts on this device. It lives unwrapped in memory only; at rest it is wrapped by
// a key made from the password (at every sign-in) and, when one is set, from the device PIN. Locking
// drops it. Ten wrong PINs take the PIN away; the password still opens.
import { database, type KeyRecord, type Wrap } from "./database";

const ITERATIONS = 600_000;
export const PIN_TRIES = 10;
const CHANNEL = "hd.device-key";

let current: { userId: string; key: CryptoKey } | null = null;
let rounds = ITERATIONS;
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
channel?.addEventListener("message", (event) => {
  const message = event.data;
  if (message.ask && current && current.userId === message.ask)
    channel.postMessage({ give: current });
});

/** Fewer rounds for tests. */
export function setRounds(count: number): void {
  rounds = count;
}

async function wrappingKey(secret: string, salt: Uint8Array, iterations: number) {
  const bytes = new TextEncoder().encode(secret.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: salt as BufferSource, iterations };
  const shape = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(how, material, shape, false, ["wrapKey", "unwrapKey"]);
}

async function wrap(key: CryptoKey, secret: string): Promise<Wrap> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const by = await wrappingKey(secret, salt, rounds);
  const sealed = await crypto.subtle.wrapKey("raw", key, by, { name: "AES-GCM", iv });
  return { salt, iterations: rounds, iv, sealed };
}

async function unwrap(wrapped: Wrap, secret: string): Promise<CryptoKey | null> {
  const by = await wrappingKey(secret, wrapped.salt, wrapped.iterations);
  const how = { name: "AES-GCM", iv: wrapped.iv as BufferSource };
  try {
    return await crypto.subtle.unwrapKey("raw", wrapped.sealed, by, how, "AES-GCM", true, [
      "encrypt",
      "decrypt",
    ]);
  } catch {
    return null;
  }
}

async function recordOf(userId: string): Promise<KeyRecord> {
  const known = await (await database()).get("keys", userId);
  return known ?? { user_id: userId, pin_failures: 0 };
}

/** Whether the key is in memory. */
export function hasKey(userId: string): boolean {
  return current?.userId === userId;
}

/** Opens with a password that the server has just accepted; makes the key at the first time. */
export async function openAfterSignIn(userId: string, password: string): Promise<void> {
  const record = await recordOf(userId);
  let key = record.by_password ? await unwrap(record.by_password, password) : null;
  if (!key && hasKey(userId)) key = current?.key ?? null;
  if (!key) {
    const shape = { name: "AES-GCM", length: 256 };
    key = (await crypto.subtle.generateKey(shape, true, ["encrypt", "decrypt"])) as CryptoKey;
    delete record.by_pin;
  }
  current = { userId, key };
  record.by_password = await wrap(key, password);
  await (await database()).put("keys", record);
}

/** Opens without the server. Gives false for a wrong password. */
export async function openWithPassword(userId: string, password: string): Promise<boolean> {
  const record = await recordOf(userId);
  const key = record.by_password ? await unwrap(record.by_password, password) : null;
  if (key) current = { userId, key };
  return key !== null;
}

/** Opens with the PIN. `left` is how many tries remain. */
export async function openWithPin(
  userId: string,
  pin: string,
): Promise<{ ok: boolean; left: number }> {
  const record = await recordOf(userId);
  if (!record.by_pin) return { ok: false, left: 0 };
  const key = await unwrap(record.by_pin, pin);
  record.pin_failures = key ? 0 : record.pin_failures + 1;
  const left = PIN_TRIES - record.pin_failures;
  if (left <= 0) delete record.by_pin;
  await (await database()).put("keys", record);
  if (key) current = { userId, key };
  return { ok: key !== null, left };
}

/** Sets the PIN of this device for a person whose key is in memory. */
export async function setPin(userId: string, pin: string): Promise<void> {
  if (!current || current.userId !== userId) throw new Error("the key is not open");
  const record = await recordOf(userId);
  record.by_pin = await wrap(current.key, pin);
  record.pin_failures = 0;
  await (await database()).put("keys", record);
}

export async function hasPin(userId: string): Promise<boolean> {
  return (await recordOf(userId)).by_pin !== undefined;
}

/** Asks the other tabs of this browser for the key. Gives whether one of them had it. */
export function askOtherTabs(userId: string, waitMs = 250): Promise<boolean> {
  if (!channel) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (found: boolean) => {
      channel.removeEventListener("message", listen);
      clearTimeout(timer);
      resolve(found);
    };
    const listen = (event: MessageEvent) => {
      if (event.data.give?.userId !== userId) return;
      current = event.data.give;
      done(true);
    };
    const timer = setTimeout(() => done(false), waitMs);
    channel.addEventListener("message", listen);
    channel.postMessage({ ask: userId });
  });
}

/** Forgets the key (screen locked or signed out). */
export function dropKey(): void {
  current = null;
}

/** Seals a value for this device. */
export async function seal(value: unknown): Promise<{ iv: Uint8Array; sealed: ArrayBuffer }> {
  if (!current) throw new Error("the key is not open");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, current.key, bytes) };
}

/** Opens a sealed value; undefined where the key does not fit. */
export async function unseal(iv: Uint8Array, sealed: ArrayBuffer): Promise<unknown> {
  if (!current) return undefined;
  try {
    const how = { name: "AES-GCM", iv: iv as BufferSource };
    const bytes = await crypto.subtle.decrypt(how, current.key, sealed);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
