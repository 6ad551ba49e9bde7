// A draft of a contact as this device holds it, and what has to be sent next. Pure: no clock, no
// storage, no network. One request is outstanding at a time; it is written down with its idempotency
// key and its exact body before it leaves, so that a lost answer is asked for again, not done again.
import type { Contact, FieldError, Of } from "../../api/types";

export type Fields = Of<"ContactChanges">;

/** Something to do once the server has the draft, in this order, each exactly once. */
export type Extra =
  | { kind: "risk"; key: string; reason: string }
  | { kind: "follow_up"; key: string; due_at: string; note: string };

export type Pending =
  | { kind: "create"; key: string; fields: Fields; body: Of<"ContactStart"> }
  | { kind: "save"; key: string; fields: Fields; body: Of<"ContactSave"> }
  | { kind: "risk"; key: string; body: Of<"VersionAndReason"> }
  | { kind: "follow_up"; key: string; body: Of<"FollowUpBooking"> }
  | { kind: "finalise"; key: string; body: Of<"VersionOnly"> }
  | { kind: "discard"; key: string; body: Of<"VersionAndReason"> };

export interface Problem {
  status: number;
  code: string;
  fields: FieldError[];
  params: Record<string, string>;
}

export interface Draft {
  id: string;
  userId: string;
  hotlineId: string;
  fields: Fields;
  server: { id: string; version: number; number: string | null } | null;
  /** What the server has, as far as this device knows. */
  sent: Fields;
  pending: Pending | null;
  extras: Extra[];
  wish: "keep" | "finalise" | "discard";
  discardReason: string;
  /** Set while the server refuses; typing again clears it. */
  problem: Problem | null;
  warnings: FieldError[];
  changedAt: number;
}

export function newDraft(id: string, userId: string, hotlineId: string, fields: Fields): Draft {
  return {
    id,
    userId,
    hotlineId,
    fields,
    server: null,
    sent: {},
    pending: null,
    extras: [],
    wish: "keep",
    discardReason: "",
    problem: null,
    warnings: [],
    changedAt: 0,
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** The fields of `now` that differ from `before`. */
export function changedFields(before: Fields, now: Fields): Fields {
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(now)) {
    if (!same(value, before[name as keyof Fields])) changed[name] = value ?? null;
  }
  return changed as Fields;
}

function withoutEmpty(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as Fields;
}

/** Whether something typed is not on the server. */
export function isDirty(draft: Draft): boolean {
  return Object.keys(changedFields(draft.sent, draft.fields)).length > 0;
}

/** Whether nothing remains to be sent. */
export function isSettled(draft: Draft): boolean {
  return !draft.pending && !isDirty(draft) && draft.extras.length === 0 && draft.wish === "keep";
}

/** Whether the draft may be forgotten here without having ever reached the server. */
export function isUnborn(draft: Draft): boolean {
  return draft.wish === "discard" && !draft.server && !draft.pending;
}

/** The next request; null where there is none or the server's refusal has not been answered. */
export function nextPending(draft: Draft, newKey: () => string): Pending | null {
  if (draft.pending) return draft.pending;
  if (draft.problem) return null;
  const { server, fields } = draft;
  if (!server) {
    if (draft.wish === "discard") return null;
    const { channel, direction, started_at } = fields;
    if (!channel || !direction || !started_at) return null;
    const start = { ...withoutEmpty(fields), channel, direction, started_at };
    return {
      kind: "create",
      key: newKey(),
      fields,
      body: { ...start, hotline_id: draft.hotlineId },
    };
  }
  const { version } = server;
  if (draft.wish === "discard") {
    const body = { version, reason: draft.discardReason };
    return { kind: "discard", key: newKey(), body };
  }
  if (isDirty(draft)) {
    const changed = changedFields(draft.sent, fields);
    return { kind: "save", key: newKey(), fields, body: { version, ...changed } };
  }
  const extra = draft.extras[0];
  if (extra?.kind === "risk") {
    return { kind: "risk", key: extra.key, body: { version, reason: extra.reason } };
  }
  if (extra?.kind === "follow_up") {
    const body = { version, due_at: extra.due_at, note: extra.note || null };
    return { kind: "follow_up", key: extra.key, body };
  }
  if (draft.wish === "finalise") return { kind: "finalise", key: newKey(), body: { version } };
  return null;
}

/** The draft after the server did what was pending. */
export function afterAnswer(draft: Draft, answer: Contact): Draft {
  const done = draft.pending;
  const sent = done?.kind === "create" || done?.kind === "save" ? done.fields : draft.sent;
  const extras =
    done?.kind === "risk" || done?.kind === "follow_up" ? draft.extras.slice(1) : draft.extras;
  return {
    ...draft,
    server: { id: answer.id, version: answer.version, number: answer.number },
    sent,
    extras,
    pending: null,
    problem: null,
    warnings: answer.warnings ?? [],
  };
}

/** The draft after the server refused what was pending for good. What was typed stays. */
export function afterRefusal(draft: Draft, problem: Problem): Draft {
  const wish = draft.wish === "discard" ? "discard" : "keep";
  return { ...draft, pending: null, problem, wish };
}

const NOTES: readonly (keyof Fields)[] = ["summary", "advice"];

/** Joins what somebody else saved in the meantime: their fields, mine where I typed, both notes. */
export function merge(draft: Draft, theirs: Contact): Draft {
  const mine = changedFields(draft.sent, draft.fields);
  const sent = fieldsOf(theirs);
  const fields: Fields = { ...sent, ...mine };
  for (const note of NOTES) {
    const before = draft.sent[note] ?? "";
    const other = sent[note] ?? "";
    if (mine[note] && other && other !== before && other !== mine[note]) {
      Object.assign(fields, { [note]: `${other}\n\n${mine[note]}` });
    }
  }
  const server = { id: theirs.id, version: theirs.version, number: theirs.number };
  return { ...draft, fields, sent, server, pending: null, problem: null };
}

/** The fields a draft holds, out of a contact of the server. */
export function fieldsOf(contact: Contact): Fields {
  return {
    channel: contact.channel,
    direction: contact.direction,
    started_at: contact.started_at,
    ended_at: contact.ended_at,
    kind: contact.kind,
    no_content_reason: contact.no_content_reason,
    topics: contact.topics,
    caller_relation: contact.caller_relation,
    sex: contact.sex,
    age: contact.age,
    age_band: contact.age_band,
    province: contact.province,
    commune_text: contact.commune_text,
    language: contact.language,
    ethnic_group: contact.ethnic_group,
    anonymous: contact.anonymous,
    phone: contact.phone,
    safe_contact: contact.safe_contact,
    summary: contact.summary,
    advice: contact.advice,
    safe_migration: contact.safe_migration,
    report_kind: contact.report_kind,
    follow_up_wanted: contact.follow_up_wanted,
    repeat_of: contact.repeat_of?.id ?? null,
  };
}

/** A draft of this device for one that the server already has. */
export function draftOf(contact: Contact, userId: string): Draft {
  const fields = fieldsOf(contact);
  return {
    ...newDraft(contact.id, userId, contact.hotline_id, fields),
    server: { id: contact.id, version: contact.version, number: contact.number },
    sent: fields,
    warnings: contact.warnings,
  };
}
