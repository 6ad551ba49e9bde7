import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { Button, Empty, Loaded, More, Note, Tag } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
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

function Line({ user, onAct }: { user: User; onAct: (act: UserAct) => void }) {
  const tone = user.state === "active" ? "ok" : user.state === "invited" ? "warn" : "";
  return (
    <tr>
      <th scope="row">
        {user.display_name}
        <div class="tiny muted">{user.username}</div>
      </th>
      <td>
        <Tag tone={tone}>{t(`state_${user.state}`)}</Tag>
      </td>
      <td>
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
      </td>
      <td class="nowrap">{user.last_sign_in_at ? momentOf(user.last_sign_in_at) : "–"}</td>
      <td>
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
      </td>
    </tr>
  );
}

/** Accounts and their posts. */
export function Users() {
  const query = useQuery();
  const q = query.get("q");
  const [act, setAct] = useState<UserAct | null>(null);
  const [made, setMade] = useState<Of<"UserWithCode"> | null>(null);
  const pages = usePages(
    (cursor, signal) =>
      get("/users", { query: { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }, signal }),
    [q],
  );
  return (
    <>
      <section class="card filters">
        <TextField label={t("search")} value={q} onInput={(value) => query.set({ q: value })} />
        <Button kind="main" icon="plus" onClick={() => setAct({ kind: "add" })}>
          {t("add_user")}
        </Button>
      </section>
      <Loaded of={pages} lines={10}>
        {(items) =>
          items.length === 0 ? (
            <div class="card">
              <Empty>{t("no_users")}</Empty>
            </div>
          ) : (
            <TableFrame label={t("users")} card>
              <table>
                <caption class="hidden">{t("users")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("display_name")}</th>
                    <th scope="col">{t("state")}</th>
                    <th scope="col">{t("posts")}</th>
                    <th scope="col">{t("last_sign_in")}</th>
                    <th scope="col">
                      <span class="hidden">{t("edit_user")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((user) => (
                    <Line key={user.id} user={user} onAct={setAct} />
                  ))}
                </tbody>
              </table>
            </TableFrame>
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
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
