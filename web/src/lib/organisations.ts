// Every organisation of the directory as choices, read once while the page is open.
import { get } from "../api/client";
import type { Of } from "../api/types";
import type { Option } from "../ui/Field";
import { useResource } from "./resource";

const PAGE = 200;
const PAGES = 20;
let known: Promise<Of<"OrganisationSummary">[]> | undefined;

async function readAll(): Promise<Of<"OrganisationSummary">[]> {
  const items: Of<"OrganisationSummary">[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
    const answer = await get("/organisations", { query });
    items.push(...answer.items);
    cursor = answer.next ?? undefined;
    if (!cursor) break;
  }
  return items;
}

/** The choices; empty until they are there. */
export function useOrganisations(): Option[] {
  const all = useResource(async () => {
    known ??= readAll();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  }, []);
  return (all.data ?? []).map((item) => ({ value: item.id, label: item.name }));
}
