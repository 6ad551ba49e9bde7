// A list that grows page by page, by cursor.
import { useRef } from "preact/hooks";
import { type Resource, useResource } from "./resource";

interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T, P = Page<T>> extends Omit<Resource<T[]>, "set"> {
  /** The page that was read last, with what it says besides its items. */
  page: P | undefined;
  hasMore: boolean;
  more: () => void;
}

/** `load` gets what to ask besides its filters: where the page starts. */
export function usePages<P extends Page<unknown>>(
  load: (page: { cursor?: string }, signal: AbortSignal) => Promise<P>,
  deps: readonly unknown[],
  kinds: readonly string[] = [],
): Pages<P["items"][number], P> {
  const key = JSON.stringify(deps);
  const depth = useRef({ key, pages: 1 });
  if (depth.current.key !== key) depth.current = { key, pages: 1 };
  const resource = useResource(
    async (signal) => {
      let items: P["items"][number][] = [];
      let cursor: string | undefined;
      let last: P | undefined;
      for (let page = 0; page < depth.current.pages; page++) {
        const answer = await load(cursor ? { cursor } : {}, signal);
        last = answer;
        items = items.concat(answer.items);
        cursor = answer.next ?? undefined;
        if (!cursor) break;
      }
      return { items, page: last };
    },
    deps,
    kinds,
  );
  return {
    data: resource.data?.items,
    error: resource.error,
    loading: resource.loading,
    reload: resource.reload,
    page: resource.data?.page,
    hasMore: Boolean(resource.data?.page?.next),
    more: () => {
      depth.current.pages++;
      resource.reload();
    },
  };
}
