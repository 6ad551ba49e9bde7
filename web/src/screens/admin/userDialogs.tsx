import { post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { dayOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { type FieldSpec, FormDialog, textOf, type Values } from "../../ui/FormDialog";
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

function postSpecs(organisations: { value: string; label: string }[]): FieldSpec[] {
  return [
    {
      name: "role",
      label: t("role"),
      kind: "select",
      options: ROLES.map((value) => ({ value, label: stateWord("role", value) })),
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
    organisation_id: textOf(values, "organisation_id") ?? "",
    valid_from: textOf(values, "valid_from") ?? "",
  };
}

function AddUser({ onClose, onChanged, onCode }: Omit<Props, "act">) {
  const organisations = useOrganisations();
  return (
    <FormDialog
      title={t("add_user")}
      form="add user"
      submit={t("add_user")}
      initial={{ language: "vi", valid_from: dayOf(Date.now()) }}
      fields={[
        { name: "username", label: t("username"), max: 64, required: true, wide: false },
        { name: "display_name", label: t("display_name"), max: 200, required: true, wide: false },
        { name: "email", label: t("email"), max: 200, wide: false },
        { name: "language", label: t("language"), kind: "select", options: LANGUAGES, wide: false },
        ...postSpecs(organisations),
      ]}
      send={(values, key) =>
        post(
          "/users",
          {
            username: textOf(values, "username") ?? "",
            display_name: textOf(values, "display_name") ?? "",
            email: textOf(values, "email"),
            language: textOf(values, "language") === "en" ? "en" : "vi",
            posts: [postBody(values)],
          },
          { key },
        )
      }
      onDone={(answer) => {
        onChanged();
        onCode(answer as Of<"UserWithCode">);
      }}
      onClose={onClose}
    />
  );
}

function AddPost({
  user,
  onClose,
  onChanged,
}: {
  user: User;
  onClose: () => void;
  onChanged: () => void;
}) {
  const organisations = useOrganisations();
  return (
    <FormDialog
      title={`${t("add_post")}: ${user.display_name}`}
      form={`post of ${user.id}`}
      submit={t("add_post")}
      initial={{ valid_from: dayOf(Date.now()) }}
      fields={[...postSpecs(organisations), { name: "basis", label: t("basis"), max: 300 }]}
      send={(values, key) =>
        post(
          "/posts",
          { ...postBody(values), user_id: user.id, basis: textOf(values, "basis") },
          { key },
        )
      }
      onDone={onChanged}
      onClose={onClose}
    />
  );
}

function EditUser({
  user,
  onClose,
  onChanged,
}: {
  user: User;
  onClose: () => void;
  onChanged: () => void;
}) {
  return (
    <FormDialog
      title={`${t("edit_user")}: ${user.username}`}
      form={`user ${user.id} ${user.version}`}
      submit={common("save")}
      initial={{
        display_name: user.display_name,
        email: user.email ?? "",
        language: user.language,
        closed: user.state === "closed",
      }}
      fields={[
        { name: "display_name", label: t("display_name"), max: 200, required: true },
        { name: "email", label: t("email"), max: 200, wide: false },
        { name: "language", label: t("language"), kind: "select", options: LANGUAGES, wide: false },
        { name: "closed", label: t("close_user"), kind: "check" },
      ]}
      send={(values, key) =>
        put(
          "/users/{id}",
          {
            version: user.version,
            display_name: textOf(values, "display_name") ?? "",
            email: textOf(values, "email"),
            language: textOf(values, "language") === "en" ? "en" : "vi",
            closed: values.closed === true,
          },
          { ids: { id: user.id }, key },
        )
      }
      onDone={onChanged}
      onClose={onClose}
    />
  );
}

export function UserDialogs({ act, onClose, onChanged, onCode }: Props) {
  const reason: FieldSpec = { name: "reason", label: common("reason"), max: 500, required: true };
  switch (act.kind) {
    case "add":
      return <AddUser onClose={onClose} onChanged={onChanged} onCode={onCode} />;
    case "edit":
      return <EditUser user={act.user} onClose={onClose} onChanged={onChanged} />;
    case "post":
      return <AddPost user={act.user} onClose={onClose} onChanged={onChanged} />;
    case "reset":
      return (
        <FormDialog
          title={`${t("reset")}: ${act.user.display_name}`}
          form={`reset ${act.user.id}`}
          submit={t("reset")}
          danger
          fields={[reason]}
          send={(values, key) =>
            post(
              "/users/{id}/resets",
              { version: act.user.version, reason: textOf(values, "reason") ?? "" },
              { ids: { id: act.user.id }, key },
            )
          }
          onDone={(answer) => {
            onChanged();
            onCode(answer as Of<"UserWithCode">);
          }}
          onClose={onClose}
        />
      );
    case "end_post":
      return (
        <FormDialog
          title={`${t("end_post")}: ${stateWord("role", act.post.role)}`}
          form={`end ${act.post.id}`}
          submit={t("end_post")}
          danger
          initial={{ valid_to: dayOf(Date.now()) }}
          fields={[
            { name: "valid_to", label: t("valid_to"), kind: "date", required: true },
            reason,
          ]}
          send={(values, key) =>
            post(
              "/posts/{id}/endings",
              {
                version: act.post.version,
                valid_to: textOf(values, "valid_to") ?? "",
                reason: textOf(values, "reason") ?? "",
              },
              { ids: { id: act.post.id }, key },
            )
          }
          onDone={onChanged}
          onClose={onClose}
        />
      );
  }
}
