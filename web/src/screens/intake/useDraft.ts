// The draft behind the form: made when the page opens, taken into the box with the first key.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, newKey } from "../../api/client";
import { serverNow, session } from "../../app/state";
import { lists } from "../../lib/codes";
import { box } from "../../lib/drafts";
import { type Draft, draftOf, type Fields, newDraft } from "../../lib/drafts/draft";
import { isBlank } from "./rules";

export interface DraftHandle {
  draft: Draft | null;
  error: unknown;
  update: (fields: Fields) => void;
  change: (change: (draft: Draft) => Draft) => void;
}

function ownHotline(): string {
  const known = new Set(lists.value.hotlines.map((hotline) => hotline.id));
  const posts = session.value?.posts ?? [];
  return (posts.find((post) => known.has(post.organisation_id)) ?? posts[0])?.organisation_id ?? "";
}

function fresh(): Draft {
  const hotline = ownHotline();
  const type = lists.value.hotlines.find((one) => one.id === hotline)?.type;
  const fields: Fields = {
    channel: type === "hotline_local" ? "phone_local" : "phone_111",
    direction: "in",
    started_at: new Date(serverNow()).toISOString(),
    language: "vi",
    topics: [],
  };
  return newDraft(newKey(), session.value?.user.id ?? "", hotline, fields);
}

/** Goes without the router: the same page stays, with an address that survives a reload. */
function showAddress(draft: Draft): void {
  const path = `/intake/${draft.server?.id ?? draft.id}`;
  if (location.pathname !== path && location.pathname.startsWith("/intake/")) {
    history.replaceState(history.state, "", path);
  }
}

function held(id: string): Draft | null {
  return box.get(id) ?? box.byContact(id) ?? null;
}

/** `id` is `new`, a draft of this device, or a contact. `turn` changes with every F2. */
export function useDraft(id: string, turn: string): DraftHandle {
  const [unheld, setUnheld] = useState<Draft | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  const draftId = useRef("");
  useEffect(() => {
    setError(undefined);
    const known = id === "new" ? fresh() : held(id);
    if (known) {
      draftId.current = known.id;
      setUnheld(known);
    } else {
      draftId.current = "";
      setUnheld(null);
      get("/contacts/{id}", { ids: { id } }).then(
        (contact) => {
          const draft = draftOf(contact, session.value?.user.id ?? "");
          draftId.current = draft.id;
          setUnheld(draft);
        },
        (problem) => setError(problem),
      );
    }
    return () => {
      const left = box.get(draftId.current);
      if (left && isBlank(left.fields) && !left.server && left.extras.length === 0) {
        box.put({ ...left, wish: "discard", discardReason: "" });
      }
      void box.flush(draftId.current).then(() => box.release(draftId.current));
    };
  }, [id, turn]);
  const inBox = box.drafts.value.get(draftId.current);
  const draft = inBox ?? unheld;
  const current = useRef(draft);
  current.current = draft;
  useEffect(() => {
    if (inBox) showAddress(inBox);
  }, [inBox?.server?.id, inBox?.id]);
  function change(make: (draft: Draft) => Draft) {
    const now = box.get(draftId.current) ?? current.current;
    if (now) box.put(make(now));
  }
  return {
    draft,
    error,
    change,
    update: (fields) => change((now) => ({ ...now, fields: { ...now.fields, ...fields } })),
  };
}
