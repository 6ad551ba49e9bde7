import { get, remove } from "../../api/client";
import { useAction } from "../../lib/action";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { Button, Loaded, ProblemNote, Tag } from "../../ui/parts";
import { t } from "./words";

/** "chrome_linux" as "Chrome · Linux". */
function deviceText(device: string | null): string {
  if (!device) return "–";
  return device
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" · ");
}

/** Where one is signed in. */
export function Sessions() {
  const action = useAction();
  const sessions = useResource((signal) => get("/sessions", { signal }), []);
  async function end(id: string) {
    await action.run("end session", id, () => remove("/sessions/{id}", { ids: { id } }));
    sessions.reload();
  }
  return (
    <section class="card pad stack tight">
      <h2>{t("sessions")}</h2>
      <ProblemNote error={action.error} />
      <Loaded of={sessions} lines={3}>
        {(data) => (
          <ul class="list small">
            {data.items.map((one) => (
              <li key={one.id} class="row between">
                <span>
                  {deviceText(one.device)}
                  <div class="tiny muted">
                    {t("opened", { t: momentOf(one.created_at) })} ·{" "}
                    {t("last_seen", { t: momentOf(one.last_seen_at) })}
                  </div>
                </span>
                {one.current ? (
                  <Tag tone="ok">{t("current")}</Tag>
                ) : (
                  <Button small onClick={() => void end(one.id)}>
                    {t("end")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
