// The parts of a definition: what each counts, of which records, in which tables.
import { useState } from "preact/hooks";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { options, places } from "../../lib/codes";
import { useOrganisations } from "../../lib/organisations";
import { MultiCombobox } from "../../ui/Combobox";
import { CheckField, FieldNotes, type Option, SelectField, TextField } from "../../ui/Field";
import { Button, Empty } from "../../ui/parts";
import {
  type Content,
  type Faults,
  freeCode,
  hasFault,
  moved,
  type Part,
  replaced,
  type Table,
} from "./definition";
import type { Edit } from "./editDefinition";
import { OrderButtons } from "./OrderButtons";
import { t, word } from "./words";

type Filter = Of<"ReportFilter">;
type Dimension = Of<"ReportDimensions">["dimensions"][number];

const UNITS: readonly Of<"ReportUnit">[] = [
  "contact",
  "case",
  "person",
  "service_event",
  "referral_event",
  "duty",
];
const TITLE_MAX = 200;
const CODE_MAX = 40;

function dimensionOptions(dimensions: readonly Dimension[]): Option[] {
  return dimensions.map(({ code }) => ({ value: code, label: word("dim", code) }));
}

/** The choices for the rows of a dimension; none where they are not in a list. */
function codesOf(dimension: Dimension | undefined, ageSet: string, bodies: Option[]): Option[] {
  switch (dimension?.code) {
    case undefined:
      return [];
    case "age_band":
      return options(ageSet === "un_wide" ? "age_band" : `age_band_${ageSet}`);
    case "province":
      return places();
    case "owner":
    case "organisation":
      return bodies;
    default:
      return dimension?.list ? options(dimension.list) : [];
  }
}

interface FilterProps {
  filter: Filter;
  path: string;
  faults: Faults;
  dimensions: readonly Dimension[];
  ageSet: string;
  onChange: (filter: Filter | null) => void;
}

function EditFilter({ filter, path, faults, dimensions, ageSet, onChange }: FilterProps) {
  const bodies = useOrganisations();
  const dimension = dimensions.find((one) => one.code === filter.dimension);
  const choices = codesOf(dimension, ageSet, bodies);
  const shared = { label: t("codes"), error: faults.get(`${path}.codes`) };
  return (
    <div class="grid2">
      <SelectField
        label={t("dimension")}
        name={`${path}.dimension`}
        value={filter.dimension}
        empty="–"
        options={dimensionOptions(dimensions)}
        onChange={(code) => onChange({ dimension: code, codes: [] })}
        error={faults.get(`${path}.dimension`)}
      />
      {choices.length > 0 ? (
        <MultiCombobox
          {...shared}
          name={`${path}.codes`}
          values={filter.codes}
          options={choices}
          onChange={(codes) => onChange({ ...filter, codes })}
        />
      ) : (
        <TextField
          {...shared}
          name={`${path}.codes`}
          hint={t("codes_hint")}
          value={filter.codes.join(", ")}
          onInput={(text) => onChange({ ...filter, codes: text.split(/\s*,\s*/).filter(Boolean) })}
        />
      )}
      <div class="wide">
        <Button small kind="quiet" onClick={() => onChange(null)}>
          {t("remove")}
        </Button>
      </div>
    </div>
  );
}

interface TitleProps {
  of: { title_vi: string; title_en: string };
  path: string;
  faults: Faults;
  onChange: (change: { title_vi?: string; title_en?: string }) => void;
}

/** The name in both languages. */
function TitleFields({ of, path, faults, onChange }: TitleProps) {
  return (["title_vi", "title_en"] as const).map((field) => (
    <TextField
      key={field}
      label={t(field)}
      name={`${path}.${field}`}
      value={of[field]}
      max={TITLE_MAX}
      required
      onInput={(text) => onChange({ [field]: text })}
      error={faults.get(`${path}.${field}`)}
    />
  ));
}

interface TableProps {
  table: Table;
  path: string;
  faults: Faults;
  dimensions: readonly Dimension[];
  onChange: (table: Table) => void;
}

function TableFields({ table, path, faults, dimensions, onChange }: TableProps) {
  const set = (change: Partial<Table>) => onChange({ ...table, ...change });
  return (
    <div class="grid2">
      <TitleFields of={table} path={path} faults={faults} onChange={set} />
      <SelectField
        label={t("rows")}
        name={`${path}.rows`}
        value={table.rows}
        empty="–"
        options={dimensionOptions(dimensions)}
        onChange={(rows) => set({ rows })}
        error={faults.get(`${path}.rows`)}
      />
      <SelectField
        label={t("columns")}
        name={`${path}.columns`}
        value={table.columns ?? ""}
        empty={t("no_columns")}
        options={dimensionOptions(dimensions)}
        onChange={(columns) => set({ columns: columns || null })}
        error={faults.get(`${path}.columns`)}
      />
      <TextField
        label={t("code")}
        name={`${path}.code`}
        value={table.code}
        max={CODE_MAX}
        required
        onInput={(code) => set({ code })}
        error={faults.get(`${path}.code`)}
      />
      <CheckField label={t("chart")} checked={table.chart} onChange={(chart) => set({ chart })} />
    </div>
  );
}

/** One line a table says, while it is not being edited. */
function tableText(table: Table): string {
  const by = [table.rows, table.columns].filter(Boolean).map((code) => word("dim", code));
  const more = [by.join(" × "), table.chart ? t("chart") : ""].filter(Boolean).join(", ");
  const title = pick(table.title_vi, table.title_en) || table.code;
  return more ? `${title} (${more})` : title;
}

