// Filters that live in the address: they survive going back, and hold no names or numbers of people.
import { useLocation } from "preact-iso";

export interface Query {
  get: (name: string) => string;
  set: (change: Record<string, string>) => void;
  text: string;
  /** All of them, as the server takes them. */
  all: Record<string, string>;
}

export function useQuery(): Query {
  const { path, query, route } = useLocation();
  const text = new URLSearchParams(query).toString();
  return {
    text,
    all: query,
    get: (name) => query[name] ?? "",
    set(change) {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(change)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const search = next.toString();
      route(search ? `${path}?${search}` : path, true);
    },
  };
}
