import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { DateField } from "../../ui/DateField";
import { SelectField, TextField } from "../../ui/Field";
import { Button } from "../../ui/parts";
import { nowText } from "./forms";
import { t } from "./words";

type Body = Of<"NotifiedBody">;

const KINDS: readonly Body["kind"][] = [
  "pc_commune",
  "police",
  "border_guard",
  "coast_guard",
  "health_body",
  "labour_body",
  "support_facility",
];
const MOST = 10;

interface Props {
  bodies: readonly Body[];
  onChange: (bodies: Body[]) => void;
}

/** Whom the travel was told to, by whom it was taken, when. */
export function NotifiedBodies({ bodies, onChange }: Props) {
  function change(index: number, part: Partial<Body>) {
    onChange(bodies.map((one, at) => (at === index ? { ...one, ...part } : one)));
  }
  return (
    <fieldset class="stack tight">
      <legend class="label">{t("notified")}</legend>
      {bodies.map((body, index) => (
        <div key={index} class="bodyrow">
          <SelectField
            label={`${t("body_kind")} ${index + 1}`}
            value={body.kind}
            options={KINDS.map((value) => ({ value, label: t(`body_${value}`) }))}
            onChange={(kind) => change(index, { kind: kind as Body["kind"] })}
          />
          <TextField
            label={t("body_name")}
            name={`body ${index}`}
            value={body.name}
            onInput={(name) => change(index, { name })}
            max={200}
          />
          <TextField
            label={t("body_officer")}
            value={body.officer ?? ""}
            onInput={(officer) => change(index, { officer: officer || null })}
            max={200}
          />
          <DateField
            kind="moment"
            label={t("body_at")}
            value={body.notified_at}
            onChange={(notified_at) => change(index, { notified_at })}
          />
          <Button
            small
            kind="quiet"
            icon="close"
            label={common("remove_named", { name: body.name || `${index + 1}` })}
            onClick={() => onChange(bodies.filter((_, at) => at !== index))}
          >
            {""}
          </Button>
        </div>
      ))}
      {bodies.length < MOST ? (
        <div class="row">
          <Button
            small
            icon="plus"
            onClick={() =>
              onChange([
                ...bodies,
                { kind: "pc_commune", name: "", officer: null, notified_at: nowText() },
              ])
            }
          >
            {t("notified_add")}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
