import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useForm } from "../../lib/form";
import { CheckField, SelectField, TextField } from "../../ui/Field";
import { useReadyFiles } from "../../ui/files/FileChoice";
import { Button } from "../../ui/parts";
import { RecordStep } from "./RecordStep";
import type { Referral } from "./step";
import { t } from "./words";

type Paper = Of<"ReferralDocument">;

const MARKS: readonly Paper["mark"][] = ["work", "identity", "narrative"];
const NEW: Paper = { title: "", mark: "work", copy: true };
const MOST = 50;

interface Props {
  referral: Referral;
  step: Of<"ReferralStep">;
  onSaved: (referral: Referral) => void;
}

/** Step 5: the papers of the pack, each with what it tells about the person. */
export function DocumentsStep({ referral, step, onSaved }: Props) {
  const kept = useForm(`step ${referral.id} documents`, {
    documents: step.documents_consent?.documents ?? [NEW],
  });
  const { documents } = kept.values;
  const files = useReadyFiles({ kind: "referral", id: referral.id }).files;
  function change(index: number, paper: Partial<Paper>) {
    kept.set(
      "documents",
      documents.map((one, at) => (at === index ? { ...one, ...paper } : one)),
    );
  }
  return (
    <RecordStep
      referral={referral}
      step={step}
      ready={documents.length > 0 && documents.every((one) => one.title.trim() !== "")}
      content={() => ({ documents_consent: { documents } })}
      onSaved={(saved) => {
        kept.done();
        onSaved(saved);
      }}
    >
      {() => (
        <fieldset class="stack tight">
          <legend class="label">{t("documents")}</legend>
          {documents.map((paper, index) => (
            <div key={index} class={files.length > 0 ? "paperrow withfile" : "paperrow"}>
              <TextField
                label={`${t("document_title")} ${index + 1}`}
                name={`document ${index}`}
                value={paper.title}
                onInput={(title) => change(index, { title })}
                max={300}
              />
              <SelectField
                label={t("document_mark")}
                value={paper.mark}
                options={MARKS.map((value) => ({ value, label: t(`mark_${value}`) }))}
                onChange={(mark) => change(index, { mark: mark as Paper["mark"] })}
              />
              {files.length > 0 ? (
                <SelectField
                  label={t("document_file")}
                  value={paper.file_id ?? ""}
                  options={files.map((file) => ({ value: file.id, label: file.name }))}
                  empty="–"
                  onChange={(file) => change(index, { file_id: file || null })}
                />
              ) : null}
              <CheckField
                label={t("document_copy")}
                checked={paper.copy ?? false}
                onChange={(copy) => change(index, { copy })}
              />
              <Button
                small
                kind="quiet"
                icon="close"
                label={common("remove_named", { name: `${paper.title || index + 1}` })}
                onClick={() =>
                  kept.set(
                    "documents",
                    documents.filter((_, at) => at !== index),
                  )
                }
              >
                {""}
              </Button>
            </div>
          ))}
          {documents.length < MOST ? (
            <div class="row">
              <Button small icon="plus" onClick={() => kept.set("documents", [...documents, NEW])}>
                {t("document_add")}
              </Button>
            </div>
          ) : null}
        </fieldset>
      )}
    </RecordStep>
  );
}
