// What of a definition is not its parts: names, readings, words, the paper.
import type { Of } from "../../api/types";
import { CheckField, TextField } from "../../ui/Field";
import { Button } from "../../ui/parts";
import { AgeSetField, GeographyField } from "../../ui/reports/Readings";
import { type Content, type Faults, hasFault, moved, placeholders, replaced } from "./definition";
import { OrderButtons } from "./OrderButtons";
import { t } from "./words";

export interface Edit {
  content: Content;
  faults: Faults;
  dimensions: readonly Of<"ReportDimensions">[];
  onChange: (content: Content) => void;
}

const TITLE_MAX = 200;
const TEXT_MAX = 4000;

export function Basics({ content, faults, onChange, isNew }: Edit & { isNew: boolean }) {
  const set = (change: Partial<Content>) => onChange({ ...content, ...change });
  return (
    <section class="card pad stack" aria-label={t("basics")}>
      <h2>{t("basics")}</h2>
      <div class="grid2">
        {isNew ? (
          <TextField
            label={t("code")}
            name="code"
            class="wide"
            value={content.code}
            hint={t("code_hint")}
            max={40}
            required
            onInput={(code) => set({ code })}
            error={faults.get("code")}
          />
        ) : null}
        <TextField
          label={t("title_vi")}
          name="title_vi"
          value={content.title_vi}
          max={TITLE_MAX}
          required
          onInput={(title_vi) => set({ title_vi })}
          error={faults.get("title_vi")}
        />
        <TextField
          label={t("title_en")}
          name="title_en"
          value={content.title_en}
          max={TITLE_MAX}
          required
          onInput={(title_en) => set({ title_en })}
          error={faults.get("title_en")}
        />
        <AgeSetField
          value={content.age_set}
          onChange={(age_set) => set({ age_set })}
          error={faults.get("age_set")}
        />
        <GeographyField
          rules
          value={content.geography}
          onChange={(geography) => set({ geography: geography as Content["geography"] })}
          error={faults.get("geography")}
        />
      </div>
      <div class="row">
        <CheckField
          label={t("compare")}
          checked={content.compare}
          onChange={(compare) => set({ compare })}
        />
        <CheckField
          label={t("with_cumulative")}
          checked={content.cumulative}
          onChange={(cumulative) => set({ cumulative })}
        />
        <CheckField
          label={t("in_use_check")}
          checked={content.in_use}
          onChange={(in_use) => set({ in_use })}
        />
      </div>
    </section>
  );
}

/** Paragraphs of the paper, with places for figures. */
export function Texts({ content, faults, onChange }: Edit) {
  const { texts } = content;
  const set = (now: string[]) => onChange({ ...content, texts: now });
  return (
    <section class="card pad stack" aria-label={t("texts")}>
      <h2>{t("texts")}</h2>
      <p class="small muted">
        {t("placeholders_hint", {
          a: "{from}",
          b: "{to}",
          c: "{part}",
          d: "{part.table.row}",
          e: "{part.table.row%}",
        })}
      </p>
      <details>
        <summary>{t("placeholders")}</summary>
        <p class="small">
          {["{from}", "{to}", ...placeholders(content)].map((one) => (
            <>
              <code key={one}>{one}</code>{" "}
            </>
          ))}
        </p>
      </details>
      {texts.map((text, at) => (
        <div key={at} class="stack tight">
          <TextField
            label={t("text_n", { n: at + 1 })}
            name={`texts.${at}`}
            rows={3}
            value={text}
            max={TEXT_MAX}
            onInput={(now) => set(replaced(texts, at, now))}
            error={faults.get(`texts.${at}`)}
          />
          <OrderButtons
            name={t("text_n", { n: at + 1 })}
            at={at}
            count={texts.length}
            onMove={(by) => set(moved(texts, at, by))}
            onRemove={() => set(replaced(texts, at, null))}
          />
        </div>
      ))}
      <div class="row">
        <Button small icon="plus" onClick={() => set([...texts, ""])}>
          {t("add_text")}
        </Button>
      </div>
    </section>
  );
}

/** To whom the paper goes and who signs it. */
export function Paper({ content, faults, onChange }: Edit) {
  const wrong = [...faults].find(([path]) => path.startsWith("recipients"))?.[1];
  return (
    <section class="card pad stack" aria-label={t("paper")}>
      <h2>{t("paper")}</h2>
      <TextField
        label={t("recipients")}
        name="recipients"
        rows={3}
        value={content.recipients.join("\n")}
        onInput={(text) => onChange({ ...content, recipients: text.split("\n") })}
        error={hasFault(faults, "recipients") ? wrong : undefined}
      />
      <TextField
        label={t("signer_role")}
        name="signer_role"
        value={content.signer_role}
        max={TITLE_MAX}
        onInput={(signer_role) => onChange({ ...content, signer_role })}
        error={faults.get("signer_role")}
      />
    </section>
  );
}
