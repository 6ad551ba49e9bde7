// What each act asks. Which acts there are is the server's decision.
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { serverNow } from "../../app/state";
import type { ActForm } from "../../ui/ActDialog";
import { mustOf, noteField, textOf } from "../../ui/FormDialog";
import { requestForms } from "../../ui/requests/forms";
import type { Act } from "./Actions";
import { act, type Referral } from "./step";
import { t } from "./words";

type Form = ActForm<Referral>;

export function nowText(): string {
  return new Date(serverNow()).toISOString();
}

function accept(version: number): Form {
  const line = { required: true, wide: false } as const;
  return {
    hint: t("accept_hint"),
    fields: [
      { name: "contact_name", label: t("contact_name"), max: 200, ...line },
      { name: "contact_phone", label: t("contact_phone"), max: 40, ...line },
      { name: "procedures", label: t("procedures"), kind: "area", max: 4000, required: true },
      {
        name: "reception_plan",
        label: t("reception_plan"),
        kind: "area",
        max: 4000,
        required: true,
      },
    ],
    send: (values, target) =>
      act(
        {
          version,
          action: "accept",
          acceptance: {
            procedures: mustOf(values, "procedures"),
            contact_name: mustOf(values, "contact_name"),
            contact_phone: mustOf(values, "contact_phone"),
            reception_plan: mustOf(values, "reception_plan"),
          },
        },
        target,
      ),
  };
}

const EMERGENCIES: readonly Of<"ReferralEmergency">["reason_code"][] = [
  "danger_to_life",
  "child_in_danger",
  "medical_emergency",
];

function emergency(version: number): Form {
  return {
    danger: true,
    hint: t("emergency_hint"),
    fields: [
      {
        name: "reason_code",
        label: t("emergency_reason"),
        kind: "select",
        options: EMERGENCIES.map((value) => ({ value, label: t(`emergency_${value}`) })),
        required: true,
      },
      { name: "note", label: t("emergency_note"), kind: "area", required: true },
    ],
    send: (values, target) =>
      post(
        "/referrals/{id}/emergency",
        {
          version,
          reason_code: textOf(values, "reason_code") as (typeof EMERGENCIES)[number],
          note: mustOf(values, "note"),
        },
        target,
      ),
  };
}

function abroadCall(version: number): Form {
  return {
    initial: { at: nowText() },
    fields: [
      { name: "at", label: t("call_at"), kind: "moment", required: true, wide: false },
      { name: "spoke_with", label: t("spoke_with"), max: 200, required: true, wide: false },
      noteField(),
    ],
    send: (values, target) =>
      post(
        "/referrals/{id}/abroad-calls",
        {
          version,
          at: mustOf(values, "at"),
          spoke_with: mustOf(values, "spoke_with"),
          note: textOf(values, "note"),
        },
        target,
      ),
  };
}

/** The form of an act; null for acts that have a place of their own. */
export function formOf(what: Act, referral: Referral): Form | null {
  const { version } = referral;
  const shared = requestForms(referral, act);
  switch (what) {
    case "send":
      return shared.plain(what, t("send_hint"));
    case "acknowledge":
    case "release_pack":
    case "depart":
    case "arrive":
    case "start_service":
      return shared.plain(what);
    case "accept":
      return accept(version);
    case "decline":
      return shared.back(what, true, t("decline_hint"));
    case "give_back":
      return shared.back(what, false);
    case "withdraw_by_victim":
    case "cancel":
      return shared.closing(what);
    case "delegate":
      return shared.delegate(what, t("delegate_hint"), [
        { name: "reported_to", label: t("reported_to"), max: 200, required: true },
      ]);
    case "complete":
      return shared.complete(what);
    case "open_emergency":
      return emergency(version);
    case "record_abroad_call":
      return abroadCall(version);
    default:
      return null;
  }
}
