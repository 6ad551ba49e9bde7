import { useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { options } from "../../lib/codes";
import { SelectField, TextField } from "../../ui/Field";
import { Button, Empty, PageHead, ProblemNote } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { t } from "./words";

type Found = Of<"PersonHit">[];

/** Finds a person by name. What is typed never stands in an address. */
export default function Persons() {
  const [name, setName] = useState("");
  const [year, setYear] = useState("");
  const [sex, setSex] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const action = useAction();
  async function find(event: Event) {
    event.preventDefault();
    if (action.busy || name.trim() === "") return;
    const body = {
      query: name.trim(),
      ...(/^\d{4}$/.test(year) ? { birth_year: Number(year) } : {}),
      ...(sex ? { sex } : {}),
    };
    const answer = await action.run("find", body, () => post("/person-searches", body));
    if (answer) setFound(answer.items);
  }
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <form class="card pad stack" onSubmit={find}>
        <TextField
          label={t("name")}
          name="query"
          value={name}
          onInput={setName}
          max={200}
          required
          autofocus
        />
        <div class="row end">
          <TextField label={t("year")} value={year} onInput={setYear} max={4} inputMode="numeric" />
          <SelectField
            label={t("sex")}
            value={sex}
            options={options("sex")}
            empty="–"
            onChange={setSex}
          />
          <Button kind="main" icon="find" submit busy={action.busy || name.trim() === ""}>
            {t("find")}
          </Button>
        </div>
        <ProblemNote error={action.error} />
      </form>
      <div aria-live="polite">
        {found === null ? null : found.length === 0 ? (
          <div class="card">
            <Empty>{t("none")}</Empty>
          </div>
        ) : (
          <Results found={found} byYear={/^\d{4}$/.test(year)} />
        )}
      </div>
    </>
  );
}

function Results({ found, byYear }: { found: Found; byYear: boolean }) {
  return (
    <TableFrame label={t("found")} card>
      <table>
        <caption class="hidden">{t("found")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("number")}</th>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("match")}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={one.person_id}>
              <th scope="row" class="nowrap">
                <a href={`/cases/${one.case_id}/persons/${one.person_id}`}>{one.case_number}</a>
              </th>
              <td>{common("person_n", { n: one.position })}</td>
              <td>
                {t(`match_${one.match}`)}
                {byYear && one.birth_year === "fits" ? ` · ${t("year_fits")}` : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
