import "fake-indexeddb/auto";
import { webcrypto } from "node:crypto";

// Node 18 keeps its web crypto behind a flag.
if (!globalThis.crypto?.subtle) {
  Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });
}
