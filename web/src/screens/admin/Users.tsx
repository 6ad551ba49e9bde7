import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { adminWord } from "../../ui/admin/words";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { Filters } from "../../ui/Filters";
import { type Column, PagedTable } from "../../ui/ListTable";
import { Button, Note, Tag, type Tone } from "../../ui/parts";
import { type UserAct, UserDialogs } from "./userDialogs";
import { t } from "./words";

type User = Of<"User">;

function CodeOnce({ made, onClose }: { made: Of<"UserWithCode">; onClose: () => void }) {
  return (
    <Dialog title={t("code_title")} onClose={onClose}>
      <div class="stack">
        <p class="bigcode">
          <code>{made.enrolment_code}</code>
        </p>
        <Note tone="warn">
          {t("code_hint", { t: momentOf(made.valid_until), name: made.user.display_name })}
        </Note>
        <div class="dialogfoot">
          <Button kind="main" onClick={onClose}>
            {common("close")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const TONES: Record<User["state"], Tone> = { active: "ok", invited: "warn", closed: "" };

function userColumns(onAct: (act: UserAct) => void): Column<User>[] {
  return [
    {
      head: t("display_name"),
      kind: "row",
      cell: (user) => (
        <>
          {user.display_name}
          <div class="tiny muted">{user.username}</div>
        </>
      ),
    },
    {
      head: t("state"),
      cell: ({ state }) => <Tag tone={TONES[state] ?? ""}>{t(`state_${state}`)}</Tag>,
    },
    {
      head: t("posts"),
      cell: (user) => (
        <ul>
          {user.posts.map((post) => (
            <li key={post.id}>
              {stateWord("role", post.role)} · {post.organisation_name}
              {post.unit_name ? ` · ${post.unit_name}` : ""}
              {post.valid_to ? null : (
                <button
                  type="button"
                  class="linkbutton tiny"
                  onClick={() => onAct({ kind: "end_post", user, post })}
                >
                  {t("end_post")}
                </button>
              )}
            </li>
          ))}
        </ul>
      ),
    },
    {
      head: t("last_sign_in"),
      kind: "short",
      cell: (user) => (user.last_sign_in_at ? momentOf(user.last_sign_in_at) : "–"),
    },
    {
      head: t("edit_user"),
      quiet: true,
      cell: (user) => (
        <div class="row tight">
          <Button small kind="quiet" onClick={() => onAct({ kind: "edit", user })}>
            {t("edit_user")}
          </Button>
          <Button small kind="quiet" onClick={() => onAct({ kind: "post", user })}>
            {t("add_post")}
          </Button>
          <Button small kind="quiet" onClick={() => onAct({ kind: "reset", user })}>
            {t("reset")}
          </Button>
        </div>
      ),
    },
  ];
}

/** Accounts and their posts. */
export function Users() {
  const query = useQuery();
  const q = query.get("q");
  const [act, setAct] = useState<UserAct | null>(null);
  const [made, setMade] = useState<Of<"UserWithCode"> | null>(null);
  const pages = usePages(
    (page, signal) => get("/users", { query: { ...(q ? { q } : {}), ...page }, signal }),
    [q],
  );
  return (
    <>
      <Filters>
        <TextField label={t("search")} value={q} onInput={(value) => query.set({ q: value })} />
        <Button kind="main" icon="plus" onClick={() => setAct({ kind: "add" })}>
          {t("add_user")}
        </Button>
      </Filters>
      <PagedTable
        pages={pages}
        none={t("no_users")}
        caption={adminWord("users")}
        keyOf={(user) => user.id}
        columns={userColumns(setAct)}
      />
      {act ? (
        <UserDialogs
          act={act}
          onClose={() => setAct(null)}
          onChanged={pages.reload}
          onCode={setMade}
        />
      ) : null}
      {made ? <CodeOnce made={made} onClose={() => setMade(null)} /> : null}
    </>
  );
}
