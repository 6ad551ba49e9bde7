import { expect, it } from "vitest";
import { asksMigration, isBlank, isChild, parseAge, searchable } from "./rules";

it("asks about safe migration when a topic calls for it (R-080)", () => {
  expect(asksMigration({ topics: ["law_policy"] })).toBe(false);
  expect(asksMigration({ topics: ["labour_export_check"] })).toBe(true);
});

it("takes a person under 18 for a child, by age before band", () => {
  expect(isChild({ age: 17 })).toBe(true);
  expect(isChild({ age: 18, age_band: "10_14" })).toBe(false);
  expect(isChild({})).toBe(false);
});

it("looks for earlier calls from eight digits on", () => {
  expect(searchable("0900 000")).toBe(false);
  expect(searchable("0900 000 01")).toBe(true);
});

it("knows a draft nobody wrote into", () => {
  const own = { channel: "phone_111", direction: "in", started_at: "x", topics: [] } as const;
  expect(isBlank({ ...own, topics: [] })).toBe(true);
  expect(isBlank({ ...own, topics: [], summary: "a" })).toBe(false);
});

it("reads an age or says that it is none", () => {
  expect(parseAge(" 17")).toBe(17);
  expect(parseAge("")).toBeNull();
  expect(parseAge("mười")).toBeUndefined();
});
