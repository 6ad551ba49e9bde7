import { expect, it } from "vitest";
import { chainOf, folded, isZero, recordPath, signed } from "./figures";

const row = (total: number, previous: number | null = null) => ({
  code: `${total}`,
  label_vi: "",
  label_en: "",
  total,
  share_permille: null,
  previous,
  cumulative: null,
  cells: [],
});

it("folds lines of zeros away when they are many, and none that had figures a year before", () => {
  expect(folded([row(1), row(0), row(0)], isZero).zeros).toBe(0);
  const many = folded([row(1), row(0), row(0), row(0), row(0), row(0, 7)], isZero);
  expect(many.zeros).toBe(4);
  expect(many.shown.map((one) => one.total)).toEqual([1, 0]);
});

it("says what a reason brought and took", () => {
  expect(signed(3, 1)).toBe("+3 −1");
  expect(signed(0, 2)).toBe("−2");
  expect(signed(0, 0)).toBe("0");
});

it("leads to a record, and nowhere where it may not be opened", () => {
  expect(recordPath("person", "7")).toBe("/persons/7");
  expect(recordPath(null, null)).toBeNull();
});

it("knows the counts of the same thing, oldest first", () => {
  const one = {
    report: "victims",
    from: "2026-01-01",
    to: "2026-06-30",
    age_set: "law",
    geography: "p34" as const,
    organisation_id: null,
    organisation_name: null,
    title_vi: "",
    title_en: "",
    id: "1",
    number: 1,
    definition_version: 1,
    previous_id: null,
    created_at: "",
    created_by: null,
    state_at: "",
    log_size: 0,
    log_hash: "",
    figures_hash: "",
  };
  const two = { ...one, id: "2", number: 2 };
  const other = { ...one, id: "3", to: "2026-12-31" };
  expect(chainOf(one, [two, other, one]).map(({ id }) => id)).toEqual(["1", "2"]);
});
