import type { Contact } from "../../api/types";
import { may } from "../../app/state";
import { Icon } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import { t } from "./words";

export type Opened =
  | "connect"
  | "book"
  | "amend"
  | "risk"
  | "clear_risk"
  | "take_over"
  | "discard"
  | "reveal"
  | "forward";

/** What this viewer may do now; the server says so. */
export function Actions({ contact, open }: { contact: Contact; open: (what: Opened) => void }) {
  const can = (action: Contact["next_actions"][number]) => contact.next_actions.includes(action);
  return (
    <>
      {can("discard") ? (
        <Button kind="quiet" onClick={() => open("discard")}>
          {t("discard")}
        </Button>
      ) : null}
      {can("flag_risk") && !contact.at_risk ? (
        <Button kind="danger" icon="warn" onClick={() => open("risk")}>
          {t("flag_risk")}
        </Button>
      ) : null}
      {can("clear_risk") ? (
        <Button icon="tick" onClick={() => open("clear_risk")}>
          {t("clear_risk")}
        </Button>
      ) : null}
      {can("amend") ? (
        <Button icon="edit" onClick={() => open("amend")}>
          {t("amend")}
        </Button>
      ) : null}
      {can("take_over") ? (
        <Button kind="main" onClick={() => open("take_over")}>
          {t("take_over")}
        </Button>
      ) : null}
      {can("forward") ? (
        <Button kind={contact.forwardings.length > 0 ? "" : "main"} onClick={() => open("forward")}>
          {t("forward")}
        </Button>
      ) : null}
      {contact.state === "final" && may("cases_start") ? (
        <a
          class="button"
          href={`/cases?contact=${contact.id}&number=${encodeURIComponent(contact.number ?? "")}`}
        >
          <Icon name="folder" small />
          {t("start_case")}
        </a>
      ) : null}
      {can("start_connection") ? (
        <Button kind="main" icon="link" onClick={() => open("connect")}>
          {t("connect")}
        </Button>
      ) : null}
      {contact.state === "draft" && can("edit") ? (
        <a class="button main" href={`/intake/${contact.id}`}>
          <Icon name="edit" small />
          {t("continue")}
        </a>
      ) : null}
    </>
  );
}
