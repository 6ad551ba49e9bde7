// A drawn signature as lines: whole numbers in a field of fixed size, so that it prints sharply and
// can be compared. No picture leaves the device.
export const WIDTH = 600;
export const HEIGHT = 200;
/** Nearer points are left out: they add bytes and nothing to see. */
const STEP = 3;
/** More points than a signature can need: the rest of a line is dropped. */
export const MOST_POINTS = 2000;

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
  if (last && Math.abs(last[0] - point[0]) < STEP && Math.abs(last[1] - point[1]) < STEP) {
    return stroke;
  }
  return [...stroke, point];
}

/** How many points there are. */
export function size(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
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
