import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../../api/client";
import { fieldError, problemText } from "../../api/problems";
import type { Draft } from "../../lib/drafts/draft";
import { fieldWord } from "./fieldWords";
import { t } from "./words";

/** What the server refused. It takes the focus; each line leads to its field. */
export function ErrorList({ draft }: { draft: Draft }) {
  const frame = useRef<HTMLDivElement>(null);
  const { problem } = draft;
  useEffect(() => {
    if (problem) frame.current?.focus();
  }, [problem]);
  if (!problem) return null;
  const error = new ApiError(problem.status, problem.code, problem.fields, problem.params);
  return (
    <div class="summary" tabIndex={-1} ref={frame} role="alert">
      <h2>{t("errors")}</h2>
      {problem.fields.length === 0 ? <p>{problemText(error)}</p> : null}
      <ul>
        {problem.fields.map((one) => (
          <li key={one.field}>
            <button
              type="button"
              class="linkbutton"
              onClick={() =>
                document
                  .querySelector<HTMLElement>(
                    `[name="${one.field}"], [data-group="${one.field}"] input`,
                  )
                  ?.focus()
              }
            >
              {fieldWord(one.field)}
            </button>
            : {fieldError(one.code)}
          </li>
        ))}
      </ul>
    </div>
  );
}
