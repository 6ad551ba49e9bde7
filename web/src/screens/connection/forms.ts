// What each act asks. Which acts there are is the server's decision.
import { post } from "../../api/client";
import type { Connection, Of } from "../../api/types";
import { serverNow } from "../../app/state";
import { common, stateWord } from "../../i18n/common";
import { label, options } from "../../lib/codes";
import { type FieldSpec, textOf, type Values } from "../../ui/FormDialog";
import type { Act } from "./Actions";
import { step } from "./step";
import { t } from "./words";

interface Target {
  ids: { id: string };
  key: string;
}

export interface Form {
  word: Parameters<typeof t>[0];
  fields: readonly FieldSpec[];
  initial?: Values;
  hint?: string;
  danger?: boolean;
  send: (values: Values, target: Target) => Promise<unknown>;
}

const REACHED = ["yes", "no"] as const;
type OutcomeCode = Of<"Outcome">["outcome"];

function plain(word: Form["word"], version: number, action: Of<"ConnectionAction">): Form {
  return { word, fields: [], send: (_, target) => step({ version, action }, target) };
}

function closing(word: Form["word"], version: number, action: "withdraw" | "cancel"): Form {
  return {
    word,
    danger: true,
    fields: [
      {
        name: "reason",
        label: t("reason"),
        kind: "select",
        options: options("closing_reason"),
        required: true,
      },
      { name: "note", label: common("note"), kind: "area" },
    ],
    send: (values, target) =>
      step(
        { version, action, reason: textOf(values, "reason"), note: textOf(values, "note") },
        target,
      ),
  };
}

function decline(version: number): Form {
  return {
    word: "decline",
    danger: true,
    hint: t("decline_hint"),
    fields: [
      {
        name: "reason",
        label: t("decline_reason"),
        kind: "select",
        options: options("decline_reason"),
        required: true,
      },
      { name: "note", label: common("note"), kind: "area", required: true },
    ],
    send: (values, target) => {
      const reason = textOf(values, "reason");
      return step({ version, action: "decline", reason, note: textOf(values, "note") }, target);
    },
  };
}

function delegate(connection: Connection): Form {
  const units = connection.delegable_units.map((unit) => ({ value: unit.id, label: unit.name }));
  return {
    word: "delegate",
    hint: t("delegate_hint"),
    fields: [
      { name: "unit_id", label: t("unit"), kind: "combo", options: units, required: true },
      { name: "note", label: common("note"), kind: "area" },
    ],
    send: (values, target) => {
      const { version } = connection;
      const unit_id = textOf(values, "unit_id");
      return step({ version, action: "delegate", unit_id, note: textOf(values, "note") }, target);
    },
  };
}

function complete(connection: Connection): Form {
  const outcomes = options("need_outcome");
  return {
    word: "complete",
    fields: connection.need_details.flatMap((need): FieldSpec[] => [
      {
        name: `outcome ${need.service}`,
        label: `${t("outcome")}: ${label("service_type", need.service)}`,
        kind: "select",
        options: outcomes,
        required: true,
        wide: false,
      },
      { name: `note ${need.service}`, label: common("note"), wide: false, max: 1000 },
    ]),
    send: (values, target) =>
      step(
        {
          version: connection.version,
          action: "complete",
          outcomes: connection.need_details.map((need) => ({
            service: need.service,
            outcome: textOf(values, `outcome ${need.service}`) as OutcomeCode,
            note: textOf(values, `note ${need.service}`),
          })),
        },
        target,
      ),
  };
}

function handling(version: number): Form {
  return {
    word: "record_handling",
    fields: [
      { name: "handled_by", label: t("handled_by"), required: true, max: 200 },
      { name: "reported_to", label: t("reported_to"), required: true, max: 200 },
      { name: "direction", label: t("direction"), kind: "area" },
      { name: "units_instructed", label: t("units_instructed"), max: 1000 },
    ],
    send: (values, target) =>
      post(
        "/connections/{id}/handling-records",
        {
          version,
          handled_by: textOf(values, "handled_by") ?? "",
          reported_to: textOf(values, "reported_to") ?? "",
          direction: textOf(values, "direction"),
          units_instructed: textOf(values, "units_instructed"),
        },
        target,
      ),
  };
}

function result(version: number): Form {
  return {
    word: "record_result",
    fields: [
      { name: "situation", label: t("situation"), kind: "area", required: true, max: 4000 },
      { name: "result", label: t("result"), kind: "area", required: true, max: 4000 },
    ],
    send: (values, target) => {
      const situation = textOf(values, "situation") ?? "";
      const body = { version, situation, result: textOf(values, "result") ?? "" };
      return post("/connections/{id}/results", body, target);
    },
  };
}

function message(version: number): Form {
  return {
    word: "message",
    fields: [{ name: "text", label: t("message_text"), kind: "area", required: true, max: 4000 }],
    send: (values, target) =>
      post("/connections/{id}/messages", { version, text: textOf(values, "text") ?? "" }, target),
  };
}

function attempt(version: number): Form {
  return {
    word: "record_call_attempt",
    initial: { at: new Date(serverNow()).toISOString(), reached: "no" },
    fields: [
      { name: "at", label: t("attempt_at"), kind: "moment", required: true, wide: false },
      {
        name: "reached",
        label: t("reached"),
        kind: "select",
        options: REACHED.map((value) => ({ value, label: stateWord("ynu", value) })),
        required: true,
        wide: false,
      },
      { name: "note", label: common("note"), max: 1000 },
    ],
    send: (values, target) =>
      post(
        "/connections/{id}/call-attempts",
        {
          version,
          at: textOf(values, "at") ?? "",
          reached: textOf(values, "reached") === "yes",
          note: textOf(values, "note"),
        },
        target,
      ),
  };
}

/** The form of an act; null for acts that have a page of their own. */
export function formOf(act: Act, connection: Connection): Form | null {
  const { version } = connection;
  switch (act) {
    case "send":
    case "acknowledge":
    case "start_handling":
    case "report_no_answer":
      return plain(act, version, act);
    case "withdraw":
    case "cancel":
      return closing(act, version, act);
    case "decline":
      return decline(version);
    case "delegate":
      return delegate(connection);
    case "complete":
      return complete(connection);
    case "record_handling":
      return handling(version);
    case "record_result":
      return result(version);
    case "message":
      return message(version);
    case "record_call_attempt":
      return attempt(version);
    case "draft_written_report":
      return {
        word: "draft_written_report",
        fields: [],
        send: (_, target) => post("/connections/{id}/written-reports", { version }, target),
      };
    default:
      return null;
  }
}
