// Files go to the server part by part and come back as a download, never into the page.
import { csrf, get, OfflineError, post, problemOf } from "../api/client";
import type { Of } from "../api/types";

const BASE = "/api/v1/files";

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    throw new OfflineError("no answer");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Sends what is missing of a file; `onPart` hears how much is there, in per cent. */
export async function upload(
  wanted: Of<"NewFile">,
  content: Blob,
  key: string,
  onPart: (percent: number) => void,
): Promise<Of<"FileState">> {
  const begun = await post("/files", wanted, { key });
  let state: Of<"FileState"> = await get("/files/{id}/state", { ids: { id: begun.id } });
  for (let number = state.parts_received + 1; number <= state.parts; number++) {
    const from = (number - 1) * state.part_bytes;
    const body = content.slice(from, from + state.part_bytes);
    const headers = { "Content-Type": "application/octet-stream", "X-CSRF-Token": csrf() };
    const answer = await send(`${BASE}/${begun.id}/parts/${number}`, {
      method: "PUT",
      headers,
      body,
    });
    state = await answer.json();
    onPart(Math.round((100 * number) / state.parts));
  }
  return state;
}

/** Hands a file to the browser as a download. */
export async function download(id: string, name: string, query: string): Promise<void> {
  const answer = await send(`${BASE}/${id}/content?${query}`, {});
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
