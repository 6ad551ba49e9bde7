// What each act asks. Which acts there are is the server's decision.
import { post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions } from "../../i18n/common";
import { label, options } from "../../lib/codes";
import type { ActForm } from "../../ui/ActDialog";
import { type FieldSpec, mustOf, reasonField, textOf } from "../../ui/FormDialog";
import type { Act } from "./Actions";
import { t } from "./words";

type Case = Of<"Case">;

const RISKS = ["low", "medium", "high", "emergency"];

function plain(name: "start_support" | "monitor", version: number): ActForm {
  return {
    fields: [reasonField(1000, false)],
    send: (values, target) => {
      const body = { version, action: name, reason: textOf(values, "reason") };
      return post("/cases/{id}/status-changes", body, target);
    },
  };
}

function reopen(version: number): ActForm {
  return {
    hint: t("reopen_hint"),
    fields: [reasonField()],
    send: (values, target) => {
      const action = "reopen" as const;
      const body = { version, action, reason: textOf(values, "reason") };
      return post("/cases/{id}/status-changes", body, target);
    },
  };
}

/** Closing shows what is still open; each open duty needs a word about why it may stay undone. */
function close(record: Case): ActForm {
  const open = record.duties.filter((duty) => duty.state === "open");
  return {
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
        options: stateOptions("risk", RISKS),
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
            reason: mustOf(values, `duty ${duty.id}`),
          })),
        },
        target,
      ),
  };
}

function note(): ActForm {
  return {
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
      const kind = mustOf(values, "kind") as Of<"NoteKind">;
      const body = { kind, text: mustOf(values, "text") };
      return post("/cases/{id}/notes", body, target);
    },
  };
}

function need(record: Case): ActForm {
  const people = record.persons.map((one) => ({
    value: one.id,
    label: common("person_n", { n: one.position }),
  }));
  return {
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
          service: mustOf(values, "service"),
          person_id: textOf(values, "person"),
          detail: textOf(values, "detail"),
          wish: textOf(values, "wish"),
        },
        target,
      ),
  };
}

function person(): ActForm {
  return {
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
      post("/cases/{id}/persons", { kind: mustOf(values, "kind") as Of<"PersonKind"> }, target),
  };
}

function member(version: number): ActForm {
  return {
    hint: t("member_hint"),
    fields: [
      account(),
      {
        name: "kind",
        label: t("member_kind"),
        kind: "choice",
        options: options("member_kind"),
        required: true,
      },
    ],
    send: (values, target) => {
      const kind = mustOf(values, "kind") as Of<"MemberKind">;
      const body = { version, username: textOf(values, "username"), kind };
      return post("/cases/{id}/members", body, target);
    },
  };
}

const account = (): FieldSpec => ({
  name: "username",
  label: t("username"),
  max: 100,
  required: true,
});

/** Keeps an account away from the case, or makes it the lead. */
function named(version: number, path: "exclusions" | "lead-changes"): ActForm {
  const away = path === "exclusions";
  return {
    danger: away,
    hint: t(away ? "exclude_hint" : "lead_hint"),
    fields: [account(), reasonField()],
    send: (values, target) => {
      const username = textOf(values, "username");
      const body = { version, username, reason: mustOf(values, "reason") };
      return post(`/cases/{id}/${path}`, body, target);
    },
  };
}

function edit(record: Case): ActForm {
  return {
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
          entry_road: mustOf(values, "road"),
          summary: textOf(values, "summary"),
        },
        target,
      ),
  };
}

/** The form of an act; null for one that has a layer of its own. */
export function formOf(act: Act, record: Case): ActForm | null {
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
      return named(version, "exclusions");
    case "change_lead":
      return named(version, "lead-changes");
    case "save":
      return edit(record);
    default:
      return null;
  }
}
