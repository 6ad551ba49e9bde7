import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import { complete, FormFields, type Values } from "../../ui/FormDialog";
import { Button, Empty, PageHead, ProblemNote } from "../../ui/parts";
import { requestFields, requestOf } from "./EditDraft";
import { t } from "./words";

/** The start of a referral for one person of a case. */
export default function Start() {
  const { query, route } = useLocation();
  const action = useAction();
  const { case_id, person_id } = query;
  const form = useForm<Values>(`refer ${person_id}`, { needs: [], urgency: "normal" });
  const fields = requestFields();
  const ready = complete(fields, form.values);
  async function submit(event: Event) {
    event.preventDefault();
    if (!ready || action.busy || !case_id || !person_id) return;
    const body = { case_id, person_id, ...requestOf(form.values) };
    const made = await action.run("refer", body, (key) => post("/referrals", body, { key }));
    if (!made) return;
    form.done();
    route(`/referrals/${made.id}`, true);
  }
  return (
    <>
      <PageHead title={t("start_title")} sub={t("start_sub")} tab={t("tab")} />
      {case_id && person_id ? (
        <form class="card pad stack paper" onSubmit={submit}>
          <ProblemNote error={action.error} />
          <FormFields fields={fields} values={form.values} set={form.set} error={action.error} />
          <div class="row">
            <Button kind="main" submit busy={!ready || action.busy}>
              {t("start_submit")}
            </Button>
            <a class="button" href={`/cases/${case_id}`}>
              {t("of_case", { number: "" })}
            </a>
          </div>
        </form>
      ) : (
        <div class="card">
          <Empty>{t("start_none")}</Empty>
        </div>
      )}
    </>
  );
}
