import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A data key sealed by something only the person knows. */
export interface Wrap {
  salt: Uint8Array;
  iterations: number;
  iv: Uint8Array;
  sealed: ArrayBuffer;
}

export interface KeyRecord {
  user_id: string;
  by_password?: Wrap;
  by_pin?: Wrap;
  pin_failures: number;
}

/** A draft at rest: nothing readable but its age. */
export interface SealedDraft {
  id: string;
  user_id: string;
  changed_at: number;
  iv: Uint8Array;
  sealed: ArrayBuffer;
}

interface Layout extends DBSchema {
  keys: { key: string; value: KeyRecord };
  drafts: { key: string; value: SealedDraft; indexes: { user: string } };
}

export type Database = IDBPDatabase<Layout>;

let opened: Promise<Database> | undefined;

/** The database of this device. */
export function database(): Promise<Database> {
  opened ??= openDB<Layout>("haidang", 1, {
    upgrade(db) {
      db.createObjectStore("keys", { keyPath: "user_id" });
      db.createObjectStore("drafts", { keyPath: "id" }).createIndex("user", "user_id");
    },
  });
  return opened;
}
