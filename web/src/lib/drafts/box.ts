// Holds the drafts of this device, keeps them sealed in storage and brings them to the server, one
// request after the other, however long the line is gone.
import { signal } from "@preact/signals";
import { ApiError, newKey, OfflineError } from "../../api/client";
import type { Contact } from "../../api/types";
import {
  afterAnswer,
  afterRefusal,
  type Draft,
  isSettled,
  isUnborn,
  merge,
  nextPending,
  type Pending,
} from "./draft";

export interface Storage {
  put(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
  all(userId: string): Promise<Draft[]>;
}

export interface Line {
  send(pending: Pending, contactId: string | null): Promise<Contact>;
  read(contactId: string): Promise<Contact>;
}

/** What became of a draft that left this device. */
export interface Finished {
  draftId: string;
  contactId: string;
  number: string | null;
  kind: "finalise" | "discard";
}

const KEEP_AFTER_MS = 800;
const SEND_AFTER_MS = 1500;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
export const EXPIRES_MS = 72 * 3600 * 1000;

/** Whether a refusal goes away by itself: signed out, too fast, the same request still on its way. */
function passes(error: ApiError): boolean {
  return error.status === 429 || error.status === 401 || error.code === "request.in_flight";
}

export class DraftBox {
  readonly drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  readonly sending = signal<ReadonlySet<string>>(new Set());
  readonly finished = signal<Finished | null>(null);
  readonly savedAt = signal<ReadonlyMap<string, number>>(new Map());
  private keepTimers = new Map<string, ReturnType<typeof setTimeout>>();
  private sendTimers = new Map<string, ReturnType<typeof setTimeout>>();
  private failures = new Map<string, number>();
  private running = new Map<string, Promise<void>>();

  constructor(
    private storage: Storage,
    private line: Line,
    private now: () => number = Date.now,
  ) {}

  /** Reads what this device holds for a person; old ones are thrown away. */
  async load(userId: string): Promise<void> {
    const stored = await this.storage.all(userId);
    // Typing goes on while storage is read: what memory holds by now is newer and stays.
    const map = new Map(this.drafts.value);
    for (const draft of stored) {
      if (this.now() - draft.changedAt > EXPIRES_MS) void this.storage.remove(draft.id);
      else if (!map.has(draft.id)) map.set(draft.id, draft);
    }
    this.drafts.value = map;
    this.sendAll();
  }

  /** Forgets everything in memory (lock, sign-out). Sealed drafts stay in storage. */
  async close(): Promise<void> {
    await this.keepAll();
    for (const timer of this.sendTimers.values()) clearTimeout(timer);
    this.sendTimers.clear();
    this.drafts.value = new Map();
  }

  get(id: string): Draft | undefined {
    return this.drafts.value.get(id);
  }

  byContact(contactId: string): Draft | undefined {
    return [...this.drafts.value.values()].find((draft) => draft.server?.id === contactId);
  }

  /** How many hold something the server does not have. */
  get unsent(): number {
    return [...this.drafts.value.values()].filter((draft) => !isSettled(draft)).length;
  }

  /** Takes a draft in, or what was typed into it. */
  put(draft: Draft): void {
    const problem =
      draft.problem && draft.problem === this.get(draft.id)?.problem ? null : draft.problem;
    this.hold({ ...draft, problem, changedAt: this.now() });
    this.keepSoon(draft.id);
    this.sendSoon(draft.id, SEND_AFTER_MS);
  }

  /** Sends now what waits. */
  async flush(id: string): Promise<void> {
    await this.keep(id);
    await this.send(id);
  }

  sendAll(): void {
    for (const id of this.drafts.value.keys()) this.sendSoon(id, 0);
  }

  /** Takes a draft out of memory when the server has all of it. */
  release(id: string): void {
    const draft = this.get(id);
    if (draft && isSettled(draft) && draft.server) this.forget(id);
  }

  private hold(draft: Draft): void {
    this.drafts.value = new Map(this.drafts.value).set(draft.id, draft);
  }

  private forget(id: string): void {
    const map = new Map(this.drafts.value);
    map.delete(id);
    this.drafts.value = map;
    clearTimeout(this.keepTimers.get(id));
    this.keepTimers.delete(id);
    clearTimeout(this.sendTimers.get(id));
    void this.storage.remove(id);
  }

