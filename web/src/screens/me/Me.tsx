import { signOut } from "../../app/session";
import { session } from "../../app/state";
import { stateWord } from "../../i18n/common";
import { dayText } from "../../lib/format";
import { Button, PageHead } from "../../ui/parts";
import { Device } from "./Device";
import { Look } from "./Look";
import { Secrets } from "./Secrets";
import { Sessions } from "./Sessions";
import { t } from "./words";

/** What a person sets for herself. */
export default function Me() {
  const who = session.value;
  return (
    <>
      <PageHead
        title={t("title")}
        tab={t("title")}
        sub={who ? `${who.user.display_name} · ${who.user.username}` : ""}
        actions={<Button onClick={() => void signOut()}>{t("sign_out")}</Button>}
      />
      <div class="grid2">
        <div class="stack">
          <Look />
          <Device />
        </div>
        <div class="stack">
          <section class="card pad stack tight">
            <h2>{t("posts")}</h2>
            <ul class="list small">
              {(who?.posts ?? []).map((post) => (
                <li key={post.id}>
                  <b>{stateWord("role", post.role)}</b> · {post.organisation_name}
                  {post.unit_name ? ` · ${post.unit_name}` : ""}
                  <span class="muted"> · {t("since", { t: dayText(post.valid_from) })}</span>
                </li>
              ))}
            </ul>
          </section>
          <Secrets />
          <Sessions />
        </div>
      </div>
    </>
  );
}
