import { post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions, stateWord } from "../../i18n/common";
import { dayOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { ActDialog, type ActForm } from "../../ui/ActDialog";
import type { Option } from "../../ui/Field";
import { type FieldSpec, mustOf, reasonField, textOf, type Values } from "../../ui/FormDialog";
import { t } from "./words";

type User = Of<"User">;
type Role = Of<"Role">;

export type UserAct =
  | { kind: "add" }
  | { kind: "edit"; user: User }
  | { kind: "post"; user: User }
  | { kind: "reset"; user: User }
  | { kind: "end_post"; user: User; post: Of<"Post"> };

interface Props {
  act: UserAct;
  onClose: () => void;
  onChanged: () => void;
  onCode: (made: Of<"UserWithCode">) => void;
}

const ROLES: readonly Role[] = [
  "counsellor",
  "shift_lead",
  "hotline_lead",
  "wg_member",
  "unit_officer",
  "agency_leader",
  "statistician",
  "auditor",
  "administrator",
];
const LANGUAGES = [
  { value: "vi", label: "Tiếng Việt" },
  { value: "en", label: "English" },
];

function postSpecs(organisations: Option[]): FieldSpec[] {
  return [
    {
      name: "role",
      label: t("role"),
      kind: "select",
      options: stateOptions("role", ROLES),
      required: true,
      wide: false,
    },
    { name: "valid_from", label: t("valid_from"), kind: "date", required: true, wide: false },
    {
      name: "organisation_id",
      label: t("organisation"),
      kind: "combo",
      options: organisations,
      required: true,
    },
  ];
}

function postBody(values: Values): Of<"UserPostInput"> {
  return {
    role: (textOf(values, "role") ?? "counsellor") as Role,
    organisation_id: mustOf(values, "organisation_id"),
    valid_from: mustOf(values, "valid_from"),
  };
}

function mailSpecs(): FieldSpec[] {
  return [
    { name: "email", label: t("email"), max: 200, wide: false },
    { name: "language", label: t("language"), kind: "select", options: LANGUAGES, wide: false },
  ];
}

function mailBody(values: Values) {
  return {
    display_name: mustOf(values, "display_name"),
    email: textOf(values, "email"),
    language: textOf(values, "language") === "en" ? ("en" as const) : ("vi" as const),
  };
}

function addForm(organisations: Option[]): ActForm {
  return {
    initial: { language: "vi", valid_from: dayOf(Date.now()) },
    fields: [
      { name: "username", label: t("username"), max: 64, required: true, wide: false },
      { name: "display_name", label: t("display_name"), max: 200, required: true, wide: false },
      ...mailSpecs(),
      ...postSpecs(organisations),
    ],
    send: (values, { key }) => {
      const username = mustOf(values, "username");
      const body = { username, ...mailBody(values), posts: [postBody(values)] };
      return post("/users", body, { key });
    },
  };
}

function postForm(user: User, organisations: Option[]): ActForm {
  return {
    initial: { valid_from: dayOf(Date.now()) },
    fields: [...postSpecs(organisations), { name: "basis", label: t("basis"), max: 300 }],
    send: (values, { key }) => {
      const body = { ...postBody(values), user_id: user.id, basis: textOf(values, "basis") };
      return post("/posts", body, { key });
    },
  };
}

function editForm(user: User): ActForm {
  const { display_name, email, language, state, version } = user;
  return {
    initial: { display_name, email: email ?? "", language, closed: state === "closed" },
    fields: [
      { name: "display_name", label: t("display_name"), max: 200, required: true },
      ...mailSpecs(),
      { name: "closed", label: t("close_user"), kind: "check" },
    ],
    send: (values, target) => {
      const body = { version, ...mailBody(values), closed: values.closed === true };
      return put("/users/{id}", body, target);
    },
  };
}

function resetForm({ version }: User): ActForm {
  return {
    danger: true,
    fields: [reasonField(500)],
    send: (values, target) =>
      post("/users/{id}/resets", { version, reason: mustOf(values, "reason") }, target),
  };
}

function endForm({ version }: Of<"Post">): ActForm {
  return {
    danger: true,
    initial: { valid_to: dayOf(Date.now()) },
    fields: [
      { name: "valid_to", label: t("valid_to"), kind: "date", required: true },
      reasonField(500),
    ],
    send: (values, target) => {
      const valid_to = mustOf(values, "valid_to");
      const body = { version, valid_to, reason: mustOf(values, "reason") };
      return post("/posts/{id}/endings", body, target);
    },
  };
}

/** The layer of an act on an account or a post. */
export function UserDialogs({ act, onClose, onChanged, onCode }: Props) {
  const organisations = useOrganisations();
  function done(answer: unknown) {
    onChanged();
    if (act.kind === "add" || act.kind === "reset") onCode(answer as Of<"UserWithCode">);
  }
  const shared = { act: act.kind, onDone: done, onClose };
  switch (act.kind) {
    case "add":
      return (
        <ActDialog
          {...shared}
          title={t("add_user")}
          record={{ id: "user" }}
          form={addForm(organisations)}
        />
      );
    case "edit":
      return (
        <ActDialog
          {...shared}
          title={`${t("edit_user")}: ${act.user.username}`}
          submit={common("save")}
          record={act.user}
          form={editForm(act.user)}
        />
      );
    case "post":
      return (
        <ActDialog
          {...shared}
          title={`${t("add_post")}: ${act.user.display_name}`}
          submit={t("add_post")}
          record={act.user}
          form={postForm(act.user, organisations)}
        />
      );
    case "reset":
      return (
        <ActDialog
          {...shared}
          title={`${t("reset")}: ${act.user.display_name}`}
          submit={t("reset")}
          record={act.user}
          form={resetForm(act.user)}
        />
      );
    case "end_post":
      return (
        <ActDialog
          {...shared}
          title={`${t("end_post")}: ${stateWord("role", act.post.role)}`}
          submit={t("end_post")}
          record={act.post}
          form={endForm(act.post)}
        />
      );
  }
}
