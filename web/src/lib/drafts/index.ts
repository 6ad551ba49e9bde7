// The box of this application: sealed IndexedDB below, the real server above.
import { get, post, put } from "../../api/client";
import { DraftBox, type Line, type Storage } from "./box";
import { database } from "./database";
import { seal, unseal } from "./devicekey";
import type { Draft } from "./draft";

const storage: Storage = {
  async put(draft) {
    const sealed = await seal(draft);
    const row = { id: draft.id, user_id: draft.userId, changed_at: draft.changedAt, ...sealed };
    await (await database()).put("drafts", row);
  },
  async remove(id) {
    await (await database()).delete("drafts", id);
  },
  async all(userId) {
    const rows = await (await database()).getAllFromIndex("drafts", "user", userId);
    const opened = await Promise.all(rows.map((row) => unseal(row.iv, row.sealed)));
    return opened.filter((draft) => draft !== undefined) as Draft[];
  },
};

const line: Line = {
  send(pending, contactId) {
    const options = { ids: { id: contactId ?? "" }, key: pending.key };
    switch (pending.kind) {
      case "create":
        return post("/contacts", pending.body, { key: pending.key });
      case "save":
        return put("/contacts/{id}", pending.body, options);
      case "risk":
        return post("/contacts/{id}/risk-flags", pending.body, options);
      case "follow_up":
        return post("/contacts/{id}/follow-ups", pending.body, options);
      case "finalise":
        return post("/contacts/{id}/finalisations", pending.body, options);
      case "discard":
        return post("/contacts/{id}/discards", pending.body, options);
    }
  },
  read: (contactId) => get("/contacts/{id}", { ids: { id: contactId } }),
};

export const box = new DraftBox(storage, line);
