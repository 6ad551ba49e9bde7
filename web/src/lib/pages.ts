// A list that grows page by page, by cursor.
import { useRef } from "preact/hooks";
import { type Resource, useResource } from "./resource";

interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T> extends Omit<Resource<T[]>, "set"> {
  hasMore: boolean;
  more: () => void;
}

/** `load` gets what to ask besides its filters: where the page starts. */
export function usePages<T>(
  load: (page: { cursor?: string }, signal: AbortSignal) => Promise<Page<T>>,
  deps: readonly unknown[],
  kinds: readonly string[] = [],
): Pages<T> {
  const key = JSON.stringify(deps);
  const depth = useRef({ key, pages: 1 });
  if (depth.current.key !== key) depth.current = { key, pages: 1 };
  const resource = useResource(
    async (signal) => {
      let items: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < depth.current.pages; page++) {
        const answer = await load(cursor ? { cursor } : {}, signal);
        items = items.concat(answer.items);
        cursor = answer.next ?? undefined;
        if (!cursor) break;
      }
      return { items, next: cursor };
    },
    deps,
    kinds,
  );
  return {
    data: resource.data?.items,
    error: resource.error,
    loading: resource.loading,
    reload: resource.reload,
    hasMore: Boolean(resource.data?.next),
    more: () => {
      depth.current.pages++;
      resource.reload();
    },
  };
}
