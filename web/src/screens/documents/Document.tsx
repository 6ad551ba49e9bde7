import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf } from "../../ui/FormDialog";
import { Icon } from "../../ui/Icon";
import { Button, Facts, Loaded, Note, PageHead } from "../../ui/parts";
import { subjectPath } from "../../ui/tags";
import { Blocks } from "./Blocks";
import { DocumentTag } from "./Documents";
import { Editor } from "./Editor";
import { t } from "./words";

type Paper = Of<"Document">;

function Dialogs({
  paper,
  act,
  onClose,
  onChanged,
}: {
  paper: Paper;
  act: "issue" | "withdraw";
  onClose: () => void;
  onChanged: (paper: Paper) => void;
}) {
  const options = { ids: { id: paper.id } };
  const { version } = paper;
  return (
    <FormDialog
      title={t(act)}
      form={`${act} ${paper.id} ${version}`}
      submit={t(act)}
      danger={act === "withdraw"}
      fields={
        act === "withdraw"
          ? [{ name: "reason", label: common("reason"), kind: "area", max: 500, required: true }]
          : []
      }
      send={(values, key) =>
        act === "issue"
          ? post("/documents/{id}/issuances", { version }, { ...options, key })
          : post(
              "/documents/{id}/withdrawals",
              { version, reason: mustOf(values, "reason") },
              { ...options, key },
            )
      }
      onDone={(answer) => onChanged(answer as Paper)}
      onClose={onClose}
    >
      {act === "issue" ? <Note tone="warn">{t("issue_hint")}</Note> : null}
    </FormDialog>
  );
}

const FORMS = [
  ["print", "print"],
  ["pdf", "paper"],
  ["docx", "paper"],
  ["xlsx", "paper"],
] as const;

function Head({ paper, act }: { paper: Paper; act: (what: "issue" | "withdraw") => void }) {
  const can = (action: Paper["next_actions"][number]) => paper.next_actions.includes(action);
  return (
    <PageHead
      tab={paper.number ?? t("title")}
      title={
        <span class="row">
          {paper.title}
          <DocumentTag state={paper.state} />
        </span>
      }
      sub={`${paper.number ?? t("no_number")} · ${paper.organisation_name}`}
      actions={
        <>
          {FORMS.filter(([form]) => can(form)).map(([form, icon]) => (
            <a
              key={form}
              class="button"
              href={`/api/v1/documents/${paper.id}/${form}`}
              target="_blank"
              rel="noreferrer"
            >
              <Icon name={icon} small />
              {t(form)}
            </a>
          ))}
          {can("withdraw") ? (
            <Button kind="danger" onClick={() => act("withdraw")}>
              {t("withdraw")}
            </Button>
          ) : null}
          {can("issue") ? (
            <Button kind="main" icon="tick" onClick={() => act("issue")}>
              {t("issue")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

/** The tables of a paper one by one, for other programs. */
function Tables({ paper }: { paper: Paper }) {
  const tables = paper.blocks.filter(
    ({ kind, beside_table }) => kind === "table" || (kind === "chart" && !beside_table),
  );
  return tables.map((_, index) => (
    <a key={index} href={`/api/v1/documents/${paper.id}/csv?table=${index + 1}`}>
      {`CSV ${index + 1} `}
    </a>
  ));
}

/** One paper: a draft to edit, or an issued one to read. */
export default function Document() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const [act, setAct] = useState<"issue" | "withdraw" | null>(null);
  const record = useResource((signal) => get("/documents/{id}", { ids: { id }, signal }), [id]);
  return (
    <Loaded of={record} lines={10}>
      {(paper) => (
        <>
          <Head paper={paper} act={setAct} />
          <div class="columns">
            {paper.next_actions.includes("edit") ? (
              <Editor key={paper.version} paper={paper} onSaved={record.set} />
            ) : (
              <Blocks paper={paper} />
            )}
            <aside class="card pad">
              <Facts
                rows={[
                  [t("created"), momentOf(paper.created_at)],
                  [t("issued"), paper.issued_at ? momentOf(paper.issued_at) : ""],
                  [t("issued_by"), paper.issued_by],
                  [
                    t("subject"),
                    paper.subject && subjectPath(paper.subject) ? (
                      <a href={subjectPath(paper.subject) ?? ""}>
                        {paper.subject.number ?? common("open")}
                      </a>
                    ) : null,
                  ],
                  [t("withdrawn_reason"), paper.withdrawn_reason],
                  [
                    t("tables"),
                    paper.next_actions.includes("xlsx") ? <Tables paper={paper} /> : null,
                  ],
                  [t("hash"), paper.hash ? <code class="hash">{paper.hash}</code> : null],
                ]}
              />
            </aside>
          </div>
          {act ? (
            <Dialogs paper={paper} act={act} onClose={() => setAct(null)} onChanged={record.set} />
          ) : null}
        </>
      )}
    </Loaded>
  );
}
