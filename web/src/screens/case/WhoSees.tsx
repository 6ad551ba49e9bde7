import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { Icon } from "../../ui/Icon";
import { t, word } from "./words";

const MARKS = ["work", "identity", "narrative"] as const;

function relationText({ relation, until }: Of<"CaseSight">): string {
  if (until) return t("relation_override", { t: momentOf(until) });
  return relation.startsWith("member_")
    ? label("member_kind", relation.slice("member_".length))
    : word("relation", relation);
}

/** Who sees what of this case today. */
export function WhoSees({ record }: { record: Of<"Case"> }) {
  return (
    <section class="card pad stack tight">
      <h2>{t("who_sees")}</h2>
      <table class="tiny sees">
        <thead>
          <tr>
            <th scope="col">{t("who")}</th>
            {MARKS.map((mark) => (
              <th scope="col" key={mark}>
                {word("mark", mark)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {record.who_sees_what.map((one) => (
            <tr key={`${one.who} ${one.relation}`}>
              <th scope="row">
                {one.who}
                <div class="muted">{relationText(one)}</div>
              </th>
              {MARKS.map((mark) => (
                <td key={mark}>
                  {one.marks.includes(mark) ? (
                    <span class="good">
                      <Icon name="tick" small />
                      <span class="hidden">{common("yes")}</span>
                    </span>
                  ) : (
                    <span class="muted">{common("no")}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
