import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Duty, Of } from "../../api/types";
import { momentOf } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Choice } from "../../ui/Choice";
import { DutyCard } from "../../ui/DutyCard";
import { Loaded, PageHead } from "../../ui/parts";
import { Agencies } from "./Agencies";
import { DutyDialog } from "./DutyDialog";
import { t } from "./words";

const SCOPES: readonly Of<"DutyScope">[] = ["mine", "unit", "organisation"];
const COLUMNS = ["overdue", "at_once", "today", "tomorrow", "next5", "later"] as const;
type Column = (typeof COLUMNS)[number];

interface ColumnProps {
  name: Column;
  duties: Duty[];
  count: number;
  onOpen: (duty: Duty) => void;
}

function BoardColumn({ name, duties, count, onOpen }: ColumnProps) {
  return (
    <section class={`boardcolumn ${name}`} aria-label={t(name)}>
      <h2>
        {t(name)} <span class="muted">{count}</span>
      </h2>
      {name === "overdue" || name === "at_once" ? (
        <p class="tiny muted">{t(`${name}_sub`)}</p>
      ) : null}
      {duties.length === 0 ? <p class="small muted">{t("none")}</p> : null}
      {duties.map((duty) => (
        <DutyCard key={duty.id} duty={duty} onOpen={onOpen} />
      ))}
      {count > duties.length ? (
        <p class="small muted">{t("more", { n: count - duties.length })}</p>
      ) : null}
    </section>
  );
}

/** Everything with a due time, by when it is due. */
export default function Deadlines() {
  const query = useQuery();
  const scope = (query.get("scope") || "organisation") as Of<"DutyScope">;
  const [opened, setOpened] = useState<Duty | null>(null);
  const board = useResource(
    (signal) => get("/duty-boards/current", { query: { scope }, signal }),
    [scope],
    ["duty", "connection"],
  );
  return (
    <>
      <PageHead
        title={t("title")}
        tab={t("title")}
        sub={board.data ? t("sub", { t: momentOf(board.data.server_time) }) : ""}
        actions={
          <Choice
            label={t("scope")}
            hideLabel
            value={scope}
            options={SCOPES.map((value) => ({ value, label: t(`scope_${value}`) }))}
            onChange={(value) => query.set({ scope: value })}
          />
        }
      />
      <Loaded of={board} lines={12}>
        {(data) => (
          <>
            <div class="board">
              {COLUMNS.map((name) => (
                <BoardColumn
                  key={name}
                  name={name}
                  duties={data.columns[name]}
                  count={data.counts[name]}
                  onOpen={setOpened}
                />
              ))}
            </div>
            <Agencies rows={data.by_agency} />
          </>
        )}
      </Loaded>
      {opened ? (
        <DutyDialog duty={opened} onClose={() => setOpened(null)} onChanged={board.reload} />
      ) : null}
    </>
  );
}
