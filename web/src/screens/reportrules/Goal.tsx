import { useState } from "preact/hooks";
import { ApiError, get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { label, options } from "../../lib/codes";
import { dayOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, listOf, mustOf } from "../../ui/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Button, Loaded, Note } from "../../ui/parts";
import { DatedDays } from "./DatedDays";
import { t } from "./words";

type Rule = Of<"SupportGoalRule">;

const REGIMES = "support_regime";
/** For whom the law names regimes. */
const PEOPLE = ["residents", "foreigners"] as const;

interface AddProps {
  rules: readonly Rule[];
  onStale: () => void;
  onClose: () => void;
  onDone: () => void;
}

function AddDialog({ rules, onStale, onClose, onDone }: AddProps) {
  const newest = rules[0];
  return (
    <FormDialog
      title={t("add_goal")}
      form="support goal rule"
      submit={t("add_goal")}
      initial={{
        residents: newest?.residents ?? [],
        foreigners: newest?.foreigners ?? [],
        valid_from: dayOf(Date.now()),
      }}
      fields={[
        ...PEOPLE.map((name) => ({
          name,
          label: t(name),
          kind: "several" as const,
          options: options(REGIMES),
        })),
        {
          name: "valid_from",
          label: t("valid_from"),
          hint: t("goal_from_hint"),
          kind: "date",
          required: true,
        },
        {
          name: "basis",
          label: t("basis"),
          hint: t("basis_hint"),
          kind: "area",
          max: 300,
          required: true,
        },
      ]}
      send={async (values, key) => {
        try {
          return await post(
            "/support-goal-rules",
            {
              version: Math.max(...rules.map(({ number }) => number)),
              valid_from: mustOf(values, "valid_from"),
              residents: listOf(values, "residents"),
              foreigners: listOf(values, "foreigners"),
              basis: mustOf(values, "basis"),
            },
            { key },
          );
        } catch (error) {
          if (error instanceof ApiError && error.code === "stale") onStale();
          throw error;
        }
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <Note>{t("add_goal_hint")}</Note>
    </FormDialog>
  );
}

/** Which regimes the goal of 100 % looks at. */
export function Goal({ day }: { day: string }) {
  const [open, setOpen] = useState(false);
  const rules = useResource((signal) => get("/support-goal-rules", { signal }), []);
  return (
    <section class="stack">
      <div class="row">
        <h2>{t("goal")}</h2>
        {may("rules_manage") ? (
          <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
            {t("add_goal")}
          </Button>
        ) : null}
      </div>
      <p class="small muted">{t("goal_sub")}</p>
      <Loaded of={rules} lines={4}>
        {({ items }) => <GoalTable items={items} day={day} />}
      </Loaded>
      {open && rules.data ? (
        <AddDialog
          rules={rules.data.items}
          onStale={rules.reload}
          onClose={() => setOpen(false)}
          onDone={rules.reload}
        />
      ) : null}
    </section>
  );
}

/** Their names hold commas. */
function namesOf(regimes: readonly string[]): string {
  return regimes.map((code) => label(REGIMES, code)).join("; ") || t("no_regime");
}

function GoalTable({ items, day }: { items: Rule[]; day: string }) {
  return (
    <ListTable
      caption={t("goal")}
      items={items}
      keyOf={(rule) => rule.id}
      columns={[
        {
          head: t("in_force_days"),
          kind: "short-row",
          cell: (rule) => <DatedDays rows={items} row={rule} day={day} />,
        },
        ...PEOPLE.map((name) => ({
          head: t(`${name}_head`),
          cell: (rule: Rule) => namesOf(rule[name]),
        })),
        { head: t("basis"), cell: (rule) => rule.basis },
      ]}
    />
  );
}
