import { Icon } from "../../ui/Icon";
import { t, word } from "./words";

/** What is there and this viewer may not see. */
export function Masked({ fields }: { fields: readonly string[] }) {
  if (fields.length === 0) return null;
  return (
    <p class="tiny muted masked">
      <Icon name="lock" small /> {t("masked")}: {fields.map((one) => word("field", one)).join(", ")}
    </p>
  );
}
