import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common } from "../../i18n/common";
import { useResource } from "../../lib/resource";
import { FormDialog, textOf } from "../../ui/FormDialog";
import { Button, Note } from "../../ui/parts";
import { t, word } from "./words";

type Check = Of<"DuplicateCheck">;

const ANSWERS: readonly Of<"DuplicateAnswer">["answer"][] = ["contact", "share", "refuse"];

/** Questions of other cases whether a person here is the same as one of theirs. */
export function Duplicates({ record }: { record: Of<"Case"> }) {
  const asked = may("cases_manage") && record.next_actions.includes("manage_members");
  const list = useResource(
    (signal) =>
      asked
        ? get("/duplicate-checks", { query: { case_id: record.id }, signal })
        : Promise.resolve({ items: [] as Check[] }),
    [record.id, asked],
    ["case"],
  );
  const [open, setOpen] = useState<Check | null>(null);
  const waiting = (list.data?.items ?? []).filter((one) => one.state === "waiting");
  return (
    <>
      {waiting.map((one) => (
        <Note key={one.id} tone="warn">
          <b>{t("double")}.</b>{" "}
          {t("double_asks", {
            organisation: one.asker_organisation_name,
            n: one.position,
            basis: word("basis", one.basis),
          })}{" "}
          <Button small onClick={() => setOpen(one)}>
            {t("double_answer")}
          </Button>
        </Note>
      ))}
      {open ? (
        <FormDialog
          title={t("double")}
          form={`double ${open.id}`}
          submit={t("double_answer")}
          fields={[
            {
              name: "answer",
              label: t("double_how"),
              kind: "choice",
              options: ANSWERS.map((value) => ({ value, label: word("double", value) })),
              required: true,
            },
            { name: "note", label: common("note"), kind: "area" },
          ]}
          send={(values, key) => {
            const answer = textOf(values, "answer") as Of<"DuplicateAnswer">["answer"];
            const body = { answer, note: textOf(values, "note") };
            return post("/duplicate-checks/{id}/answers", body, { ids: { id: open.id }, key });
          }}
          onDone={list.reload}
          onClose={() => setOpen(null)}
        >
          <p class="small muted">{t("double_hint")}</p>
        </FormDialog>
      ) : null}
    </>
  );
}
