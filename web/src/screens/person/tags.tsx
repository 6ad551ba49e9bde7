import type { Of } from "../../api/types";
import { Tag, type Tone } from "../../ui/parts";
import { word } from "./words";

const CONSENTS: Record<Of<"ConsentState">, Tone> = {
  in_force: "ok",
  not_yet: "wait",
  expired: "",
  withdrawn: "bad",
  incomplete: "warn",
  refused: "bad",
};

export function ConsentTag({ state }: { state: Of<"ConsentState"> }) {
  return <Tag tone={CONSENTS[state]}>{word("consent", state)}</Tag>;
}
