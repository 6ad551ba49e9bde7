import { expect, test } from "vitest";
import { extend, pathOf, pointAt, type Stroke, sent } from "./strokes";

test("a place on the screen becomes whole numbers of the field, whatever the size of the screen", () => {
  expect(pointAt(150, 50, 300, 100)).toEqual([500, 167]);
  expect(pointAt(300, 100, 600, 200)).toEqual([500, 167]);
});

test("a pen that leaves the box stays at its edge", () => {
  expect(pointAt(-20, 400, 320, 100)).toEqual([0, 333]);
});

test("points that add nothing are left out", () => {
  const line: Stroke = [[10, 10]];
  expect(extend(line, [11, 11])).toBe(line);
  expect(extend(line, [40, 12])).toEqual([
    [10, 10],
    [40, 12],
  ]);
});

test("a dot can be seen too", () => {
  expect(pathOf([[5, 6]])).toBe("M5 6h1");
  expect(
    pathOf([
      [5, 6],
      [9, 9],
      [12, 4],
    ]),
  ).toBe("M5 6L9 9 12 4");
  expect(sent([[[5, 6]]])).toEqual([
    [
      { x: 5, y: 6 },
      { x: 5, y: 6 },
    ],
  ]);
});
