import type { ComponentChildren } from "preact";
import type { Pages } from "../lib/pages";
import { Empty, Loaded, More } from "./parts";
import { TableFrame } from "./TableFrame";

export interface Column<T> {
  head: string;
  /** Only readers of the table hear the head. */
  quiet?: boolean;
  /** "row" names the line, for readers of the table; "number" stands right; "short" stays in one line. */
  kind?: "row" | "short-row" | "number" | "short";
  cell: (item: T) => ComponentChildren;
}

const CLASSES = { row: "", "short-row": "nowrap", number: "number", short: "nowrap" } as const;

interface Props<T> {
  caption: string;
  columns: readonly Column<T>[];
  items: readonly T[];
  keyOf: (item: T) => string | number;
}

/** Records, one a line; on a telephone one below the other, each value with its head. */
export function ListTable<T>({ caption, columns, items, keyOf }: Props<T>) {
  return (
    <TableFrame label={caption} card>
      <table class="list">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, kind, quiet }) => (
              <th key={head} scope="col" class={kind === "number" ? "number" : ""}>
                {quiet ? <span class="hidden">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map(({ head, kind, quiet, cell }) =>
                kind === "row" || kind === "short-row" ? (
                  <th key={head} scope="row" class={CLASSES[kind]}>
                    {cell(item)}
                  </th>
                ) : (
                  <td
                    key={head}
                    class={kind ? CLASSES[kind] : ""}
                    data-head={quiet ? undefined : head}
                  >
                    {cell(item)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

interface PagedProps<T> {
  pages: Pages<T>;
  /** What stands there when the list is empty. */
  none: string;
  lines?: number;
  children: (items: T[]) => ComponentChildren;
}

/** A list that is loaded page by page: what it shows meanwhile, when it is empty, and how to go on. */
export function PagedList<T>({ pages, none, lines, children }: PagedProps<T>) {
  return (
    <>
      <Loaded of={pages} lines={lines ?? 10}>
        {(items) =>
          items.length > 0 ? (
            children(items)
          ) : (
            <div class="card">
              <Empty>{none}</Empty>
            </div>
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
    </>
  );
}

/** A list that is a table and nothing more. */
export function PagedTable<T>({
  pages,
  none,
  ...table
}: Omit<PagedProps<T>, "children" | "lines"> & Omit<Props<T>, "items">) {
  return (
    <PagedList pages={pages} none={none}>
      {(items) => <ListTable {...table} items={items} />}
    </PagedList>
  );
}
