import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions, stateWord } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { label } from "../../lib/codes";
import { useForm } from "../../lib/form";
import { Choice } from "../../ui/Choice";
import { CheckField, TextField } from "../../ui/Field";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { choices, t } from "./words";

type Answer = Of<"RiskAnswer">;
type Level = Of<"RiskLevel">;
type Dangerous = Of<"DangerousPerson">;

const ANSWERS: readonly Answer[] = ["yes", "no", "unknown", "refused", "not_asked"];
const LEVELS: readonly Level[] = ["low", "medium", "high", "emergency"];

interface Values {
  answers: Record<string, Answer>;
  notes: Record<string, string>;
  level: Level | "";
  alone: Answer;
  emergency: boolean;
  child: boolean;
  dangerous: readonly Dangerous[];
  places: string;
  note: string;
}

interface Props {
  view: Of<"RiskView">;
  onDone: (view: Of<"RiskView">) => void;
  onClose: () => void;
}

/** What is known already is filled in: nobody is asked twice. */
function start(view: Of<"RiskView">): Values {
  const known = view.latest;
  const factors = known?.factors ?? [];
  return {
    answers: Object.fromEntries(factors.map((one) => [one.code, one.answer])),
    notes: Object.fromEntries(factors.map((one) => [one.code, one.note ?? ""])),
    level: "",
    alone: known?.able_to_travel_alone ?? "not_asked",
    emergency: false,
    child: known?.child ?? false,
    dangerous: known?.dangerous_people ?? [],
    places: (known?.safe_places ?? []).join("\n"),
    note: "",
  };
}

function bodyOf(view: Of<"RiskView">, values: Values): Of<"RiskAssessmentInput"> {
  return {
    factors: view.factors.map(({ code }) => ({
      code,
      answer: values.answers[code] ?? "not_asked",
      note: values.notes[code]?.trim() || null,
    })),
    level: values.level as Level,
    able_to_travel_alone: values.alone,
    emergency: values.emergency,
    child: values.child,
    dangerous_people: values.dangerous.filter((one) => one.name.trim() !== ""),
    safe_places: values.places.split("\n").filter((line) => line.trim() !== ""),
    note: values.note.trim() || null,
  };
}

function leastLevel(view: Of<"RiskView">, values: Values): Level {
  const asked = view.factors
    .filter((one) => values.answers[one.code] === "yes")
    .map((one) => LEVELS.indexOf(one.minimum_level));
  return LEVELS[Math.max(0, ...asked)] ?? "low";
}

function DangerousRows(props: {
  people: readonly Dangerous[];
  onChange: (people: Dangerous[]) => void;
}) {
  const { people, onChange } = props;
  const put = (at: number, change: Partial<Dangerous>) =>
    onChange(people.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset class="stack tight">
      <legend class="label">{t("dangerous")}</legend>
      {people.map((one, index) => (
        <div class="grid3" key={index}>
          <TextField
            label={t("dangerous_name")}
            value={one.name}
            max={200}
            onInput={(name) => put(index, { name })}
          />
          <TextField
            label={t("relation")}
            value={one.relation ?? ""}
            max={200}
            onInput={(relation) => put(index, { relation: relation || null })}
          />
          <TextField
            label={t("why")}
            value={one.why ?? ""}
            max={1000}
            onInput={(why) => put(index, { why: why || null })}
          />
        </div>
      ))}
      <div>
        <Button small icon="plus" onClick={() => onChange([...people, { name: "" }])}>
          {t("add_dangerous")}
        </Button>
      </div>
    </fieldset>
  );
}

/** Every factor can be left: not known, refused and not asked are answers of their own. */
export function RiskForm({ view, onDone, onClose }: Props) {
  const { values, set, done } = useForm<Values>(`risk ${view.person_id}`, start(view));
  const action = useAction();
  const least = leastLevel(view, values);
  const short = values.level !== "" && LEVELS.indexOf(values.level) < LEVELS.indexOf(least);
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || values.level === "") return;
    const ids = { id: view.person_id };
    const body = bodyOf(view, values);
    const made = await action.run(`risk ${ids.id}`, body, (key) =>
      post("/persons/{id}/risk-assessments", body, { ids, key }),
    );
    if (!made) return;
    done();
    onDone(made);
  }
  return (
    <form class="card pad stack" onSubmit={submit}>
      <h2>{t(view.latest ? "assess_again" : "assess")}</h2>
      <p class="small muted">{t("assess_hint")}</p>
      <div class="factors">
        {view.factors.map(({ code }) => (
          <div class="factor" key={code}>
            <Choice
              label={label("risk_factor", code)}
              name={code}
              value={values.answers[code] ?? "not_asked"}
              options={choices("answer", ANSWERS)}
              digits
              onChange={(answer) => set("answers", { ...values.answers, [code]: answer as Answer })}
            />
            {values.answers[code] === "yes" ? (
              <TextField
                label={common("note")}
                value={values.notes[code] ?? ""}
                max={1000}
                onInput={(note) => set("notes", { ...values.notes, [code]: note })}
              />
            ) : null}
          </div>
        ))}
        <div class="factor">
          <Choice
            label={t("travel_alone")}
            name="alone"
            value={values.alone}
            options={choices("answer", ANSWERS)}
            onChange={(alone) => set("alone", alone as Answer)}
          />
        </div>
      </div>
      <DangerousRows
        people={values.dangerous}
        onChange={(dangerous) => set("dangerous", dangerous)}
      />
      <div class="grid2">
        <TextField
          label={t("safe_places")}
          hint={t("one_a_line")}
          rows={2}
          value={values.places}
          onInput={(places) => set("places", places)}
        />
        <TextField
          label={t("story")}
          rows={2}
          max={4000}
          value={values.note}
          onInput={(note) => set("note", note)}
        />
      </div>
      <Choice
        label={t("level")}
        name="level"
        value={values.level}
        options={stateOptions("risk", LEVELS)}
        onChange={(level) => set("level", level as Level)}
      />
      {least !== "low" ? (
        <Note tone={short ? "bad" : "warn"}>
          {t("least_level", { level: stateWord("risk", least) })}
        </Note>
      ) : null}
      <div class="row">
        <CheckField
          label={t("emergency_now")}
          checked={values.emergency}
          onChange={(on) => set("emergency", on)}
        />
        <CheckField
          label={t("treat_as_child")}
          checked={values.child}
          onChange={(on) => set("child", on)}
        />
      </div>
      <ProblemNote error={action.error} />
      <div class="dialogfoot">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button kind="main" submit busy={action.busy || values.level === ""}>
          {t("save_assessment")}
        </Button>
      </div>
    </form>
  );
}
