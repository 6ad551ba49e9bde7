import { common } from "../../i18n/common";
import { options } from "../../lib/codes";
import { Combobox } from "../../ui/Combobox";
import { DateField } from "../../ui/DateField";
import { SelectField } from "../../ui/Field";
import { Block, type BlockProps } from "./Desk";
import { MigrationFields } from "./MigrationFields";
import { asksMigration } from "./rules";
import { t } from "./words";

/** Channel, times, language; safe migration where a topic asks for it. */
export function CallBlock(props: BlockProps) {
  const { fields, update, error } = props;
  return (
    <Block number={4} title={t("more_about_call")}>
      {asksMigration(fields) ? <MigrationFields {...props} /> : null}
      <div class="grid3">
        <SelectField
          label={t("channel")}
          name="channel"
          value={fields.channel ?? ""}
          options={options("channel")}
          onChange={(channel) => update({ channel })}
          error={error("channel")}
        />
        <SelectField
          label={t("direction")}
          name="direction"
          value={fields.direction ?? "in"}
          options={(["in", "out"] as const).map((value) => ({
            value,
            label: common(`direction_${value}`),
          }))}
          onChange={(value) => update({ direction: value === "out" ? "out" : "in" })}
          error={error("direction")}
        />
        <Combobox
          label={t("language")}
          name="language"
          value={fields.language ?? ""}
          options={options("language")}
          onChange={(value) => update({ language: value || null })}
          error={error("language")}
        />
        <DateField
          kind="moment"
          label={t("started")}
          name="started_at"
          value={fields.started_at ?? ""}
          onChange={(value) => {
            if (value) update({ started_at: value });
          }}
          error={error("started_at")}
        />
        <DateField
          kind="moment"
          label={t("ended_at")}
          name="ended_at"
          value={fields.ended_at ?? ""}
          onChange={(value) => update({ ended_at: value || null })}
          error={error("ended_at")}
        />
        <Combobox
          label={t("ethnic_group")}
          name="ethnic_group"
          value={fields.ethnic_group ?? ""}
          options={options("ethnic_group")}
          onChange={(value) => update({ ethnic_group: value || null })}
          error={error("ethnic_group")}
        />
      </div>
    </Block>
  );
}
