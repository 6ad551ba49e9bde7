// What each act asks. Which acts there are is the server's decision.
import { post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label, options } from "../../lib/codes";
import { type FieldSpec, textOf, type Values } from "../../ui/FormDialog";
import type { Act } from "./Actions";
import { t } from "./words";

type Case = Of<"Case">;

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

const RISKS = ["low", "medium", "high", "emergency"];

/** A required text of the form: there is one, or the form would not have been sent. */
function must(values: Values, name: string): string {
  return textOf(values, name) ?? "";
}

function reason(required = true): FieldSpec {
  return { name: "reason", label: common("reason"), kind: "area", max: 1000, required };
}

function plain(name: "start_support" | "monitor", version: number): Form {
  return {
    word: name,
    fields: [reason(false)],
    send: (values, target) => {
      const body = { version, action: name, reason: textOf(values, "reason") };
      return post("/cases/{id}/status-changes", body, target);
    },
  };
}

function reopen(version: number): Form {
  return {
    word: "reopen",
    hint: t("reopen_hint"),
    fields: [reason()],
    send: (values, target) => {
      const action = "reopen" as const;
      const body = { version, action, reason: textOf(values, "reason") };
      return post("/cases/{id}/status-changes", body, target);
    },
  };
}

/** Closing shows what is still open; each open duty needs a word about why it may stay undone. */
function close(record: Case): Form {
  const open = record.duties.filter((duty) => duty.state === "open");
  return {
    word: "close",
    danger: true,
    hint: open.length > 0 ? t("still_open", { n: open.length }) : t("nothing_open"),
    fields: [
      {
        name: "closure",
        label: t("closure_reason"),
        kind: "select",
        options: options("case_closure_reason"),
        required: true,
      },
      { name: "outcome", label: t("outcome"), kind: "area", required: true },
      {
        name: "risk",
        label: t("re_trafficking_risk"),
        kind: "choice",
        options: RISKS.map((value) => ({ value, label: stateWord("risk", value) })),
        required: true,
      },
      { name: "next", label: t("next_followup"), kind: "date", wide: false },
      { name: "waiver", label: t("no_followup_why"), max: 1000, wide: false },
      ...open.map(
        (duty): FieldSpec => ({
          name: `duty ${duty.id}`,
          label: t("why_undone", { duty: label("duty_kind", duty.kind) }),
          max: 1000,
          required: true,
        }),
      ),
    ],
    send: (values, target) =>
      post(
        "/cases/{id}/status-changes",
        {
          version: record.version,
          action: "close",
          reason: textOf(values, "closure"),
          outcome: textOf(values, "outcome"),
          re_trafficking_risk: textOf(values, "risk"),
          next_followup_on: textOf(values, "next"),
          followup_waiver: textOf(values, "waiver"),
          open_duty_reasons: open.map((duty) => ({
            duty_id: duty.id,
            reason: textOf(values, `duty ${duty.id}`) ?? "",
          })),
        },
        target,
      ),
  };
}

function note(): Form {
  return {
    word: "add_note",
    hint: t("note_hint"),
    fields: [
      {
        name: "kind",
        label: t("note_kind"),
        kind: "choice",
        options: options("note_kind"),
        required: true,
      },
      { name: "text", label: t("note_text"), kind: "area", max: 4000, required: true },
    ],
    initial: { kind: "support" },
    send: (values, target) => {
      const kind = must(values, "kind") as Of<"NoteKind">;
      const body = { kind, text: must(values, "text") };
      return post("/cases/{id}/notes", body, target);
    },
  };
}

function need(record: Case): Form {
  const people = record.persons.map((one) => ({
    value: one.id,
    label: t("person_n", { n: one.position }),
  }));
  return {
    word: "add_need",
    fields: [
      {
        name: "service",
        label: t("service"),
        kind: "combo",
        options: options("service_type"),
        required: true,
      },
      { name: "person", label: t("person"), kind: "select", options: people },
      { name: "detail", label: t("detail"), max: 2000 },
      { name: "wish", label: t("wish_label"), kind: "area", hint: t("wish_hint") },
    ],
    initial: { person: people[0]?.value ?? "" },
    send: (values, target) =>
      post(
        "/cases/{id}/needs",
        {
          service: must(values, "service"),
          person_id: textOf(values, "person"),
          detail: textOf(values, "detail"),
          wish: textOf(values, "wish"),
        },
        target,
      ),
  };
}

function person(): Form {
  return {
    word: "add_person",
    fields: [
      {
        name: "kind",
        label: t("kind"),
        kind: "select",
        options: options("person_kind"),
        required: true,
      },
    ],
    send: (values, target) =>
      post("/cases/{id}/persons", { kind: must(values, "kind") as Of<"PersonKind"> }, target),
  };
}

function member(version: number): Form {
  return {
    word: "add_member",
    hint: t("member_hint"),
    fields: [
      { name: "username", label: t("username"), max: 100, required: true },
      {
        name: "kind",
        label: t("member_kind"),
        kind: "choice",
        options: options("member_kind"),
        required: true,
      },
    ],
    send: (values, target) => {
      const kind = must(values, "kind") as Of<"MemberKind">;
      const body = { version, username: textOf(values, "username"), kind };
      return post("/cases/{id}/members", body, target);
    },
  };
}

function exclude(version: number): Form {
  return {
    word: "exclude",
    danger: true,
    hint: t("exclude_hint"),
    fields: [{ name: "username", label: t("username"), max: 100, required: true }, reason()],
    send: (values, target) => {
      const username = textOf(values, "username");
      const body = { version, username, reason: must(values, "reason") };
      return post("/cases/{id}/exclusions", body, target);
    },
  };
}

function changeLead(version: number): Form {
  return {
    word: "change_lead",
    hint: t("lead_hint"),
    fields: [{ name: "username", label: t("username"), max: 100, required: true }, reason()],
    send: (values, target) => {
      const username = textOf(values, "username");
      const body = { version, username, reason: must(values, "reason") };
      return post("/cases/{id}/lead-changes", body, target);
    },
  };
}

function edit(record: Case): Form {
  return {
    word: "edit",
    fields: [
      { name: "road", label: t("entry_road"), kind: "select", options: options("entry_road") },
      { name: "summary", label: t("summary"), kind: "area", max: 20000 },
    ],
    initial: { road: record.entry_road ?? "", summary: record.summary ?? "" },
    send: (values, target) =>
      put(
        "/cases/{id}",
        {
          version: record.version,
          entry_road: must(values, "road"),
          summary: textOf(values, "summary"),
        },
        target,
      ),
  };
}

/** The form of an act; null for one that has a layer of its own. */
export function formOf(act: Act, record: Case): Form | null {
  const { version } = record;
  switch (act) {
    case "start_support":
    case "monitor":
      return plain(act, version);
    case "reopen":
      return reopen(version);
    case "close":
      return close(record);
    case "add_note":
      return note();
    case "add_need":
      return need(record);
    case "add_person":
      return person();
    case "manage_members":
      return member(version);
    case "exclude":
      return exclude(version);
    case "change_lead":
      return changeLead(version);
    case "save":
      return edit(record);
    default:
      return null;
  }
}
