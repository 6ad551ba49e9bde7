import type { IconName } from "./Icon";
import { Button } from "./parts";

/** One act and the look of its button. */
export interface ActButton<A> {
  act: A;
  kind: "main" | "danger" | "quiet" | "";
  icon?: IconName;
  keys?: string;
}

interface Props<A> {
  /** In the order they are to stand. */
  buttons: readonly ActButton<A>[];
  /** Which of them there are: the server says so. */
  can: (act: A) => boolean;
  word: (act: A) => string;
  onAct: (act: A) => void;
}

/** What this viewer may do now, a button each. */
export function ActButtons<A extends string>({ buttons, can, word, onAct }: Props<A>) {
  return (
    <>
      {buttons
        .filter(({ act }) => can(act))
        .map(({ act, ...look }) => (
          <Button key={act} {...look} onClick={() => onAct(act)}>
            {word(act)}
          </Button>
        ))}
    </>
  );
}
