// A drawn signature as lines: whole numbers in a field of fixed size, so that it prints sharply and
// can be compared. No picture leaves the device.
export const WIDTH = 1000;
export const HEIGHT = 333;
/** Nearer points are left out: they add bytes and nothing to see. */
const STEP = 5;
/** More than a line of a signature can need: the rest of it is dropped. */
const MOST_POINTS = 500;
/** More lines than a signature can need. */
export const MOST_STROKES = 200;

export type Point = [number, number];
export type Stroke = Point[];

/** A place inside the drawn box as a point of the field; outside places go to its edge. */
export function pointAt(x: number, y: number, width: number, height: number): Point {
  const inside = (value: number, size: number, limit: number) =>
    Math.min(limit, Math.max(0, Math.round((value / Math.max(size, 1)) * limit)));
  return [inside(x, width, WIDTH), inside(y, height, HEIGHT)];
}

/** The line with one more point; the same line where the point adds nothing. */
export function extend(stroke: Stroke, point: Point): Stroke {
  const last = stroke[stroke.length - 1];
  if (stroke.length >= MOST_POINTS) return stroke;
  if (last && Math.abs(last[0] - point[0]) < STEP && Math.abs(last[1] - point[1]) < STEP) {
    return stroke;
  }
  return [...stroke, point];
}

/** The lines as the server takes them: a dot becomes a line of no length. */
export function sent(strokes: readonly Stroke[]): { x: number; y: number }[][] {
  return strokes.map((stroke) =>
    (stroke.length === 1 ? [...stroke, ...stroke] : stroke).map(([x, y]) => ({ x, y })),
  );
}

/** One line as the path of an SVG; a single point becomes a dot. */
export function pathOf(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (!first) return "";
  const start = `M${first[0]} ${first[1]}`;
  return rest.length === 0
    ? `${start}h1`
    : `${start}L${rest.map(([x, y]) => `${x} ${y}`).join(" ")}`;
}
