import { describe, expect, it, vi } from "vitest";
import { ApiError, OfflineError } from "../../api/client";
import type { Contact } from "../../api/types";
import { DraftBox, EXPIRES_MS, type Line, type Storage } from "./box";
import { type Draft, newDraft, type Pending } from "./draft";

const START = {
  channel: "phone_111",
  direction: "in",
  started_at: "2026-11-21T01:00:00.000Z",
} as const;

class Memory implements Storage {
  rows = new Map<string, Draft>();
  async put(draft: Draft) {
    this.rows.set(draft.id, structuredClone(draft));
  }
  async remove(id: string) {
    this.rows.delete(id);
  }
  async all() {
    return [...this.rows.values()].map((draft) => structuredClone(draft));
  }
}

/** A server that keeps its promise about idempotency keys. */
class Server implements Line {
  up = true;
  loseAnswers = false;
  answers = new Map<string, Contact>();
  contacts = new Map<string, Contact>();
  seen: string[] = [];
  refuse: ApiError | null = null;
  async send(pending: Pending, contactId: string | null): Promise<Contact> {
    this.seen.push(pending.kind);
    if (!this.up) throw new OfflineError();
    if (this.refuse) throw this.refuse;
    let answer = this.answers.get(pending.key);
    if (!answer) {
      answer = this.apply(pending, contactId);
      this.answers.set(pending.key, answer);
    }
    if (this.loseAnswers) throw new OfflineError();
    return structuredClone(answer);
  }
  private apply(pending: Pending, contactId: string | null): Contact {
    const id = contactId ?? `c${this.contacts.size + 1}`;
    const old =
      this.contacts.get(id) ??
      ({ version: 0, number: null, state: "draft", warnings: [] } as unknown as Contact);
    const state =
      pending.kind === "finalise" ? "final" : pending.kind === "discard" ? "discarded" : "draft";
    const next = { ...old, ...pending.body, id, state, version: old.version + 1 } as Contact;
    this.contacts.set(id, next);
    return next;
  }
  async read(id: string): Promise<Contact> {
    return structuredClone(this.contacts.get(id) as Contact);
  }
}

async function settle(box: DraftBox, ms = 20_000) {
  await vi.advanceTimersByTimeAsync(ms);
  return box;
}

describe("the box of drafts", () => {
  it("loses nothing and doubles nothing when answers are lost", async () => {
    vi.useFakeTimers();
    const server = new Server();
    const box = new DraftBox(new Memory(), server);
    server.loseAnswers = true;
    box.put(newDraft("d", "u", "h", { ...START, summary: "một" }));
    await settle(box, 5000);
    box.put({ ...(box.get("d") as Draft), fields: { ...START, summary: "một hai" } });
    server.loseAnswers = false;
    await settle(box);
    expect(server.contacts.size).toBe(1);
    expect(server.contacts.get("c1")?.summary).toBe("một hai");
    vi.useRealTimers();
  });

  it("asks with the same key after the browser was closed in between", async () => {
    vi.useFakeTimers();
    const server = new Server();
    const memory = new Memory();
    const first = new DraftBox(memory, server);
    server.loseAnswers = true;
    first.put({ ...newDraft("d", "u", "h", { ...START, summary: "x" }), wish: "finalise" });
    await settle(first, 2000);
    await first.close();
    server.loseAnswers = false;
    const second = new DraftBox(memory, server);
    await second.load("u");
    await settle(second);
    expect([...server.contacts.values()].map((one) => one.state)).toEqual(["final"]);
    expect(memory.rows.size).toBe(0);
    expect(second.finished.value).toMatchObject({ contactId: "c1", kind: "finalise" });
    vi.useRealTimers();
  });

  it("keeps a refused draft and sends again after the next key", async () => {
    vi.useFakeTimers();
    const server = new Server();
    const box = new DraftBox(new Memory(), server);
    server.refuse = new ApiError(400, "invalid", [{ field: "age", code: "range" }], {});
    box.put(newDraft("d", "u", "h", { ...START, age: 500 }));
    await settle(box);
    expect(box.get("d")?.problem?.fields[0]?.field).toBe("age");
    server.refuse = null;
    box.put({ ...(box.get("d") as Draft), fields: { ...START, age: 50 } });
    await settle(box);
    expect(server.contacts.get("c1")?.age).toBe(50);
    vi.useRealTimers();
  });

  it("keeps what is typed while the drafts of this device are still being read", async () => {
    const memory = new Memory();
    const box = new DraftBox(memory, new Server());
    await memory.put({ ...newDraft("old", "u", "h", START), changedAt: Date.now() });
    const loading = box.load("u");
    box.put(newDraft("new", "u", "h", { ...START, kind: "counselling" }));
    await loading;
    expect([...box.drafts.value.keys()].sort()).toEqual(["new", "old"]);
    await box.close();
  });

  it("keeps a settled draft off the device and throws old ones away", async () => {
    vi.useFakeTimers();
    const memory = new Memory();
    const box = new DraftBox(memory, new Server());
    box.put(newDraft("d", "u", "h", START));
    await settle(box);
    expect(memory.rows.size).toBe(0);
    await memory.put({
      ...newDraft("old", "u", "h", START),
      changedAt: Date.now() - EXPIRES_MS - 1,
    });
    await box.load("u");
    expect(box.get("old")).toBeUndefined();
    expect(memory.rows.has("old")).toBe(false);
    vi.useRealTimers();
  });
});