  private keepSoon(id: string): void {
    if (this.keepTimers.has(id)) return;
    this.keepTimers.set(
      id,
      setTimeout(() => void this.keep(id), KEEP_AFTER_MS),
    );
  }

  async keepAll(): Promise<void> {
    await Promise.all([...this.keepTimers.keys()].map((id) => this.keep(id)));
  }

  private async keep(id: string): Promise<void> {
    clearTimeout(this.keepTimers.get(id));
    this.keepTimers.delete(id);
    const draft = this.get(id);
    if (draft) await this.storage.put(draft);
  }

  private sendSoon(id: string, afterMs: number): void {
    clearTimeout(this.sendTimers.get(id));
    this.sendTimers.set(
      id,
      setTimeout(() => void this.send(id), afterMs),
    );
  }

  private mark(id: string, busy: boolean): void {
    const set = new Set(this.sending.value);
    if (busy) set.add(id);
    else set.delete(id);
    this.sending.value = set;
  }

  /** Ends when nothing waits or the line is gone; a call meanwhile waits for the same end. */
  private send(id: string): Promise<void> {
    const already = this.running.get(id);
    if (already) return already;
    const run = this.loop(id).finally(() => {
      this.running.delete(id);
      this.mark(id, false);
    });
    this.running.set(id, run);
    return run;
  }

  private async loop(id: string): Promise<void> {
    this.mark(id, true);
    while (await this.step(id)) {
      // One request after the other.
    }
  }

  /** One request. Gives whether to go on at once. */
  private async step(id: string): Promise<boolean> {
    const draft = this.get(id);
    if (!draft) return false;
    if (isUnborn(draft)) {
      this.forget(id);
      return false;
    }
    const pending = nextPending(draft, newKey);
    if (!pending) {
      if (isSettled(draft) && draft.server) void this.storage.remove(id);
      return false;
    }
    if (pending !== draft.pending) {
      this.hold({ ...draft, pending });
      await this.keep(id);
    }
    try {
      const answer = await this.line.send(pending, draft.server?.id ?? null);
      this.failures.delete(id);
      return await this.arrived(id, pending, answer);
    } catch (error) {
      return this.refused(id, error);
    }
  }

  private async arrived(id: string, pending: Pending, answer: Contact): Promise<boolean> {
    const draft = this.get(id);
    if (!draft) return false;
    if (pending.kind === "finalise" || pending.kind === "discard") {
      this.finished.value = {
        draftId: id,
        contactId: answer.id,
        number: answer.number,
        kind: pending.kind,
      };
      this.forget(id);
      return false;
    }
    this.hold(afterAnswer(draft, answer));
    this.savedAt.value = new Map(this.savedAt.value).set(id, this.now());
    await this.keep(id);
    return true;
  }

  private async refused(id: string, error: unknown): Promise<boolean> {
    const draft = this.get(id);
    if (!draft) return false;
    const lost =
      error instanceof OfflineError || (error instanceof ApiError && error.status >= 500);
    const later = error instanceof ApiError && passes(error);
    if (lost || later || !(error instanceof ApiError)) {
      const count = this.failures.get(id) ?? 0;
      this.failures.set(id, count + 1);
      this.sendSoon(id, RETRY_MS[Math.min(count, RETRY_MS.length - 1)] ?? 15_000);
      return false;
    }
    if (error.status === 409 && error.code === "stale" && draft.server) return this.rejoin(draft);
    const { status, code, fields, params } = error;
    this.hold(afterRefusal(draft, { status, code, fields, params }));
    await this.keep(id);
    return false;
  }

  private async rejoin(draft: Draft): Promise<boolean> {
    try {
      const theirs = await this.line.read(draft.server?.id ?? "");
      const latest = this.get(draft.id) ?? draft;
      if (theirs.state !== "draft") {
        const problem = { status: 409, code: "contact.not_a_draft", fields: [], params: {} };
        this.hold(afterRefusal(latest, problem));
        return false;
      }
      this.hold(merge(latest, theirs));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) {
        const { status, code, fields, params } = error;
        this.hold(afterRefusal(draft, { status, code, fields, params }));
        return false;
      }
      this.sendSoon(draft.id, 2000);
      return false;
    }
  }
}
