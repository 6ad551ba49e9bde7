import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { inConversation, online } from "../../app/state";
import { lists } from "../../lib/codes";
import { box } from "../../lib/drafts";
import type { Draft } from "../../lib/drafts/draft";
import { Loaded } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { CallStrip } from "./CallStrip";
import { Desk } from "./Desk";
import { DoneBar } from "./DoneBar";
import { DiscardDialog, RiskDialog } from "./dialogs";
import { focusBlock } from "./focus";
import { useDraft } from "./useDraft";
import { t } from "./words";

/** Writing while talking. */
export default function Intake() {
  const { params } = useRoute();
  const { query, route } = useLocation();
  const handle = useDraft(params.id ?? "new", query.at ?? "");
  const [dialog, setDialog] = useState<"risk" | "discard" | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { draft, change } = handle;
  const talking = Boolean(draft && !draft.fields.ended_at);
  useEffect(() => {
    inConversation.value = talking;
    return () => {
      inConversation.value = false;
    };
  }, [talking]);
  // On the first sign-in at a device the choices come a moment after the form.
  const ready = lists.value.items.length > 0;
  useEffect(() => {
    if (draft && ready) focusBlock(frame.current, 1);
  }, [draft?.id, ready]);

  async function finish(then: (draft: Draft, contactId: string | undefined) => void) {
    if (!draft) return;
    const id = draft.id;
    change((now) => ({
      ...now,
      problem: null,
      wish: "finalise",
      fields: { ...now.fields, ended_at: now.fields.ended_at ?? new Date().toISOString() },
    }));
    await box.flush(id);
    const left = box.get(id);
    if (!left) then(draft, box.finished.value?.contactId);
    else if (!left.problem) {
      say(t("state_waiting"));
      route("/");
    }
  }
  const done = () => void finish(() => route("/"));
  const connect = () =>
    void finish((_, contactId) => route(contactId ? `/contacts/${contactId}?connect=1` : "/"));

  function onKey(event: KeyboardEvent) {
    if (event.isComposing) return;
    let used = true;
    if (event.key === "F8") setDialog("risk");
    else if (event.key === "F9" && draft) void box.flush(draft.id);
    else if (event.key === "F4") focusBlock(frame.current, 2, "phone");
    else if (event.key === "Enter" && event.ctrlKey) done();
    else if (event.altKey && /^[1-5]$/.test(event.key))
      focusBlock(frame.current, Number(event.key));
    else used = false;
    if (used) event.preventDefault();
  }
  const keys = useRef(onKey);
  keys.current = onKey;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  const resource = {
    data: draft ?? undefined,
    error: handle.error,
    loading: !draft,
    reload: () => location.reload(),
  };
  return (
    <div class="intake" ref={frame}>
      <Loaded of={resource}>
        {(shown) => (
          <>
            <CallStrip draft={shown} update={handle.update} onRisk={() => setDialog("risk")} />
            <Desk
              draft={shown}
              update={handle.update}
              onFinish={done}
              onConnect={connect}
              change={change}
            />
            <DoneBar
              draft={shown}
              online={online.value}
              onSave={() => void box.flush(shown.id)}
              onFinish={done}
              onDiscard={() => setDialog("discard")}
            />
            {dialog === "risk" ? (
              <RiskDialog draft={shown} change={change} onClose={() => setDialog(null)} />
            ) : null}
            {dialog === "discard" ? (
              <DiscardDialog
                draft={shown}
                change={change}
                onClose={() => setDialog(null)}
                onGone={() => route("/")}
              />
            ) : null}
          </>
        )}
      </Loaded>
    </div>
  );
}
