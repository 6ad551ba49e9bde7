import type { Of } from "../../api/types";
import { HeadRow, TableFrame } from "../../ui/TableFrame";
import { ChartFigure } from "./ChartFigure";
import { t } from "./words";

function OneBlock({ block, paper }: { block: Of<"Block">; paper: Of<"Document"> }) {
  switch (block.kind) {
    case "heading":
      return <h2>{block.text}</h2>;
    case "list":
      return (
        <ul class="bullets">
          {(block.items ?? []).map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <TableFrame label={t("block_table")}>
          <table>
            <HeadRow heads={block.columns ?? []} />
            <tbody>
              {(block.rows ?? []).map((row, index) => (
                <tr key={index}>
                  {row.map((cell, at) => (
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      );
    case "chart":
      return <ChartFigure paper={paper} block={block} beside={block.beside_table} />;
    default:
      return <p class="prose">{block.text}</p>;
  }
}

/** The text of a paper. */
export function Blocks({ paper }: { paper: Of<"Document"> }) {
  return (
    <article class="card pad stack paper">
      {paper.blocks.map((block, index) => (
        <OneBlock key={index} block={block} paper={paper} />
      ))}
      {paper.recipients.length > 0 ? (
        <p class="small prose">
          <b>{t("recipients")}</b>
          {`\n${paper.recipients.join("\n")}`}
        </p>
      ) : null}
    </article>
  );
}
