import { may } from "../app/state";
import { common } from "../i18n/common";
import { Icon } from "./Icon";

/** The way to a new call, for those who take calls. */
export function NewCall() {
  return may("contacts_take") ? (
    <a class="button main" href="/intake/new">
      <Icon name="phone" small />
      {common("new_call")} <kbd>F2</kbd>
    </a>
  ) : null;
}
