import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { useAction } from "../../lib/action";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { t, word } from "./words";

type Newer = Of<"NewerReportDefinition">;

interface Props {
  items: readonly Newer[];
  all: readonly Of<"ReportDefinition">[];
  onDone: () => void;
}

/** Definitions that came with a newer program: they are taken over only when somebody says so. */
export function Newer({ items, all, onDone }: Props) {
  const action = useAction();
  const titleOf = (code: string) => {
    const one = all.find((known) => known.code === code);
    return one ? pick(one.title_vi, one.title_en) : code;
  };
  async function take({ code, version }: Newer) {
    if (action.busy) return;
    const saved = await action.run(`take over ${code}`, { version }, (key) =>
      post("/report-definitions/{code}/take-overs", { version }, { ids: { code }, key }),
    );
    if (saved) say(t("saved", { n: saved.version }));
    onDone();
  }
  if (items.length === 0) return <ProblemNote error={action.error} />;
  return (
    <Note>
      <p>{t("newer_hint")}</p>
      <ProblemNote error={action.error} />
      <ul class="list">
        {items.map((one) => (
          <li key={one.code} class="row">
            <span>
              <b>{titleOf(one.code)}</b>, {t("definition_n", { n: one.version })} ·{" "}
              {t("newer_changed", {
                list: one.changed.map((part) => word("newer", part)).join(", "),
              })}
            </span>
            <Button
              small
              busy={action.busy}
              label={`${t("take_over")}: ${titleOf(one.code)}`}
              onClick={() => take(one)}
            >
              {t("take_over")}
            </Button>
          </li>
        ))}
      </ul>
    </Note>
  );
}
