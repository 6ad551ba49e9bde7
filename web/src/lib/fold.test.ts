import { expect, it } from "vitest";
import { fold, matchRank, search } from "./fold";

it("folds marks and the letter đ", () => {
  expect(fold("  Đắk   Lắk ")).toBe("dak lak");
});

it("ranks starts before words before insides", () => {
  expect(matchRank("Lạng Sơn", "lang")).toBe(0);
  expect(matchRank("Lạng Sơn", "son")).toBe(1);
  expect(matchRank("Lạng Sơn", "ng")).toBe(2);
  expect(matchRank("Lạng Sơn", "hue")).toBe(-1);
});

it("finds with and without marks", () => {
  const found = search(["Sơn La", "Lạng Sơn", "Huế"], "son", (name) => name);
  expect(found).toEqual(["Sơn La", "Lạng Sơn"]);
});
