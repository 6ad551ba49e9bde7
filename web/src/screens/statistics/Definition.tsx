import { useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { ApiError, get, post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { type Action, useAction } from "../../lib/action";
import { type Form, useForm } from "../../lib/form";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Button, Empty, Loaded, Note, PageHead, ProblemNote } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { say } from "../../ui/toasts";
import { contentOf, EMPTY, type Faults, faultsOf, type Typed, toSend } from "./definition";
import { Basics, Paper, Texts } from "./editDefinition";
import { Parts } from "./editParts";
import { Preview } from "./Preview";
import { t } from "./words";

type Stored = Of<"ReportDefinition">;

interface EditorProps {
  /** Absent for a new one. */
  stored?: Stored | undefined;
  initial: Typed;
  form: Form<Typed>;
  dimensions: readonly Of<"ReportDimensions">[];
  onSaved: (saved: Stored) => void;
  onStale: () => void;
}

/** Another version was saved meanwhile: the choice between the two. */
function Stale({ stored, form }: { stored: Stored; form: Form<Typed> }) {
  const n = stored.version;
  return (
    <Note tone="warn" live>
      <p>{t("stale", { n })}</p>
      <div class="row">
        <Button small onClick={() => form.set("version", n)}>
          {t("keep_mine", { n })}
        </Button>
        <Button small onClick={form.done}>
          {t("take_theirs", { n })}
        </Button>
      </div>
    </Note>
  );
}

async function send(action: Action, typed: Typed): Promise<Stored | undefined> {
  const { content, version } = typed;
  return action.run("definition", typed, (key) =>
    version === 0
      ? post("/report-definitions", content, { key })
      : put(
          "/report-definitions/{code}",
          { ...content, version },
          {
            ids: { code: content.code },
            key,
          },
        ),
  );
}

const NO_FAULTS: Faults = new Map();

function faultsIn(error: unknown): Faults {
  return error instanceof ApiError ? faultsOf(error.fields) : NO_FAULTS;
}

function Editor({ stored, initial, form, dimensions, onSaved, onStale }: EditorProps) {
  const action = useAction();
  const [shown, setShown] = useState<Faults>(NO_FAULTS);
  const frame = useRef<HTMLFormElement>(null);
  const typed = form.values;
  const changed = JSON.stringify(typed) !== JSON.stringify(initial);
  const stale = stored !== undefined && typed.version !== stored.version;
  function show(faults: Faults) {
    setShown(faults);
    setTimeout(() => {
      frame.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    });
  }
  async function save(event: Event) {
    event.preventDefault();
    if (action.busy || stale) return;
    const content = toSend(typed.content);
    form.set("content", content);
    const saved = await send(action, { ...typed, content });
    if (!saved) return;
    form.done();
    say(t("saved", { n: saved.version }));
    onSaved(saved);
  }
  const [seen, setSeen] = useState<unknown>(undefined);
  if (action.error !== seen) {
    setSeen(action.error);
    if (action.error instanceof ApiError && action.error.code === "stale") onStale();
    show(faultsIn(action.error));
  }
  const edit = {
    content: typed.content,
    faults: shown,
    dimensions,
    onChange: (content: Typed["content"]) => form.set("content", content),
  };
  return (
    <div class="columns editor">
      <form class="stack" onSubmit={save} ref={frame}>
        <ProblemNote error={action.error} />
        {stale ? <Stale stored={stored} form={form} /> : null}
        <Basics {...edit} isNew={typed.version === 0} />
        <Parts {...edit} />
        <Texts {...edit} />
        <Paper {...edit} />
        <div class="card pad stack tight savebar">
          {changed ? <p class="small">{t("unsaved")}</p> : null}
          <div class="row">
            <Button kind="main" submit busy={action.busy || stale}>
              {t(typed.version === 0 ? "create" : "save")}
            </Button>
            {changed ? <Button onClick={form.done}>{t("give_up")}</Button> : null}
          </div>
        </div>
      </form>
      <Preview content={typed.content} onFaults={(fields) => show(faultsOf(fields))} />
    </div>
  );
}

interface LoadedProps {
  stored: Stored | undefined;
  copied: Stored | undefined;
  dimensions: readonly Of<"ReportDimensions">[];
  reload: () => void;
}

function Opened({ stored, copied, dimensions, reload }: LoadedProps) {
  const { route } = useLocation();
  const initial: Typed = stored
    ? { content: contentOf(stored), version: stored.version }
    : { content: copied ? contentOf(copied, true) : EMPTY, version: 0 };
  const name = stored ? stored.code : `new ${copied?.code ?? ""}`;
  const form = useForm<Typed>(`definition ${name}`, initial);
  const title = stored
    ? t("edit_title", { name: pick(stored.title_vi, stored.title_en) })
    : t("new_definition");
  return (
    <>
      <PageHead
        title={title}
        tab={title}
        sub={stored ? `${stored.code} · ${t("definition_n", { n: stored.version })}` : undefined}
      />
      <ReportTabs here="definitions" />
      <Editor
        stored={stored}
        initial={initial}
        form={form}
        dimensions={dimensions}
        onStale={reload}
        onSaved={(saved) => {
          if (stored) reload();
          else route(`/reports/definitions/${saved.code}`);
        }}
      />
    </>
  );
}

/** A definition while it is changed, a new one, or a copy of another. */
export default function Definition() {
  const { params } = useRoute();
  const query = useQuery();
  const code = params.code;
  const copy = query.get("copy");
  const definitions = useResource((signal) => get("/report-definitions", { signal }), []);
  const dimensions = useResource((signal) => get("/report-dimensions", { signal }), []);
  return (
    <Loaded of={definitions} lines={12}>
      {({ items }) => {
        const find = (wanted: string) => items.find((one) => one.code === wanted);
        const stored = code ? find(code) : undefined;
        if (code && !stored) {
          return (
            <>
              <PageHead title={t("no_such")} tab={t("definitions")} />
              <Empty>
                <a href="/reports/definitions">{t("definitions")}</a>
              </Empty>
            </>
          );
        }
        return (
          <Loaded of={dimensions} lines={12}>
            {(data) => (
              <Opened
                key={`${code ?? ""} ${copy}`}
                stored={stored}
                copied={copy ? find(copy) : undefined}
                dimensions={data.items}
                reload={definitions.reload}
              />
            )}
          </Loaded>
        );
      }}
    </Loaded>
  );
}
