import { useId, useRef, useState } from "preact/hooks";
import { Button } from "../parts";
import { extend, HEIGHT, MOST_POINTS, pathOf, pointAt, type Stroke, size, WIDTH } from "./strokes";
import { t } from "./words";

interface Props {
  label: string;
  strokes: readonly Stroke[];
  onChange: (strokes: Stroke[]) => void;
  error?: string | undefined;
}

/** Only lines, as they were drawn. */
export function SignatureView({ strokes, label }: { strokes: readonly Stroke[]; label: string }) {
  return (
    <svg class="signature" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {strokes.map((stroke, index) => (
        <path key={index} d={pathOf(stroke)} />
      ))}
    </svg>
  );
}

/** A box to sign in with a finger, a pen or a mouse. Those who cannot draw use another way. */
export function SignaturePad({ label, strokes, onChange, error }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [line, setLine] = useState<Stroke | null>(null);
  const current = useRef<Stroke | null>(null);
  function pointOf(event: PointerEvent) {
    const frame = box.current?.getBoundingClientRect();
    if (!frame) return null;
    return pointAt(
      event.clientX - frame.left,
      event.clientY - frame.top,
      frame.width,
      frame.height,
    );
  }
  function start(event: PointerEvent) {
    if (event.button !== 0 || !event.isPrimary) return;
    const point = pointOf(event);
    if (!point || size(strokes) >= MOST_POINTS) return;
    event.preventDefault();
    box.current?.setPointerCapture(event.pointerId);
    current.current = [point];
    setLine(current.current);
  }
  function move(event: PointerEvent) {
    if (!current.current || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const point = pointOf(one);
      if (point && size(strokes) + current.current.length < MOST_POINTS) {
        current.current = extend(current.current, point);
      }
    }
    setLine(current.current);
  }
  function end() {
    if (!current.current) return;
    const drawn = current.current;
    current.current = null;
    setLine(null);
    onChange([...strokes, drawn]);
  }
  const shown = line ? [...strokes, line] : strokes;
  return (
    <div class="field">
      <span class="label" id={id}>
        {label}
      </span>
      <div
        ref={box}
        class={error ? "signaturebox wrong" : "signaturebox"}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <SignatureView
          strokes={shown}
          label={`${label}: ${t(shown.length > 0 ? "drawn" : "empty")}`}
        />
        {shown.length === 0 ? <span class="signhere tiny muted">{t("sign_here")}</span> : null}
      </div>
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
        {error ? <span class="fielderror">{error}</span> : null}
      </div>
    </div>
  );
}
