import { useLocation } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import { useResource } from "../../lib/resource";
import { complete, FormFields, type Values } from "../../ui/FormDialog";
import { Button, Empty, Loaded, PageHead, ProblemNote } from "../../ui/parts";
import { requestFields, requestOf } from "./EditDraft";
import { companyField, companyOf, personField, personOf, subjects } from "./people";
import { t } from "./words";

interface Props {
  file: Of<"Case">;
  /** The person it was opened for; "" where it was opened for the case. */
  person: string;
}

function StartForm({ file, person }: Props) {
  const { route } = useLocation();
  const action = useAction();
  const known = subjects(file.persons);
  const only = known.length === 1 ? known[0]?.value : undefined;
  const form = useForm<Values>(`refer ${file.id} ${person}`, {
    person_id: person || only || "",
    accompanying_person_ids: [],
    needs: [],
    urgency: "normal",
  });
  const chosen = personOf(form.values);
  const fields = [
    personField(file.persons),
    ...companyField(file.persons, chosen),
    ...requestFields(),
  ];
  const ready = complete(fields, form.values);
  async function submit(event: Event) {
    event.preventDefault();
    if (!ready || action.busy) return;
    const body = {
      case_id: file.id,
      person_id: chosen,
      accompanying_person_ids: companyOf(form.values, chosen),
      ...requestOf(form.values),
    };
    const made = await action.run("refer", body, (key) => post("/referrals", body, { key }));
    if (!made) return;
    form.done();
    route(`/referrals/${made.id}`, true);
  }
  return (
    <form class="card pad stack paper" onSubmit={submit}>
      <ProblemNote error={action.error} />
      <FormFields fields={fields} values={form.values} set={form.set} error={action.error} />
      <div class="row">
        <Button kind="main" submit busy={!ready || action.busy}>
          {t("start_submit")}
        </Button>
        <a class="button" href={`/cases/${file.id}`}>
          {t("of_case", { number: file.number })}
        </a>
      </div>
    </form>
  );
}

/** The start of a referral for one person of a case, alone or with others. */
export default function Start() {
  const { query } = useLocation();
  const { case_id, person_id } = query;
  const file = useResource(
    async (signal) => (case_id ? get("/cases/{id}", { ids: { id: case_id }, signal }) : null),
    [case_id],
  );
  return (
    <>
      <PageHead title={t("start_title")} sub={t("start_sub")} tab={t("tab")} />
      <Loaded of={file}>
        {(found) =>
          found ? (
            <StartForm file={found} person={person_id ?? ""} />
          ) : (
            <div class="card">
              <Empty>{t("start_none")}</Empty>
            </div>
          )
        }
      </Loaded>
    </>
  );
}
