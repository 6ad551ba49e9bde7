import { TextField } from "../../ui/Field";
import type { BlockProps } from "./Desk";
import { t } from "./words";

/** What was said and what was advised: always in view. */
export function StoryBlock({ fields, update, error }: BlockProps) {
  return (
    <div class="card pad stack tight" data-block={5}>
      <TextField
        label={t("summary")}
        keys="Alt 5"
        name="summary"
        hint={t("summary_hint")}
        rows={6}
        value={fields.summary ?? ""}
        onInput={(value) => update({ summary: value || null })}
        max={20000}
        error={error("summary")}
      />
      <TextField
        label={t("advice")}
        name="advice"
        rows={3}
        value={fields.advice ?? ""}
        onInput={(value) => update({ advice: value || null })}
        max={20000}
        error={error("advice")}
      />
    </div>
  );
}
