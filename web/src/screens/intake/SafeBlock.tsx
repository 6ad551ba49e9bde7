import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { Choice } from "../../ui/Choice";
import { CheckField, TextField } from "../../ui/Field";
import { Block, type BlockProps } from "./Desk";
import { t } from "./words";

type Safe = Of<"SafeContact">;

/** How to reach the person without bringing danger. */
export function SafeBlock({ fields, update, error }: BlockProps) {
  const safe = fields.safe_contact ?? {};
  const set = (change: Safe) => update({ safe_contact: { ...safe, ...change } });
  return (
    <Block number={3} title={t("block_safe")}>
      <div class="grid3">
        <TextField
          label={t("safe_when")}
          name="safe_contact.when"
          value={safe.when ?? ""}
          onInput={(value) => set({ when: value || null })}
          max={500}
          error={error("safe_contact.when")}
        />
        <TextField
          label={t("safe_how")}
          name="safe_contact.how"
          value={safe.how ?? ""}
          onInput={(value) => set({ how: value || null })}
          max={500}
          error={error("safe_contact.how")}
        />
        <TextField
          label={t("safe_code")}
          name="safe_contact.code_word"
          value={safe.code_word ?? ""}
          onInput={(value) => set({ code_word: value || null })}
          max={100}
          error={error("safe_contact.code_word")}
        />
        <TextField
          label={t("safe_who")}
          name="safe_contact.who_else_hears"
          value={safe.who_else_hears ?? ""}
          onInput={(value) => set({ who_else_hears: value || null })}
          max={500}
          error={error("safe_contact.who_else_hears")}
        />
        <Choice
          label={t("safe_message")}
          name="safe_contact.may_leave_message"
          value={safe.may_leave_message ?? ""}
          clearable
          options={(["yes", "no", "unknown"] as const).map((value) => ({
            value,
            label: common(`ynu_${value}`),
          }))}
          onChange={(value) =>
            set({ may_leave_message: (value || null) as Of<"YesNoUnknown"> | null })
          }
        />
        <CheckField
          label={t("safe_never")}
          checked={safe.do_not_call ?? false}
          onChange={(do_not_call) => set({ do_not_call })}
          class="alignend"
        />
      </div>
    </Block>
  );
}
