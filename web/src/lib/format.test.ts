import { describe, expect, it } from "vitest";
import * as format from "./format";

describe("formats", () => {
  it("show local days and times", () => {
    expect(format.momentOf("2026-11-20T17:05:00.000Z")).toBe("21/11/2026 00:05");
    expect(format.dayOf("2026-11-20T16:59:59.999Z")).toBe("2026-11-20");
  });
  it("read a day as it is written here and refuse days that do not exist", () => {
    expect(format.parseDay("5/1/2026")).toBe("2026-01-05");
    expect(format.parseDay("30/02/2026")).toBeNull();
    expect(format.parseDay("hôm qua")).toBeNull();
  });
  it("read a moment and a month as they are written here", () => {
    expect(format.parseMoment("21/11/2026 00:05")).toBe("2026-11-20T17:05:00.000Z");
    expect(format.parseMoment("21/11/2026")).toBe("2026-11-20T17:00:00.000Z");
    expect(format.momentText("2026-11-20T17:05:00.000Z")).toBe("21/11/2026 00:05");
    expect(format.parseMoment("21/11/2026 25:00")).toBeNull();
    expect(format.parseMonth("2/2026")).toBe("2026-02");
    expect(format.parseMonth("13/2026")).toBeNull();
  });
  it("know the end of a day", () => {
    expect(format.isDayEnd("2026-11-23T17:00:00.000Z")).toBe(true);
    expect(format.dayEndingAt("2026-11-23T17:00:00.000Z")).toBe("23/11/2026");
  });
  it("write numbers and shares", () => {
    expect(format.numberText(1234567)).toBe("1.234.567");
    expect(format.numberText(-1200)).toBe("-1.200");
    expect(format.permilleText(853)).toBe("85,3 %");
    expect(format.permilleText(1000)).toBe("100,0 %");
  });
  it("write a stopwatch", () => {
    expect(format.stopwatchText(258_000)).toBe("04:18");
    expect(format.stopwatchText(3_600_000)).toBe("1:00:00");
  });
  it("know how long a month is", () => {
    expect(format.monthDays("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(format.addDays("2026-12-31", 1)).toBe("2027-01-01");
  });
});
