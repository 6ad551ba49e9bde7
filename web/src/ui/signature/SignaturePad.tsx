import { useId, useRef, useState } from "preact/hooks";
import { fieldError } from "../../api/problems";
import { Button } from "../parts";
import {
  extend,
  HEIGHT,
  MOST_STROKES,
  type Point,
  pathOf,
  pointAt,
  type Stroke,
  WIDTH,
} from "./strokes";
import { t } from "./words";

/** How far an arrow key moves the pen. */
const KEY_STEP = 25;
const MOVES: Record<string, Point> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

interface Props {
  label: string;
  strokes: readonly Stroke[];
  onChange: (strokes: Stroke[]) => void;
  error?: string | undefined;
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** A box to sign in with a finger, a pen or a mouse; by keyboard with the arrows and Space. */
export function SignaturePad({ label, strokes, onChange, error }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const line = useRef<Stroke | null>(null);
  const [pen, setPen] = useState<Point | null>(null);
  const [, redraw] = useState(0);
  function take(next: Stroke | null) {
    line.current = next;
    redraw((turn) => turn + 1);
  }
  function pointOf(event: PointerEvent): Point {
    const frame = box.current?.getBoundingClientRect() ?? new DOMRect();
    return pointAt(
      event.clientX - frame.left,
      event.clientY - frame.top,
      frame.width,
      frame.height,
    );
  }
  function start(event: PointerEvent) {
    if (event.button !== 0 || !event.isPrimary || strokes.length >= MOST_STROKES) return;
    event.preventDefault();
    box.current?.setPointerCapture(event.pointerId);
    take([pointOf(event)]);
  }
  function move(event: PointerEvent) {
    if (!line.current || pen || !event.isPrimary) return;
    const events = event.getCoalescedEvents?.() ?? [];
    take((events.length > 0 ? events : [event]).map(pointOf).reduce(extend, line.current));
  }
  function end() {
    const drawn = line.current;
    setPen(null);
    take(null);
    if (drawn) onChange([...strokes, drawn]);
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = MOVES[event.key];
    const at = pen ?? [WIDTH / 4, Math.round(HEIGHT / 2)];
    if (by) {
      const next: Point = [within(at[0] + by[0], WIDTH), within(at[1] + by[1], HEIGHT)];
      setPen(next);
      if (line.current) take(extend(line.current, next));
    } else if (event.key === " ") {
      if (line.current) end();
      else take([at]);
      setPen(at);
    } else return;
    event.preventDefault();
  }
  const shown = line.current ? [...strokes, line.current] : strokes;
  return (
    <div class="field">
      <span class="label" id={id}>
        {label}
      </span>
      <div
        ref={box}
        class={error ? "signaturebox wrong" : "signaturebox"}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: drawing takes keys as well as a pen
        tabIndex={0}
        aria-labelledby={id}
        aria-describedby={`${id}-how`}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKeyDown}
      >
        <svg
          class="signature"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          aria-hidden="true"
          focusable="false"
        >
          {shown.map((stroke, index) => (
            <path key={index} d={pathOf(stroke)} />
          ))}
          {pen ? <circle cx={pen[0]} cy={pen[1]} r={line.current ? 5 : 10} /> : null}
        </svg>
      </div>
      <p class="hint" id={`${id}-how`}>
        {t(shown.length > 0 ? "drawn" : "sign_here")}
      </p>
      <div class="row">
        <Button
          small
          kind="quiet"
          busy={strokes.length === 0}
          onClick={() => onChange(strokes.slice(0, -1))}
        >
          {t("undo")}
        </Button>
        <Button small kind="quiet" busy={strokes.length === 0} onClick={() => onChange([])}>
          {t("clear")}
        </Button>
        {error ? <span class="fielderror">{fieldError(error)}</span> : null}
      </div>
    </div>
  );
}
