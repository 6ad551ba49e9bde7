import { type ActButton, ActButtons } from "../../ui/ActButtons";
import type { Referral } from "./step";
import { t } from "./words";

export type Act = Referral["next_actions"][number];

// In this order; the server says which of them there are. Steps, evaluations and the hand-over
// have places of their own on the page.
const BUTTONS: readonly ActButton<Act>[] = [
  { act: "withdraw_by_victim", kind: "quiet" },
  { act: "cancel", kind: "quiet" },
  { act: "open_emergency", kind: "danger", icon: "warn" },
  { act: "decline", kind: "danger" },
  { act: "give_back", kind: "" },
  { act: "delegate", kind: "", icon: "out" },
  { act: "record_abroad_call", kind: "", icon: "phone" },
  { act: "acknowledge", kind: "" },
  { act: "release_pack", kind: "", icon: "paper" },
  { act: "depart", kind: "", icon: "out" },
  { act: "arrive", kind: "", icon: "home" },
  { act: "start_service", kind: "", icon: "tick" },
  { act: "reroute", kind: "main", icon: "link" },
  { act: "accept", kind: "main", icon: "tick" },
  { act: "complete", kind: "", icon: "tick" },
  { act: "send", kind: "main", icon: "out" },
];
const ON_HANDOVER: readonly Act[] = ["write_hand_over_record", "sign"];

interface Props {
  referral: Referral;
  act: (what: Act) => void;
}

/** The word on the button of an act. */
export function wordOf(act: Act): string {
  return t(act as Parameters<typeof t>[0]);
}

/** What this viewer may do now. */
export function Actions({ referral, act }: Props) {
  const can = (what: Act) => referral.next_actions.includes(what);
  const handover = ON_HANDOVER.find(can);
  const released = (what: Act) => what === "release_pack" && referral.pack_released_at !== null;
  const arrived = (what: Act) => what === "arrive" && referral.arrived_at !== null;
  const abroad = (what: Act) => what === "record_abroad_call" && referral.route !== "from_abroad";
  return (
    <>
      <ActButtons
        buttons={BUTTONS}
        can={(what) => can(what) && !released(what) && !arrived(what) && !abroad(what)}
        word={wordOf}
        onAct={act}
      />
      {handover ? (
        <a class="button main" href={`/referrals/${referral.id}/hand-over`}>
          {t(referral.hand_over ? "sign" : "write_hand_over_record")}
        </a>
      ) : null}
    </>
  );
}
