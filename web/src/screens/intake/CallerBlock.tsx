import { useState } from "preact/hooks";
import { label, options, places } from "../../lib/codes";
import { Choice } from "../../ui/Choice";
import { Combobox } from "../../ui/Combobox";
import { CheckField, SelectField, TextField } from "../../ui/Field";
import { Note } from "../../ui/parts";
import { Block, type BlockProps } from "./Desk";
import { isChild, parseAge } from "./rules";
import { t } from "./words";

const EMPTY_ANSWERS = ["unknown", "refused", "not_asked"];

function withEmptyAnswers(list: { value: string; label: string }[]) {
  const missing = EMPTY_ANSWERS.filter((code) => !list.some((one) => one.value === code));
  return [...list, ...missing.map((value) => ({ value, label: label("empty_answer", value) }))];
}

function AgeField({ fields, update, error }: BlockProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && parseAge(typed) === undefined;
  return (
    <TextField
      label={t("age")}
      name="age"
      inputMode="numeric"
      max={3}
      value={typed ?? (fields.age === null || fields.age === undefined ? "" : String(fields.age))}
      onInput={(text) => {
        const age = parseAge(text);
        setTyped(age === undefined ? text : null);
        if (age !== undefined) update({ age });
      }}
      error={wrong ? "range" : error("age")}
    />
  );
}

/** Who calls, from where, and how to know the person again. */
export function CallerBlock(props: BlockProps) {
  const { fields, update, error } = props;
  return (
    <Block number={2} title={t("block_caller")}>
      <div class="grid3">
        <Combobox
          label={t("relation")}
          name="caller_relation"
          value={fields.caller_relation ?? ""}
          options={withEmptyAnswers(options("caller_relation"))}
          onChange={(value) => update({ caller_relation: value || null })}
          error={error("caller_relation")}
        />
        <Combobox
          label={t("province")}
          name="province"
          value={fields.province ?? ""}
          options={withEmptyAnswers(places())}
          onChange={(value) => update({ province: value || null })}
          error={error("province")}
        />
        <TextField
          label={t("commune")}
          name="commune_text"
          value={fields.commune_text ?? ""}
          onInput={(value) => update({ commune_text: value || null })}
          max={200}
          error={error("commune_text")}
        />
      </div>
      <div class="callerrow">
        <TextField
          label={t("phone")}
          name="phone"
          type="tel"
          inputMode="tel"
          value={fields.phone ?? ""}
          onInput={(value) => update({ phone: value || null })}
          max={40}
          error={error("phone")}
        />
        <AgeField {...props} />
        <SelectField
          label={t("age_band")}
          name="age_band"
          value={fields.age_band ?? ""}
          empty="–"
          options={withEmptyAnswers(options("age_band"))}
          onChange={(value) => update({ age_band: value || null })}
          error={error("age_band")}
        />
        <Choice
          label={t("sex")}
          name="sex"
          value={fields.sex ?? ""}
          clearable
          options={options("sex").filter((one) => ["male", "female", "other"].includes(one.value))}
          onChange={(value) => update({ sex: value || null })}
          error={error("sex")}
        />
      </div>
      {isChild(fields) ? <Note tone="warn">{t("child")}</Note> : null}
      <CheckField
        label={t("anonymous")}
        checked={fields.anonymous ?? false}
        onChange={(anonymous) => update({ anonymous })}
      />
    </Block>
  );
}
