import type { Of } from "../../api/types";
import { SelectField } from "../Field";
import { ageSetWord, reportWord } from "./words";

const AGE_SETS = ["un_wide", "tongdai_caller", "tongdai_victim_fixed", "law", "ctdc"] as const;
const GEOGRAPHIES = ["p34", "p63"] as const satisfies readonly Of<"Geography">[];

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** The word for none of them. */
  empty?: string;
  name?: string;
  error?: string | undefined;
}

/** In which age bands people are counted; a set that is not listed stays a choice while it holds. */
export function AgeSetField(props: Props) {
  const sets: string[] = [...AGE_SETS];
  if (props.value && !sets.includes(props.value)) sets.push(props.value);
  return (
    <SelectField
      {...props}
      label={reportWord("age_set")}
      options={sets.map((value) => ({ value, label: ageSetWord(value) }))}
    />
  );
}

/** In which geography places are read. */
export function GeographyField(props: Props & { rules?: boolean }) {
  const { rules, ...field } = props;
  const all = rules ? (["of_the_period", ...GEOGRAPHIES] as const) : GEOGRAPHIES;
  return (
    <SelectField
      {...field}
      label={reportWord("geography")}
      options={all.map((value) => ({ value, label: reportWord(value) }))}
    />
  );
}
