import { get, post } from "../../api/client";
import type { Connection, Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { useResource } from "../../lib/resource";
import { Dialog } from "../../ui/Dialog";
import { Button, Empty, Loaded, ProblemNote } from "../../ui/parts";
import { SuggestionList } from "../../ui/SuggestionList";
import { TargetPicker } from "../../ui/TargetPicker";
import { t } from "./words";

interface Props {
  connection: Connection;
  onClose: () => void;
  onMade: (connection: Connection) => void;
}

/** The next one to ask: those that declined are left out. */
export function RerouteDialog({ connection, onClose, onMade }: Props) {
  const action = useAction();
  const suggestions = useResource(
    (signal) => get("/connections/{id}/suggested-targets", { ids: { id: connection.id }, signal }),
    [connection.id],
  );
  async function choose(target: Of<"TargetInput">) {
    const body = { version: connection.version, target };
    const made = await action.run("reroute", { id: connection.id, ...body }, (key) =>
      post("/connections/{id}/reroutes", body, { ids: { id: connection.id }, key }),
    );
    if (!made) return;
    onClose();
    onMade(made);
  }
  return (
    <Dialog title={t("reroute")} onClose={onClose}>
      <div class="stack tight">
        <ProblemNote error={action.error} />
        <Loaded of={suggestions} lines={3}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty>{t("no_suggestions")}</Empty>
            ) : (
              <SuggestionList
                items={data.items}
                action={(item) => (
                  <Button
                    small
                    busy={action.busy}
                    label={`${t("choose")}: ${item.organisation.name}`}
                    onClick={() =>
                      void choose({
                        organisation_id: item.organisation.id,
                        unit_id: item.unit?.id ?? null,
                        kind: item.kind,
                      })
                    }
                  >
                    {t("choose")}
                  </Button>
                )}
              />
            )
          }
        </Loaded>
        <h3>{t("another")}</h3>
        <TargetPicker onPick={(target) => void choose(target)} />
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
