// What each act asks. Which acts there are is the server's decision.
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { serverNow } from "../../app/state";
import { common } from "../../i18n/common";
import { label, options } from "../../lib/codes";
import { type FieldSpec, textOf, type Values } from "../../ui/FormDialog";
import type { Act } from "./Actions";
import { act, type Referral, type Target } from "./step";
import { t } from "./words";

export interface Form {
  fields: readonly FieldSpec[];
  initial?: Values;
  hint?: string;
  danger?: boolean;
  send: (values: Values, target: Target) => Promise<Referral>;
}

type Action = Of<"ReferralAction">;
type OutcomeCode = Of<"Outcome">["outcome"];

const note: FieldSpec = { name: "note", label: common("note"), kind: "area" };

export function nowText(): string {
  return new Date(serverNow()).toISOString();
}

/** An act that needs no more than a note. */
function plain(version: number, action: Action, hint?: string): Form {
  return {
    fields: [],
    ...(hint ? { hint } : {}),
    send: (_, target) => act({ version, action }, target),
  };
}

/** An act that ends or gives back, with a reason of a list. */
function reasoned(
  version: number,
  action: Action,
  list: string,
  danger: boolean,
  hint?: string,
): Form {
  return {
    danger,
    ...(hint ? { hint } : {}),
    fields: [
      {
        name: "reason",
        label: t(action === "decline" ? "decline_reason" : "reason"),
        kind: "select",
        options: options(list),
        required: true,
      },
      { ...note, required: action === "decline" },
    ],
    send: (values, target) => {
      const reason = textOf(values, "reason");
      return act({ version, action, reason, note: textOf(values, "note") }, target);
    },
  };
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
            procedures: textOf(values, "procedures") ?? "",
            contact_name: textOf(values, "contact_name") ?? "",
            contact_phone: textOf(values, "contact_phone") ?? "",
            reception_plan: textOf(values, "reception_plan") ?? "",
          },
        },
        target,
      ),
  };
}

function delegate(referral: Referral): Form {
  const units = referral.delegable_units.map((unit) => ({ value: unit.id, label: unit.name }));
  return {
    hint: t("delegate_hint"),
    fields: [
      { name: "unit_id", label: t("unit"), kind: "combo", options: units, required: true },
      { name: "reported_to", label: t("reported_to"), max: 200, required: true },
      note,
    ],
    send: (values, target) =>
      act(
        {
          version: referral.version,
          action: "delegate",
          unit_id: textOf(values, "unit_id"),
          reported_to: textOf(values, "reported_to"),
          note: textOf(values, "note"),
        },
        target,
      ),
  };
}

function complete(referral: Referral): Form {
  return {
    fields: referral.need_details.flatMap((need): FieldSpec[] => [
      {
        name: `outcome ${need.service}`,
        label: `${t("outcome")}: ${label("service_type", need.service)}`,
        kind: "select",
        options: options("need_outcome"),
        required: true,
        wide: false,
      },
      { name: `note ${need.service}`, label: common("note"), wide: false, max: 1000 },
    ]),
    send: (values, target) =>
      act(
        {
          version: referral.version,
          action: "complete",
          outcomes: referral.need_details.map((need) => ({
            service: need.service,
            outcome: textOf(values, `outcome ${need.service}`) as OutcomeCode,
            note: textOf(values, `note ${need.service}`),
          })),
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
          note: textOf(values, "note") ?? "",
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
      note,
    ],
    send: (values, target) =>
      post(
        "/referrals/{id}/abroad-calls",
        {
          version,
          at: textOf(values, "at") ?? "",
          spoke_with: textOf(values, "spoke_with") ?? "",
          note: textOf(values, "note"),
        },
        target,
      ),
  };
}

/** The form of an act; null for acts that have a place of their own. */
export function formOf(what: Act, referral: Referral): Form | null {
  const { version } = referral;
  switch (what) {
    case "send":
      return plain(version, what, t("send_hint"));
    case "acknowledge":
    case "release_pack":
    case "depart":
    case "arrive":
    case "start_service":
      return plain(version, what);
    case "accept":
      return accept(version);
    case "decline":
      return reasoned(version, what, "decline_reason", true, t("decline_hint"));
    case "give_back":
      return reasoned(version, what, "decline_reason", false);
    case "withdraw_by_victim":
    case "cancel":
      return reasoned(version, what, "closing_reason", true);
    case "delegate":
      return delegate(referral);
    case "complete":
      return complete(referral);
    case "open_emergency":
      return emergency(version);
    case "record_abroad_call":
      return abroadCall(version);
    default:
      return null;
  }
}
