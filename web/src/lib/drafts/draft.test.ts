import { describe, expect, it } from "vitest";
import type { Contact } from "../../api/types";
import {
  afterAnswer,
  afterRefusal,
  changedFields,
  isSettled,
  merge,
  newDraft,
  nextPending,
} from "./draft";

const START = {
  channel: "phone_111",
  direction: "in",
  started_at: "2026-11-21T01:00:00.000Z",
} as const;
let made = 0;
const key = () => `key-${++made}`;

function contact(over: Partial<Contact> = {}): Contact {
  return {
    id: "c1",
    version: 1,
    number: null,
    state: "draft",
    warnings: [],
    topics: [],
    ...START,
    ...over,
  } as Contact;
}

function created(fields = {}) {
  const draft = newDraft("d1", "u1", "h1", { ...START, ...fields });
  return afterAnswer({ ...draft, pending: nextPending(draft, key) }, contact());
}

describe("a draft", () => {
  it("is created first, with everything typed so far", () => {
    const draft = newDraft("d1", "u1", "h1", { ...START, summary: "abc", age: null });
    const pending = nextPending(draft, key);
    expect(pending).toMatchObject({ kind: "create", body: { hotline_id: "h1", summary: "abc" } });
    expect(pending?.body).not.toHaveProperty("age");
  });

  it("keeps the key and the body of a request without answer, whatever is typed meanwhile", () => {
    const draft = newDraft("d1", "u1", "h1", { ...START, summary: "a" });
    const pending = nextPending(draft, key);
    const typed = { ...draft, pending, fields: { ...draft.fields, summary: "ab" } };
    expect(nextPending(typed, key)).toBe(pending);
  });

  it("sends only what changed since the last answer", () => {
    const draft = created({ summary: "a" });
    const typed = { ...draft, fields: { ...draft.fields, summary: "ab" } };
    expect(nextPending(typed, key)).toMatchObject({
      kind: "save",
      body: { version: 1, summary: "ab" },
    });
    expect(Object.keys(nextPending(typed, key)?.body ?? {})).toEqual(["version", "summary"]);
  });

  it("is final only after everything typed and every extra is there", () => {
    let draft = created();
    draft = {
      ...draft,
      wish: "finalise",
      extras: [{ kind: "risk", key: "k", reason: "r" }],
      fields: { ...draft.fields, age: 17 },
    };
    const order: string[] = [];
    for (let version = 2; version < 5; version++) {
      const pending = nextPending(draft, key);
      order.push(pending?.kind ?? "none");
      draft = afterAnswer({ ...draft, pending }, contact({ version }));
    }
    expect(order).toEqual(["save", "risk", "finalise"]);
  });

  it("stops after a refusal and keeps what was typed", () => {
    const draft = { ...created(), wish: "finalise" as const };
    const after = afterRefusal(draft, { status: 400, code: "invalid", fields: [], params: {} });
    expect(nextPending(after, key)).toBeNull();
    expect(after.wish).toBe("keep");
    expect(after.fields).toEqual(draft.fields);
  });

  it("thrown away before it reached the server needs no request", () => {
    const draft = { ...newDraft("d1", "u1", "h1", START), wish: "discard" as const };
    expect(nextPending(draft, key)).toBeNull();
  });

  it("joins a change of somebody else: my fields win, both notes are kept", () => {
    const draft = created({ summary: "start" });
    const typed = { ...draft, fields: { ...draft.fields, summary: "mine", age: 17 } };
    const joined = merge(typed, contact({ version: 7, summary: "theirs", sex: "female" }));
    expect(joined.fields).toMatchObject({ summary: "theirs\n\nmine", age: 17, sex: "female" });
    expect(joined.server?.version).toBe(7);
    expect(isSettled(joined)).toBe(false);
  });

  it("treats an empty field and a missing one as the same", () => {
    expect(changedFields({}, { age: null })).toEqual({});
    expect(changedFields({ age: 3 }, { age: null })).toEqual({ age: null });
  });
});
