import { useState } from "preact/hooks";
import { get, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { dayOf, dayText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { adminWord } from "../../ui/admin/words";
import { DateField } from "../../ui/DateField";
import { SelectField, TextField } from "../../ui/Field";
import { FormDialog, mustOf, textOf } from "../../ui/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Button, Empty, Loaded, Note, ProblemNote, Tag } from "../../ui/parts";
import { t } from "./words";

type Kind = Of<"CalendarDayKind">;
const KINDS: readonly Kind[] = [
  "holiday",
  "makeup",
  "swapped_off",
  "swapped_work",
  "weekly_rest",
  "working",
];
const AUDIENCES = ["all", "public_sector"] as const;
const WEEKDAYS = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];

function weekday(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

function DayDialog({
  days,
  onClose,
  onDone,
}: {
  days: Of<"CalendarDay">[];
  onClose: () => void;
  onDone: () => void;
}) {
  return (
    <FormDialog
      title={t("set_day")}
      form="calendar day"
      submit={t("set_day")}
      initial={{ audience: "all" }}
      fields={[
        { name: "date", label: t("date"), kind: "date", required: true, wide: false },
        {
          name: "kind",
          label: t("kind"),
          kind: "select",
          options: KINDS.map((value) => ({ value, label: t(`day_${value}`) })),
          required: true,
          wide: false,
        },
        { name: "name", label: t("name"), max: 200 },
        { name: "basis", label: t("basis"), max: 300, required: true },
        { name: "published_at", label: t("published"), kind: "date", wide: false },
        {
          name: "audience",
          label: t("audience"),
          kind: "select",
          options: AUDIENCES.map((value) => ({ value, label: t(`audience_${value}`) })),
          required: true,
          wide: false,
        },
        { name: "reason", label: common("reason"), max: 500, required: true },
      ]}
      send={(values, key) => {
        const date = mustOf(values, "date");
        const known = days.find((day) => day.date === date);
        return put(
          "/calendar-days/{date}",
          {
            ...(known ? { version: known.version } : {}),
            kind: (textOf(values, "kind") ?? "holiday") as Kind,
            name: textOf(values, "name"),
            basis: mustOf(values, "basis"),
            published_at: textOf(values, "published_at"),
            audience: textOf(values, "audience") === "public_sector" ? "public_sector" : "all",
            reason: mustOf(values, "reason"),
          },
          { ids: { date }, key },
        );
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <Note>{t("set_day_hint")}</Note>
    </FormDialog>
  );
}

/** Says that the official calendar of a year is entered: clocks may count with it from then on. */
function YearDialog({
  year,
  onClose,
  onDone,
}: {
  year: Of<"CalendarYear">;
  onClose: () => void;
  onDone: () => void;
}) {
  const known = !year.known;
  return (
    <FormDialog
      title={t(known ? "year_complete" : "year_reopen")}
      form={`calendar year ${year.year}`}
      submit={t(known ? "year_complete" : "year_reopen")}
      danger={!known}
      initial={{ basis: year.basis ?? "" }}
      fields={[
        { name: "basis", label: t("basis"), max: 300, required: true },
        { name: "reason", label: common("reason"), max: 500, required: true },
      ]}
      send={(values, key) =>
        put(
          "/calendar-years/{year}",
          {
            ...(year.version > 0 ? { version: year.version } : {}),
            known,
            basis: mustOf(values, "basis"),
            reason: mustOf(values, "reason"),
          },
          { ids: { year: String(year.year) }, key },
        )
      }
      onDone={onDone}
      onClose={onClose}
    >
      <Note>{t(known ? "year_complete_hint" : "year_reopen_hint")}</Note>
    </FormDialog>
  );
}

/** The arithmetic by hand: from a day, so many days, until when and past which days. */
function TryOut() {
  const [from, setFrom] = useState(dayOf(Date.now()));
  const [amount, setAmount] = useState("5");
  const [unit, setUnit] = useState<"working_day" | "calendar_day">("working_day");
  const [answer, setAnswer] = useState<Of<"DueDateAnswer"> | null>(null);
  const action = useAction();
  async function submit(event: Event) {
    event.preventDefault();
    const query = { from, amount: Number(amount) || 0, unit };
    const found = await action.run("due", query, () => get("/due-dates", { query }));
    if (found) setAnswer(found);
  }
  return (
    <section class="card pad stack tight">
      <h2>{t("try")}</h2>
      <ProblemNote error={action.error} />
      <form class="grid3" onSubmit={submit}>
        <DateField label={t("try_from")} value={from} onChange={setFrom} />
        <TextField
          label={t("try_amount")}
          inputMode="numeric"
          value={amount}
          onInput={setAmount}
          max={5}
        />
        <SelectField
          label={t("try_unit")}
          value={unit}
          options={(["working_day", "calendar_day"] as const).map((value) => ({
            value,
            label: t(`unit_${value}`),
          }))}
          onChange={(value) => setUnit(value === "calendar_day" ? "calendar_day" : "working_day")}
        />
        <div class="row">
          <Button submit small kind="main">
            {t("compute")}
          </Button>
        </div>
      </form>
      {answer ? (
        <div class="small" role="status">
          <p>
            {t("due")}: <b>{dayText(answer.due)}</b> ({weekday(answer.due)})
          </p>
          {answer.skipped.length > 0 ? <p class="muted">{t("skipped")}:</p> : null}
          <ul>
            {answer.skipped.map((day) => (
              <li key={day.date}>
                {weekday(day.date)} {dayText(day.date)} · {t(`day_${day.kind}`)}
                {day.basis ? <span class="muted"> · {day.basis}</span> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

/** A year of the working-day calendar. */
export function Calendar() {
  const query = useQuery();
  const [open, setOpen] = useState<"day" | "year" | null>(null);
  const year = query.get("year") || dayOf(Date.now()).slice(0, 4);
  const loaded = useResource(
    (signal) => get("/calendar-years/{year}", { ids: { year }, signal }),
    [year],
  );
  const years = Array.from({ length: 10 }, (_, index) => String(2020 + index));
  return (
    <>
      <section class="card filters">
        <SelectField
          label={t("year")}
          value={year}
          options={years.map((value) => ({ value, label: value }))}
          onChange={(value) => query.set({ year: value })}
        />
        <Button kind="main" icon="plus" onClick={() => setOpen("day")}>
          {t("set_day")}
        </Button>
        {loaded.data ? (
          <Button onClick={() => setOpen("year")}>
            {t(loaded.data.known ? "year_reopen" : "year_complete")}
          </Button>
        ) : null}
      </section>
      <div class="columns">
        <Loaded of={loaded} lines={10}>
          {(data) => (
            <section class="stack tight">
              {data.known ? null : <Note tone="warn">{t("unknown_year")}</Note>}
              {data.days.length === 0 ? (
                <div class="card">
                  <Empty>{t("none")}</Empty>
                </div>
              ) : (
                <Days days={data.days} />
              )}
            </section>
          )}
        </Loaded>
        <TryOut />
      </div>
      {open === "day" ? (
        <DayDialog
          days={loaded.data?.days ?? []}
          onClose={() => setOpen(null)}
          onDone={loaded.reload}
        />
      ) : null}
      {open === "year" && loaded.data ? (
        <YearDialog year={loaded.data} onClose={() => setOpen(null)} onDone={loaded.reload} />
      ) : null}
    </>
  );
}

function Days({ days }: { days: Of<"CalendarDay">[] }) {
  return (
    <ListTable
      caption={adminWord("calendar")}
      items={days}
      keyOf={(day) => `${day.date} ${day.kind} ${day.audience}`}
      columns={[
        {
          head: t("date"),
          kind: "short-row",
          cell: (day) => `${weekday(day.date)} ${dayText(day.date)}`,
        },
        {
          head: t("kind"),
          cell: ({ kind }) => (
            <Tag tone={kind === "swapped_work" || kind === "working" ? "warn" : "main"}>
              {t(`day_${kind}`)}
            </Tag>
          ),
        },
        { head: t("name"), cell: (day) => day.name },
        {
          head: t("basis"),
          cell: (day) => (
            <>
              {day.basis}
              {day.published_at ? (
                <div class="tiny muted">
                  {t("published")}: {dayText(day.published_at)}
                </div>
              ) : null}
            </>
          ),
        },
        { head: t("audience"), cell: (day) => t(`audience_${day.audience}`) },
      ]}
    />
  );
}
