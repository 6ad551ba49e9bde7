// Views are addresses: they can be kept as bookmarks and sent to a colleague. What somebody looks at
// again and again is kept for that person under a name.
import { useState } from "preact/hooks";
import { get, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import type { Query } from "../../lib/query";
import { type Resource, useResource } from "../../lib/resource";
import { FormDialog, mustOf } from "../../ui/FormDialog";
import { Button, ProblemNote } from "../../ui/parts";
import { t } from "./words";

type Saved = Of<"SavedViews">;

const BUILT_IN = [
  ["view_mine", "scope=mine"],
  ["view_risk", "risk=high"],
  ["view_identify", "identification=in_identification"],
  ["view_shared", "scope=shared"],
  ["view_closed", "state=closed"],
] as const;
const MOST = 12;
const NAME_MAX = 40;
const IDS = { list: "cases" };

function inOrder(text: string): string {
  const filters = new URLSearchParams(text);
  filters.sort();
  return filters.toString();
}

function replace(saved: Saved, items: Saved["items"], key: string): Promise<Saved> {
  return put("/saved-views/{list}", { items, version: saved.version }, { ids: IDS, key });
}

interface KeepProps {
  saved: Saved;
  filters: string;
  onDone: (now: Saved) => void;
}

function Keep({ saved, filters, onDone }: KeepProps) {
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Button small kind="quiet" icon="plus" onClick={() => setNaming(true)}>
        {t("view_keep")}
      </Button>
      {naming ? (
        <FormDialog
          form={`view ${filters}`}
          title={t("view_keep")}
          submit={common("save")}
          fields={[{ name: "name", label: t("view_name"), required: true, max: NAME_MAX }]}
          send={(values, key) =>
            replace(saved, [...saved.items, { name: mustOf(values, "name"), filters }], key)
          }
          onDone={(answer) => onDone(answer as Saved)}
          onClose={() => setNaming(false)}
        />
      ) : null}
    </>
  );
}

function Drop({ saved, filters, onDone }: KeepProps) {
  const action = useAction();
  const rest = saved.items.filter((one) => one.filters !== filters);
  async function drop() {
    const now = await action.run("drop view", rest, (key) => replace(saved, rest, key));
    if (now) onDone(now);
  }
  return (
    <>
      <Button small kind="quiet" busy={action.busy} onClick={() => void drop()}>
        {t("view_drop")}
      </Button>
      <ProblemNote error={action.error} />
    </>
  );
}

/** Keeps the filters that are set, or gives up a view that was kept. */
function Own({ of, filters }: { of: Resource<Saved>; filters: string }) {
  const saved = of.data;
  if (!saved || filters === "" || BUILT_IN.some(([, text]) => text === filters)) return null;
  const props = { saved, filters, onDone: of.set };
  if (saved.items.some((one) => one.filters === filters)) return <Drop {...props} />;
  return saved.items.length < MOST ? <Keep {...props} /> : null;
}

/** The built-in views of the list and one's own. */
export function Views({ query }: { query: Query }) {
  const saved = useResource((signal) => get("/saved-views/{list}", { ids: IDS, signal }), []);
  const here = inOrder(query.text);
  const views = [
    ...BUILT_IN.map(([word, text]) => [t(word), text] as const),
    ...(saved.data?.items ?? []).map((one) => [one.name, one.filters] as const),
  ];
  return (
    <nav class="tabs" aria-label={t("views")}>
      <a href="/cases" aria-current={here === "" ? "page" : undefined}>
        {common("all")}
      </a>
      {views.map(([name, text]) => (
        <a key={text} href={`/cases?${text}`} aria-current={here === text ? "page" : undefined}>
          {name}
        </a>
      ))}
      <Own of={saved} filters={here} />
    </nav>
  );
}
