import type { IconName } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import type { Referral } from "./step";
import { t } from "./words";

export type Act = Referral["next_actions"][number];

interface Shown {
  act: Act;
  kind: "main" | "danger" | "quiet" | "";
  icon?: IconName;
}

// In this order; the server says which of them there are. Steps, evaluations and the hand-over
// have places of their own on the page.
const BUTTONS: readonly Shown[] = [
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

/** What this viewer may do now. */
export function Actions({ referral, act }: Props) {
  const can = (what: Act) => referral.next_actions.includes(what);
  const handover = ON_HANDOVER.find(can);
  const released = (what: Act) => what === "release_pack" && referral.pack_released_at !== null;
  const arrived = (what: Act) => what === "arrive" && referral.arrived_at !== null;
  const abroad = (what: Act) => what === "record_abroad_call" && referral.route !== "from_abroad";
  const shown = BUTTONS.filter(
    (button) =>
      can(button.act) && !released(button.act) && !arrived(button.act) && !abroad(button.act),
  );
  return (
    <>
      {shown.map((button) => (
        <Button
          key={button.act}
          kind={button.kind}
          onClick={() => act(button.act)}
          {...(button.icon ? { icon: button.icon } : {})}
        >
          {t(button.act as Parameters<typeof t>[0])}
        </Button>
      ))}
      {handover ? (
        <a class="button main" href={`/referrals/${referral.id}/hand-over`}>
          {t(referral.hand_over ? "sign" : "write_hand_over_record")}
        </a>
      ) : null}
    </>
  );
}
