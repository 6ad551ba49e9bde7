import { common } from "../../i18n/common";
import { options } from "../../lib/codes";
import { Choice } from "../../ui/Choice";
import { MultiCombobox } from "../../ui/Combobox";
import { Block, type BlockProps } from "./Desk";
import { focusGroup } from "./focus";
import { t } from "./words";

const NO_CONTENT = "no_content";

/** What the call is about. 1–7 choose the kind; 0 and a digit close a call without content. */
export function KindBlock({
  fields,
  update,
  error,
  onFinish,
}: BlockProps & { onFinish: () => void }) {
  const kinds = options("contact_kind");
  const empty = fields.kind === NO_CONTENT;
  function choose(kind: string) {
    update({ kind: kind || null, no_content_reason: null });
    if (kind === NO_CONTENT) focusGroup("no_content_reason");
    else if (kind) focusGroup("topics");
  }
  function byZero(event: KeyboardEvent) {
    if (event.key !== "0" || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    choose(NO_CONTENT);
  }
  return (
    <Block number={1} title={t("block_kind")}>
      <div>
        <Choice
          label={t("kind")}
          name="kind"
          value={fields.kind ?? ""}
          options={kinds}
          onChange={(kind) => update({ kind: kind || null, no_content_reason: null })}
          onDigit={choose}
          onKey={byZero}
          digits
          error={error("kind")}
        />
        <p class="hint">{t("fast_none_hint")}</p>
      </div>
      {empty ? (
        <Choice
          label={t("no_content_reason")}
          name="no_content_reason"
          value={fields.no_content_reason ?? ""}
          options={options("no_content_reason")}
          onChange={(reason) => update({ no_content_reason: reason || null })}
          onDigit={(reason) => {
            update({ no_content_reason: reason });
            onFinish();
          }}
          digits
          error={error("no_content_reason")}
        />
      ) : (
        <MultiCombobox
          label={t("topics")}
          name="topics"
          hint={t("topics_hint")}
          values={fields.topics ?? []}
          options={options("topic")}
          onChange={(topics) => update({ topics })}
          error={error("topics")}
        />
      )}
      {fields.kind === "report_of_crime" ? (
        <Choice
          label={t("report_kind")}
          name="report_kind"
          value={fields.report_kind ?? ""}
          clearable
          options={(["incident", "victim", "related_situation"] as const).map((value) => ({
            value,
            label: common(`report_${value}`),
          }))}
          onChange={(value) =>
            update({
              report_kind: (value || null) as NonNullable<typeof fields.report_kind> | null,
            })
          }
          error={error("report_kind")}
        />
      ) : null}
    </Block>
  );
}
