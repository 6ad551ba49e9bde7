import type { ComponentChildren } from "preact";
import { label } from "../../lib/codes";
import { requestWord as t } from "./words";

interface Link {
  id: string;
  number: string | null;
  organisation_name: string | null;
  decline_reason: string | null;
  current: boolean;
}

interface Props<L extends Link> {
  title: string;
  links: readonly L[];
  /** Where one of them is shown: the path before its id. */
  path: string;
  tag: (link: L) => ComponentChildren;
}

/** Those asked one after another, oldest first; nothing while there is only one. */
export function Chain<L extends Link>({ title, links, path, tag }: Props<L>) {
  if (links.length < 2) return null;
  return (
    <section class="card pad stack tight">
      <h2>{title}</h2>
      <ol class="list small">
        {links.map((link) => {
          const name = link.number ?? t("no_number");
          return (
            <li key={link.id}>
              <div class="row between">
                {link.current ? (
                  <b>
                    {name} ({t("this_one")})
                  </b>
                ) : (
                  <a href={`${path}/${link.id}`}>{name}</a>
                )}
                {tag(link)}
              </div>
              <span class="muted">
                {link.organisation_name}
                {link.decline_reason ? ` · ${label("decline_reason", link.decline_reason)}` : ""}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
