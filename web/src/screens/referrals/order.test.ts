import { expect, test } from "vitest";
import { byUrgency } from "./order";

const line = (updated_at: string, more: object = {}) => ({
  overdue: false,
  emergency: false,
  due_at: null,
  updated_at,
  ...more,
});

test("danger stands before what is late, late before what is due, due before what has no clock", () => {
  const calm = line("2026-11-01");
  const due = line("2026-11-04", { due_at: "2026-11-30T00:00:00Z" });
  const late = line("2026-11-03", { due_at: "2026-11-20T00:00:00Z", overdue: true });
  const danger = line("2026-11-05", { emergency: true });
  expect(byUrgency([calm, due, late, danger])).toEqual([danger, late, due, calm]);
});
