import { expect, it } from "vitest";
import * as definition from "./definition";

it("finds a field in both ways in which the server names it", () => {
  expect(definition.pathOf("definition.parts.0.tables.1.title_vi")).toBe(
    "parts.0.tables.1.title_vi",
  );
  expect(definition.pathOf("parts.0.title.en")).toBe("parts.0.title_en");
  expect(definition.pathOf("title.vi")).toBe("title_vi");
  const faults = definition.faultsOf([
    { field: "parts.0.tables.1.rows", code: "required" },
    { field: "texts.2", code: "unknown_figure" },
  ]);
  expect(faults.get("texts.2")).toBe("unknown_figure");
  expect(definition.hasFault(faults, "parts.0.tables.1")).toBe(true);
  expect(definition.hasFault(faults, "parts.0.tables.10")).toBe(false);
});

it("moves, replaces and takes out", () => {
  expect(definition.moved(["a", "b"], 1, -1)).toEqual(["b", "a"]);
  expect(definition.moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(definition.replaced(["a", "b"], 0, null)).toEqual(["b"]);
  expect(definition.replaced(["a", "b"], 0, "c")).toEqual(["c", "b"]);
});

it("gives codes that are free, and sends nothing empty", () => {
  expect(definition.freeCode("table", ["table_1", "sex"])).toBe("table_2");
  const sent = definition.toSend({
    ...definition.EMPTY,
    texts: ["", "x"],
    recipients: [" a ", ""],
  });
  expect(sent.texts).toEqual(["x"]);
  expect(sent.recipients).toEqual(["a"]);
});

it("copies everything but the code", () => {
  const stored = { ...definition.EMPTY, code: "victims", version: 3, title_vi: "Nạn nhân" };
  expect(definition.contentOf(stored, true)).toMatchObject({ code: "", title_vi: "Nạn nhân" });
  expect(definition.contentOf(stored)).not.toHaveProperty("version");
});

it("names the places for figures", () => {
  const table = {
    code: "sex",
    title_vi: "",
    title_en: "",
    rows: "sex",
    columns: null,
    chart: false,
  };
  const part = {
    code: "victims",
    title_vi: "",
    title_en: "",
    unit: "person" as const,
    filters: [],
    tables: [table],
  };
  expect(definition.placeholders({ ...definition.EMPTY, parts: [part] })).toEqual([
    "{victims}",
    "{victims.sex.…}",
  ]);
});
