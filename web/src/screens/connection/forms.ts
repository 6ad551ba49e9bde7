// What each act asks. Which acts there are is the server's decision.
import { post } from "../../api/client";
import type { Connection } from "../../api/types";
import { serverNow } from "../../app/state";
import { common, stateOptions } from "../../i18n/common";
import type { ActForm } from "../../ui/ActDialog";
import { mustOf, textOf } from "../../ui/FormDialog";
import { requestForms } from "../../ui/requests/forms";
import type { Act } from "./Actions";
import { step } from "./step";
import { t } from "./words";

const REACHED = ["yes", "no"] as const;

function handling(version: number): ActForm {
  return {
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
          handled_by: mustOf(values, "handled_by"),
          reported_to: mustOf(values, "reported_to"),
          direction: textOf(values, "direction"),
          units_instructed: textOf(values, "units_instructed"),
        },
        target,
      ),
  };
}

function result(version: number): ActForm {
  return {
    fields: [
      { name: "situation", label: t("situation"), kind: "area", required: true, max: 4000 },
      { name: "result", label: t("result"), kind: "area", required: true, max: 4000 },
    ],
    send: (values, target) => {
      const situation = mustOf(values, "situation");
      const body = { version, situation, result: mustOf(values, "result") };
      return post("/connections/{id}/results", body, target);
    },
  };
}

function message(version: number): ActForm {
  return {
    fields: [{ name: "text", label: t("message_text"), kind: "area", required: true, max: 4000 }],
    send: (values, target) =>
      post("/connections/{id}/messages", { version, text: mustOf(values, "text") }, target),
  };
}

function attempt(version: number): ActForm {
  return {
    initial: { at: new Date(serverNow()).toISOString(), reached: "no" },
    fields: [
      { name: "at", label: t("attempt_at"), kind: "moment", required: true, wide: false },
      {
        name: "reached",
        label: t("reached"),
        kind: "select",
        options: stateOptions("ynu", REACHED),
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
          at: mustOf(values, "at"),
          reached: textOf(values, "reached") === "yes",
          note: textOf(values, "note"),
        },
        target,
      ),
  };
}

/** The form of an act; null for acts that have a page of their own. */
export function formOf(act: Act, connection: Connection): ActForm | null {
  const { version } = connection;
  const shared = requestForms(connection, step);
  switch (act) {
    case "send":
    case "acknowledge":
    case "start_handling":
    case "report_no_answer":
      return shared.plain(act);
    case "withdraw":
    case "cancel":
      return shared.closing(act);
    case "decline":
      return shared.back(act, true, t("decline_hint"));
    case "delegate":
      return shared.delegate(act, t("delegate_hint"));
    case "complete":
      return shared.complete(act);
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
        fields: [],
        send: (_, target) => post("/connections/{id}/written-reports", { version }, target),
      };
    default:
      return null;
  }
}
