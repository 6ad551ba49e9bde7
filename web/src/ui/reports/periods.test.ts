import { expect, it } from "vitest";
import { nameOf, periodOf } from "./periods";

it("knows the periods of official reports", () => {
  expect(periodOf("p_month", "2026-02-10")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(periodOf("p_last_month", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(periodOf("p_quarter", "2026-11-21")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(periodOf("p_half", "2021-06-30")).toEqual({ from: "2021-01-01", to: "2021-06-30" });
  expect(periodOf("p_half", "2021-07-01")).toEqual({ from: "2021-07-01", to: "2021-12-31" });
  expect(periodOf("p_year", "2026-11-21")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
});

it("knows nine months, and by which name a period goes", () => {
  expect(periodOf("p_nine_months", "2026-11-21")).toEqual({ from: "2026-01-01", to: "2026-09-30" });
  expect(nameOf({ from: "2026-10-01", to: "2026-12-31" }, "2026-11-21")).toBe("p_quarter");
  expect(nameOf({ from: "2026-10-02", to: "2026-12-31" }, "2026-11-21")).toBeNull();
});
