import type { ComponentChildren } from "preact";
import { common } from "../i18n/common";
import type { Query } from "../lib/query";
import { DateField } from "./DateField";
import { type Option, SelectField } from "./Field";

/** The filters above a list. */
export function Filters({ children }: { children: ComponentChildren }) {
  return (
    <section class="card filters" aria-label={common("search")}>
      {children}
    </section>
  );
}

interface FilterProps {
  query: Query;
  name: string;
  label: string;
  options: readonly Option[];
}

/** A filter of the address that is one of a few values, or none of them. */
export function Filter({ query, name, label, options }: FilterProps) {
  return (
    <SelectField
      label={label}
      value={query.get(name)}
      empty={common("all")}
      options={options}
      onChange={(value) => query.set({ [name]: value })}
    />
  );
}

/** From which day to which. */
export function Period({ query }: { query: Query }) {
  return (
    <>
      {(["from", "to"] as const).map((name) => (
        <DateField
          key={name}
          label={common(`${name}_day`)}
          value={query.get(name)}
          onChange={(value) => query.set({ [name]: value })}
        />
      ))}
    </>
  );
}
