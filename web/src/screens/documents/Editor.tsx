import { put } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import { TextField } from "../../ui/Field";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { HeadRow } from "../../ui/TableFrame";
import { say } from "../../ui/toasts";
import { ChartFigure } from "./ChartFigure";
import { t } from "./words";

type Paper = Of<"Document">;
type Block = Of<"Block">;

interface Text {
  title: string;
  blocks: Block[];
  recipients: string;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

interface BlockProps {
  paper: Paper;
  block: Block;
  onChange: (block: Block) => void;
  onRemove: () => void;
}

function EditTable({ block, onChange }: Omit<BlockProps, "onRemove" | "paper">) {
  function cell(row: number, column: number, value: string) {
    const rows = (block.rows ?? []).map((cells, at) =>
      at === row ? cells.map((old, index) => (index === column ? value : old)) : cells,
    );
    onChange({ ...block, rows });
  }
  return (
    <div class="tablewrap">
      <table class="edittable">
        <HeadRow heads={block.columns ?? []} />
        <tbody>
          {(block.rows ?? []).map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td key={column}>
                  <input
                    class="input"
                    aria-label={`${block.columns?.[column] ?? t("block_table")} ${at + 1}`}
                    value={value}
                    onInput={(event) => cell(at, column, event.currentTarget.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Its figures stay as they were counted; only its title is words. */
function EditChart({ paper, block, onChange }: Omit<BlockProps, "onRemove">) {
  return (
    <ChartFigure paper={paper} block={block}>
      <TextField
        label={t("block_chart")}
        value={block.text ?? ""}
        onInput={(text) => onChange({ ...block, text })}
      />
    </ChartFigure>
  );
}

function EditBlock({ paper, block, onChange, onRemove }: BlockProps) {
  return (
    <div class="editblock">
      {block.kind === "table" ? (
        <EditTable block={block} onChange={onChange} />
      ) : block.kind === "chart" ? (
        <EditChart paper={paper} block={block} onChange={onChange} />
      ) : block.kind === "list" ? (
        <TextField
          label={t("block_list")}
          rows={4}
          value={(block.items ?? []).join("\n")}
          onInput={(text) => onChange({ ...block, items: text.split("\n") })}
        />
      ) : block.kind === "heading" ? (
        <TextField
          label={t("block_heading")}
          value={block.text ?? ""}
          onInput={(text) => onChange({ ...block, text })}
        />
      ) : (
        <TextField
          label={t("block_paragraph")}
          rows={3}
          value={block.text ?? ""}
          onInput={(text) => onChange({ ...block, text })}
          max={20000}
        />
      )}
      <Button small kind="quiet" onClick={onRemove}>
        {t("remove")}
      </Button>
    </div>
  );
}

/** A draft before it is issued. What is typed stays until it is saved. */
export function Editor({ paper, onSaved }: { paper: Paper; onSaved: (paper: Paper) => void }) {
  const initial: Text = {
    title: paper.title,
    blocks: paper.blocks,
    recipients: paper.recipients.join("\n"),
  };
  const { values, set, done } = useForm<Text>(`document ${paper.id} ${paper.version}`, initial);
  const action = useAction();
  const changed = JSON.stringify(values) !== JSON.stringify(initial);
  async function save(event: Event) {
    event.preventDefault();
    const blocks = values.blocks.map((block) =>
      block.items ? { ...block, items: lines(block.items.join("\n")) } : block,
    );
    const body = {
      version: paper.version,
      title: values.title,
      blocks,
      recipients: lines(values.recipients),
    };
    const saved = await action.run("document", { id: paper.id, ...body }, (key) =>
      put("/documents/{id}", body, { ids: { id: paper.id }, key }),
    );
    if (!saved) return;
    done();
    say(t("saved"));
    onSaved(saved);
  }
  const replace = (at: number, block: Block) =>
    set(
      "blocks",
      values.blocks.map((old, index) => (index === at ? block : old)),
    );
  return (
    <form class="card pad stack" onSubmit={save}>
      <ProblemNote error={action.error} />
      <TextField
        label={t("name")}
        value={values.title}
        onInput={(title) => set("title", title)}
        max={500}
      />
      {values.blocks.map((block, at) => (
        <EditBlock
          key={at}
          paper={paper}
          block={block}
          onChange={(now) => replace(at, now)}
          onRemove={() =>
            set(
              "blocks",
              values.blocks.filter((_, index) => index !== at),
            )
          }
        />
      ))}
      <div class="row">
        <Button
          small
          icon="plus"
          onClick={() => set("blocks", [...values.blocks, { kind: "paragraph", text: "" }])}
        >
          {t("add_paragraph")}
        </Button>
        <Button
          small
          icon="plus"
          onClick={() => set("blocks", [...values.blocks, { kind: "heading", text: "" }])}
        >
          {t("add_heading")}
        </Button>
      </div>
      <TextField
        label={t("recipients")}
        rows={3}
        value={values.recipients}
        onInput={(text) => set("recipients", text)}
      />
      {changed ? <Note tone="warn">{t("unsaved")}</Note> : null}
      <div class="row">
        <Button kind="main" submit busy={action.busy}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