interface PartProps {
  part: Part;
  path: string;
  at: number;
  count: number;
  edit: Edit;
  onChange: (part: Part) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** The tables of a part: one line each, the open one and those with a fault with their fields. */
function Tables(
  props: Pick<PartProps, "part" | "path" | "edit" | "onChange"> & {
    dimensions: readonly Dimension[];
  },
) {
  const { part, path, edit, dimensions, onChange } = props;
  const [open, setOpen] = useState(-1);
  const { tables } = part;
  const set = (now: Table[]) => onChange({ ...part, tables: now });
  function add() {
    const code = freeCode(
      "table",
      tables.map((table) => table.code),
    );
    set([...tables, { code, title_vi: "", title_en: "", rows: "", columns: null, chart: false }]);
    setOpen(tables.length);
  }
  return (
    <div class="stack tight">
      <h3>{t("tables")}</h3>
      <FieldNotes id={`${path}-tables`} error={edit.faults.get(`${path}.tables`)} />
      <ol class="stack tight tablelist">
        {tables.map((table, at) => {
          const here = `${path}.tables.${at}`;
          const shown = open === at || hasFault(edit.faults, here);
          const name = tableText(table);
          return (
            <li key={at} class="stack tight">
              <div class="row between">
                <span class="small">{name}</span>
                <div class="row">
                  <Button
                    small
                    kind="quiet"
                    icon="edit"
                    label={`${t(shown ? "close" : "edit")}: ${name}`}
                    onClick={() => setOpen(open === at ? -1 : at)}
                  >
                    {t(shown ? "close" : "edit")}
                  </Button>
                  <OrderButtons
                    name={name}
                    at={at}
                    count={tables.length}
                    onMove={(by) => {
                      set(moved(tables, at, by));
                      if (open === at) setOpen(at + by);
                    }}
                    onRemove={() => {
                      set(replaced(tables, at, null));
                      setOpen(-1);
                    }}
                  />
                </div>
              </div>
              {shown ? (
                <TableFields
                  table={table}
                  path={here}
                  faults={edit.faults}
                  dimensions={dimensions}
                  onChange={(now) => set(replaced(tables, at, now))}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
      <div class="row">
        <Button small icon="plus" onClick={add}>
          {t("add_table")}
        </Button>
      </div>
    </div>
  );
}

function Filters(
  props: Pick<PartProps, "part" | "path" | "edit" | "onChange"> & {
    dimensions: readonly Dimension[];
  },
) {
  const { part, path, edit, dimensions, onChange } = props;
  const { filters } = part;
  const set = (now: Filter[]) => onChange({ ...part, filters: now });
  return (
    <div class="stack tight">
      <h3>{t("filters")}</h3>
      {filters.length === 0 ? <p class="tiny muted">{t("no_filters")}</p> : null}
      {filters.map((filter, at) => (
        <EditFilter
          key={at}
          filter={filter}
          path={`${path}.filters.${at}`}
          faults={edit.faults}
          dimensions={dimensions}
          ageSet={edit.content.age_set}
          onChange={(now) => set(replaced(filters, at, now))}
        />
      ))}
      <div class="row">
        <Button small icon="plus" onClick={() => set([...filters, { dimension: "", codes: [] }])}>
          {t("add_filter")}
        </Button>
      </div>
    </div>
  );
}

function EditPart({ part, path, at, count, edit, onChange, onMove, onRemove }: PartProps) {
  const { faults } = edit;
  const set = (change: Partial<Part>) => onChange({ ...part, ...change });
  const dimensions = edit.dimensions.find((one) => one.unit === part.unit)?.dimensions ?? [];
  const title = pick(part.title_vi, part.title_en);
  const name = title ? `${t("part_n", { n: at + 1 })}: ${title}` : t("part_n", { n: at + 1 });
  const inner = { part, path, edit, dimensions, onChange };
  return (
    <section class="card pad stack" aria-label={name}>
      <div class="row between">
        <h2>{name}</h2>
        <OrderButtons name={name} at={at} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
      <div class="grid2">
        <TitleFields of={part} path={path} faults={faults} onChange={set} />
        <SelectField
          label={t("unit")}
          name={`${path}.unit`}
          value={part.unit}
          options={UNITS.map((value) => ({ value, label: word("unit", value) }))}
          onChange={(unit) => set({ unit: unit as Part["unit"] })}
          error={faults.get(`${path}.unit`)}
        />
        <TextField
          label={t("code")}
          name={`${path}.code`}
          value={part.code}
          max={CODE_MAX}
          required
          onInput={(code) => set({ code })}
          error={faults.get(`${path}.code`)}
        />
      </div>
      <Filters {...inner} />
      <Tables {...inner} />
    </section>
  );
}

const NEW_UNIT = "contact";

export function Parts(edit: Edit) {
  const { content, faults, onChange } = edit;
  const { parts } = content;
  const set = (now: Content["parts"]) => onChange({ ...content, parts: now });
  function add() {
    const code = freeCode(
      "part",
      parts.map((part) => part.code),
    );
    set([...parts, { code, title_vi: "", title_en: "", unit: NEW_UNIT, filters: [], tables: [] }]);
  }
  return (
    <>
      {parts.map((part, at) => (
        <EditPart
          key={at}
          part={part}
          path={`parts.${at}`}
          at={at}
          count={parts.length}
          edit={edit}
          onChange={(now) => set(replaced(parts, at, now))}
          onMove={(by) => set(moved(parts, at, by))}
          onRemove={() => set(replaced(parts, at, null))}
        />
      ))}
      {parts.length === 0 && !faults.has("parts") ? <Empty>{t("no_parts")}</Empty> : null}
      <FieldNotes id="parts" error={faults.get("parts")} />
      <div class="row">
        <Button small icon="plus" onClick={add}>
          {t("add_part")}
        </Button>
      </div>
    </>
  );
}
