import { get, post } from "../../api/client";
import { ActDialog } from "../../ui/ActDialog";
import { Note } from "../../ui/parts";
import { RerouteDialog } from "../../ui/requests/Targets";
import { say } from "../../ui/toasts";
import { type Act, wordOf } from "./Actions";
import { formOf } from "./forms";
import { missingText, plainTarget, type Referral } from "./step";
import { t } from "./words";

interface Props {
  referral: Referral;
  act: Act;
  onClose: () => void;
  onChanged: (referral: Referral) => void;
  onMade: (path: string) => void;
}

const GATES: Partial<Record<Act, Referral["gates"][number]["gate"]>> = {
  send: "send",
  release_pack: "pack",
  depart: "travel",
  complete: "completion",
};

/** The layer of one act: its fields come from `forms`, what keeps its gate shut from the server. */
export function Dialogs({ referral, act, onClose, onChanged, onMade }: Props) {
  if (act === "reroute") {
    return (
      <RerouteDialog
        title={wordOf(act)}
        record={referral}
        plain
        suggest={(options) => get("/referrals/{id}/suggested-targets", options)}
        send={({ version, target }, options) =>
          post("/referrals/{id}/reroutes", { version, target: plainTarget(target) }, options)
        }
        onClose={onClose}
        onDone={(made) => {
          say(t("rerouted"));
          onMade(`/referrals/${made.id}`);
        }}
      />
    );
  }
  const form = formOf(act, referral);
  if (!form) return null;
  const gate = referral.gates.find((one) => one.gate === GATES[act] && !one.open);
  return (
    <ActDialog
      title={wordOf(act)}
      act={act}
      record={referral}
      form={form}
      warn
      onDone={onChanged}
      onClose={onClose}
    >
      {gate ? <Note tone="warn">{t("missing", { what: missingText(gate.missing) })}</Note> : null}
    </ActDialog>
  );
}
