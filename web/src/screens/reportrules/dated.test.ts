import { describe, expect, it } from "vitest";
import { lastDay, stateOn } from "./dated";

const ROWS = [
  { valid_from: "2027-01-01" },
  { valid_from: "2026-03-01" },
  { valid_from: "2020-01-01" },
];

function states(day: string): string[] {
  return ROWS.map((row) => stateOn(ROWS, row, day));
}

describe("rows that hold from a day on", () => {
  it("hold until the day before the next begins", () => {
    expect(ROWS.map((row) => lastDay(ROWS, row))).toEqual([null, "2026-12-31", "2026-02-28"]);
  });
  it("are past, in force or to come, as of a day", () => {
    expect(states("2026-02-28")).toEqual(["to_come", "to_come", "in_force"]);
    expect(states("2026-03-01")).toEqual(["to_come", "in_force", "past"]);
    expect(states("2030-01-01")).toEqual(["in_force", "past", "past"]);
    expect(states("2019-12-31")).toEqual(["to_come", "to_come", "to_come"]);
  });
  it("never hold when another of the same day was entered later", () => {
    const same = [{ valid_from: "2026-03-01" }, { valid_from: "2026-03-01" }];
    expect(same.map((row) => lastDay(same, row))).toEqual([null, null]);
    expect(same.map((row) => stateOn(same, row, "2026-05-01"))).toEqual(["in_force", "replaced"]);
  });
});
