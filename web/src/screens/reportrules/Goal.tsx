import { ApiError, get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { label, options } from "../../lib/codes";
import { dayOf } from "../../lib/format";
import { FormDialog, listOf, mustOf } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { DatedRules, dayAndBasis } from "./DatedRules";
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
        ...dayAndBasis(t("goal_from_hint")),
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

/** Their names hold commas. */
function namesOf(regimes: readonly string[]): string {
  return regimes.map((code) => label(REGIMES, code)).join("; ") || t("no_regime");
}

/** Which regimes the goal of 100 % looks at. */
export function Goal({ day }: { day: string }) {
  return (
    <DatedRules<Rule>
      title={t("goal")}
      sub={t("goal_sub")}
      add={t("add_goal")}
      day={day}
      load={(signal) => get("/support-goal-rules", { signal })}
      columns={PEOPLE.map((name) => ({
        head: t(`${name}_head`),
        cell: (rule: Rule) => namesOf(rule[name]),
      }))}
      dialog={(rules, reload, close) => (
        <AddDialog rules={rules} onStale={reload} onClose={close} onDone={reload} />
      )}
    />
  );
}
