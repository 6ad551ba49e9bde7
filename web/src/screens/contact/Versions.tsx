import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Contact, Of } from "../../api/types";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { Button, Loaded } from "../../ui/parts";
import { t } from "./words";

const WORDS: Record<string, Parameters<typeof t>[0]> = {
  kind: "kind",
  topics: "topics",
  caller_relation: "relation",
  province: "place",
  sex: "sex",
  age: "age",
  age_band: "age_band",
  summary: "story",
  advice: "advice",
  channel: "channel",
  phone: "phone",
  language: "language",
  ethnic_group: "ethnic_group",
  report_kind: "report_kind",
};

function fieldName(field: string): string {
  const word = WORDS[field];
  return word ? t(word) : field;
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function List({ contact }: { contact: Contact }) {
  const versions = useResource(
    (signal) => get("/contacts/{id}/versions", { ids: { id: contact.id }, signal }),
    [contact.id, contact.version],
  );
  return (
    <Loaded of={versions} lines={3}>
      {(data) => (
        <ol class="list small">
          {data.items.map((version) => (
            <OneVersion key={version.version} version={version} />
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function OneVersion({ version }: { version: Of<"ContactVersion"> }) {
  return (
    <li>
      <b>{t("version", { n: version.version })}</b> · {momentOf(version.at)} ·{" "}
      {version.by.display_name}
      {version.reason ? <p>{version.reason}</p> : null}
      {version.changes.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col"> </th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {version.changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{fieldName(change.field)}</th>
                <td class="prose">{shown(change.before)}</td>
                <td class="prose">{shown(change.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </li>
  );
}

/** Every version with its reason, asked for on purpose: opening them is logged. */
export function Versions({ contact }: { contact: Contact }) {
  const [open, setOpen] = useState(false);
  if (contact.state === "draft") return null;
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("versions")}</h2>
        {open ? null : (
          <Button small kind="quiet" onClick={() => setOpen(true)}>
            {t("load_versions")}
          </Button>
        )}
      </div>
      {open ? <List contact={contact} /> : null}
    </section>
  );
}
