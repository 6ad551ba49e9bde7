import { post } from "../../api/client";
import type { Connection, Of } from "../../api/types";

/** One step of either side. */
export function step(
  body: Of<"ConnectionStatusChange">,
  options: { ids: { id: string }; key: string },
): Promise<Connection> {
  return post("/connections/{id}/status-changes", body, options);
}
