import { useState } from "preact/hooks";
import { post } from "../../api/client";
import { errorOf } from "../../api/problems";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { momentOf } from "../../lib/format";
import { Choice } from "../../ui/Choice";
import { TextField } from "../../ui/Field";
import { FileChoice } from "../../ui/files/FileChoice";
import { Button, Note, ProblemNote, Tag } from "../../ui/parts";
import { SignaturePad } from "../../ui/signature/SignaturePad";
import { type Stroke, sent } from "../../ui/signature/strokes";
import { say } from "../../ui/toasts";
import { t } from "./words";

type Referral = Of<"Referral">;
type HandOver = Of<"HandOver">;
type Role = Of<"SignatureRole">;

interface Props {
  referral: Referral;
  handOver: HandOver;
  onSaved: (referral: Referral) => void;
}

/** The name that the record gives for a role. */
function nameOf(handOver: HandOver, role: Role): string {
  if (role === "giver" || role === "receiver") return handOver.record[role].name;
  return role === "person" ? (handOver.record.persons[0] ?? "") : "";
}

function Sign({ referral, handOver, onSaved }: Props) {
  const [role, setRole] = useState<Role>(handOver.wanted[0] ?? "giver");
  const [typed, setTyped] = useState<Partial<Record<Role, string>>>({});
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const [how, setHow] = useState<"drawn" | "paper">("drawn");
  const [paper, setPaper] = useState("");
  const action = useAction();
  const name = typed[role] ?? nameOf(handOver, role);
  const given = how === "drawn" ? strokes.length > 0 : paper !== "";
  const ready = name.trim() !== "" && given;
  async function sign(event: Event) {
    event.preventDefault();
    if (!ready || action.busy) return;
    const body = {
      version: referral.version,
      role,
      name: name.trim(),
      ...(how === "drawn" ? { strokes: sent(strokes) } : { file_id: paper }),
    };
    const answer = await action.run(`sign ${referral.id}`, body, (key) =>
      post("/referrals/{id}/signatures", body, { ids: { id: referral.id }, key }),
    );
    if (!answer) return;
    say(t("signed_now"));
    onSaved(answer);
  }
  return (
    <form class="stack tight" onSubmit={sign}>
      <ProblemNote error={action.error} />
      <Choice
        label={t("sign_now")}
        value={role}
        options={handOver.wanted.map((value) => ({ value, label: t(`role_${value}`) }))}
        onChange={(value) => {
          setRole(value as Role);
          setStrokes([]);
        }}
      />
      <TextField
        label={t("signer")}
        name="signer"
        value={name}
        onInput={(now) => setTyped({ ...typed, [role]: now })}
        max={200}
        required
        error={errorOf(action.error, "name")}
      />
      <Choice
        label={t("how")}
        value={how}
        options={[
          { value: "drawn", label: t("how_drawn") },
          { value: "paper", label: t("how_paper") },
        ]}
        onChange={(value) => setHow(value === "paper" ? "paper" : "drawn")}
      />
      {how === "drawn" ? (
        <SignaturePad
          label={t("sign", { role: t(`role_${role}`) })}
          strokes={strokes}
          onChange={setStrokes}
          error={errorOf(action.error, "strokes")}
        />
      ) : (
        <FileChoice
          subject={{ kind: "referral", id: referral.id }}
          kind="hand_over"
          label={t("paper")}
          value={paper}
          onChange={setPaper}
          error={errorOf(action.error, "file_id")}
        />
      )}
      <Button kind="main" submit busy={!ready || action.busy}>
        {t("sign", { role: t(`role_${role}`) })}
      </Button>
    </form>
  );
}

/** Who has signed, and the box for who still may on this device. */
export function Signatures({ referral, handOver, onSaved }: Props) {
  const done = referral.papers.find((paper) => paper.kind === "hand_over");
  const may = referral.next_actions.includes("sign") && handOver.wanted.length > 0;
  return (
    <section class="card pad stack">
      <h2>{t("signatures")}</h2>
      <ul class="list small">
        {handOver.signatures.map((one) => (
          <li key={one.role} class="row between">
            <span>
              <b>{t(`role_${one.role}`)}</b> {t("signed", { name: one.name, t: momentOf(one.at) })}
              {one.scan ? ` · ${t("on_paper")}` : ""}
            </span>
            <Tag tone="ok" icon="tick">
              {one.by}
            </Tag>
          </li>
        ))}
        {handOver.wanted.map((role) => (
          <li key={role}>
            <b>{t(`role_${role}`)}</b> <span class="muted">{t("not_signed")}</span>
          </li>
        ))}
      </ul>
      {done ? (
        <Note tone="ok">
          {t("all_signed")} {done.number}{" "}
          {done.available ? (
            <a
              href={`/api/v1/referrals/${referral.id}/papers/hand_over/pdf`}
              target="_blank"
              rel="noreferrer"
            >
              {t("pdf")}
            </a>
          ) : null}
        </Note>
      ) : null}
      {may ? (
        <Sign
          key={handOver.signatures.length}
          referral={referral}
          handOver={handOver}
          onSaved={onSaved}
        />
      ) : null}
    </section>
  );
}
