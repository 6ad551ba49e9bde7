import { expect, test } from "vitest";
import { STEPS, statesOf, trackOfSummary } from "./track";

type Step = Parameters<typeof statesOf>[0][number];
type Summary = Parameters<typeof trackOfSummary>[0];

function steps(...changes: Partial<Step>[]): Step[] {
  return STEPS.map((step, index) => {
    const plain = { number: index + 1, step, done: false, skipped: false, missing: [] };
    return { ...plain, officer: null, ...changes[index] } as unknown as Step;
  });
}

const done = { done: true, officer: "x" };

test("the first step that is not done is in hand, the rest waits", () => {
  expect(statesOf(steps(done, done), false)).toEqual([
    "done",
    "done",
    "now",
    "todo",
    "todo",
    "todo",
    "todo",
  ]);
});

test("a step that was recorded and lacks something is blocked and shown as such", () => {
  const lacking = { officer: "x", missing: [{ field: "consent", code: "required" }] };
  expect(statesOf(steps(done, done, done, done, lacking), false)[4]).toBe("blocked");
});

test("steps put off on the emergency path are red; the journey is in hand all the same", () => {
  const off = { skipped: true };
  expect(statesOf(steps(done, off, off, off, off), false)).toEqual([
    "done",
    "skipped",
    "skipped",
    "skipped",
    "skipped",
    "now",
    "todo",
  ]);
});

test("under a referral that has ended nothing is in hand", () => {
  expect(statesOf(steps(done), true)).not.toContain("now");
  const line = { status: "declined", steps_done: ["risk_assessment"] } as unknown as Summary;
  expect(trackOfSummary(line).map((one) => one.state)).toEqual(["done", ...Array(6).fill("todo")]);
});
