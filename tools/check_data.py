#!/usr/bin/env python3
"""Checks the first content in data/: known facts, unique keys, references, dates.

Usage: check_data.py [PROJECT_ROOT]. Prints one line per finding; exit 1 when there is any.
"""
import csv
import datetime
import pathlib
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
DATA = (ROOT if ROOT.is_dir() else ROOT.parents[1]) / "data"
TRUST = {"confirmed", "second_hand", "derived", "uncertain"}
REAL_PHONES = {"111", "18001567"}
UNCHANGED_2025 = {"01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"}
WORKING_DAYS = {2020: 252, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 250, 2026: 249}
findings = []


def complain(name, text):
    findings.append(f"data/{name}: {text}")


def rows(name):
    text = (DATA / name).read_bytes().decode("utf-8")
    lines = list(csv.reader(text.splitlines(), strict=True))
    for number, line in enumerate(lines, 1):
        if len(line) != len(lines[0]):
            complain(name, f"line {number}: {len(line)} fields, header has {len(lines[0])}")
    result = [dict(zip(lines[0], line)) for line in lines[1:]]
    for number, row in enumerate(result, 2):
        check_row(name, number, row)
    return result


def check_row(name, number, row):
    for column in ("valid_from", "valid_to", "date", "published_at"):
        if row.get(column):
            try:
                datetime.date.fromisoformat(row[column])
            except ValueError:
                complain(name, f"line {number}: {column} is no date: {row[column]}")
    if row.get("valid_from") and row.get("valid_to") and row["valid_to"] < row["valid_from"]:
        complain(name, f"line {number}: valid_to before valid_from")
    if "trust" in row and row["trust"] not in TRUST:
        complain(name, f"line {number}: unknown trust {row['trust']}")
    if "basis" in row and not row["basis"]:
        complain(name, f"line {number}: no basis")
    for column, value in row.items():
        if value != value.strip():
            complain(name, f"line {number}: spaces around {column}")


def unique(name, table, *columns):
    seen = set()
    for row in table:
        key = tuple(row[c] for c in columns)
        if key in seen:
            complain(name, f"twice: {' '.join(key)}")
        seen.add(key)


def no_overlap(name, table, *columns):
    """Periods of the same thing must not overlap."""
    periods = {}
    for row in table:
        periods.setdefault(tuple(row[c] for c in columns), []).append(
            (row["valid_from"] or "0001-01-01", row["valid_to"] or "9999-12-31"))
    for key, spans in periods.items():
        spans.sort()
        for before, after in zip(spans, spans[1:]):
            if after[0] <= before[1]:
                complain(name, f"periods overlap: {' '.join(key)}")


def known(name, table, column, allowed, split=None):
    for row in table:
        for value in row[column].split(split) if split else [row[column]]:
            if value and value not in allowed:
                complain(name, f"unknown {column}: {value}")


def check_territories():
    name = "territories.csv"
    table = rows(name)
    no_overlap(name, table, "geography", "code")
    old = {r["code"] for r in table if r["geography"] == "p63"}
    new = {r["code"]: r["predecessors"].split("|") for r in table if r["geography"] == "p34"}
    if len(old) != 63 or len(new) != 34:
        complain(name, f"{len(old)} old and {len(new)} new provinces, expected 63 and 34")
    if sorted(c for members in new.values() for c in members) != sorted(old):
        complain(name, "not every old province has exactly one successor")
    unchanged = {code for code, members in new.items() if members == [code]}
    if unchanged != UNCHANGED_2025:
        complain(name, f"provinces unchanged in 2025: {sorted(unchanged)}")
    for row in table:
        if row["geography"] == "p34" and set(row["predecessors"].split("|")) != set(new[row["code"]]):
            complain(name, f"predecessors of {row['code']} differ between periods")
    bac_ninh = [(r["kind"], r["valid_from"]) for r in table
                if r["geography"] == "p34" and r["code"] == "24"]
    if bac_ninh != [("tỉnh", "2025-07-01"), ("thành phố", "2026-09-20")]:
        complain(name, f"Bắc Ninh: {bac_ninh}")
    name = "region-sets.csv"
    regions = rows(name)
    unique(name, regions, "scheme", "region")
    for scheme in {r["scheme"] for r in regions}:
        parts = [r for r in regions if r["scheme"] == scheme]
        members = sorted(m for r in parts for m in r["members"].split("|"))
        whole = sorted(old if parts[0]["geography"] == "p63" else new)
        if members != whole:
            complain(name, f"{scheme} does not cover every province exactly once")
    return {("p63", c) for c in old} | {("p34", c) for c in new}


def check_calendar(codes):
    name = "calendar-days.csv"
    table = rows(name)
    unique(name, table, "date")
    known(name, table, "kind", codes["calendar_day_kind"])
    known(name, table, "audience", codes["calendar_audience"])
    days = {}
    for row in table:
        date = datetime.date.fromisoformat(row["date"])
        days[date] = row["kind"] == "swapped_work"
        weekend = date.weekday() >= 5
        if weekend != (row["kind"] == "swapped_work"):
            complain(name, f"{date} is {date:%A} but {row['kind']}")
    years = {int(r["year"]): int(r["working_days"]) for r in rows("calendar-years.csv")}
    if years != WORKING_DAYS:
        complain("calendar-years.csv", f"working days {years}, expected {WORKING_DAYS}")
    for year, expected in years.items():
        date, count = datetime.date(year, 1, 1), 0
        while date.year == year:
            count += days.get(date, date.weekday() < 5)
            date += datetime.timedelta(days=1)
        if count != expected:
            complain(name, f"{year}: {count} working days counted, {expected} stated")


def check_rules(codes):
    name = "deadline-rules.csv"
    table = rows(name)
    no_overlap(name, table, "code")
    known(name, table, "unit", codes["deadline_unit"])
    known(name, table, "duty_kind", codes["duty_kind"])
    known(name, table, "owner_role", codes["role"])
    known(name, table, "escalation", codes["role"], ">")
    for row in table:
        if (row["unit"] == "at_once") != (row["amount"] == ""):
            complain(name, f"{row['code']}: at_once has no amount, every other unit has one")
        if row["escalation"].split(">")[0] != row["owner_role"]:
            complain(name, f"{row['code']}: the escalation chain begins with the owner")
        points = [int(p) for p in row["warning_percent"].split("|")]
        if points != sorted(points) or not all(0 < p <= 100 for p in points):
            complain(name, f"{row['code']}: warning points {points}")


def check_routes(codes):
    """Who acts on which road of identification: known roads, rules, types; no gap in between."""
    name = "identification-routes.csv"
    table = rows(name)
    no_overlap(name, table, "road", "trigger", "rule")
    known(name, table, "road", codes["entry_road"])
    known(name, table, "rule", {r["code"] for r in rows("deadline-rules.csv")})
    bodies = codes["organisation_type"] | {"reported_body", "lead"}
    for column in ("actor", "towards", "unless_body_type"):
        known(name, table, column, bodies)
    periods = {}
    for row in table:
        periods.setdefault((row["road"], row["trigger"], row["rule"]), []).append(row)
    for key, spans in periods.items():
        spans.sort(key=lambda r: r["valid_from"])
        for before, after in zip(spans, spans[1:]):
            day = datetime.date.fromisoformat(before["valid_to"]) + datetime.timedelta(days=1)
            if str(day) != after["valid_from"]:
                complain(name, f"a gap in {' '.join(key)}")


def check_risk(codes):
    """A minimum level is about a factor; a factor has one minimum level at most."""
    for level in ("medium", "high", "emergency"):
        for code in codes.get(f"risk_minimum_{level}", set()) - codes["risk_factor"]:
            complain("code-lists.csv", f"risk_minimum_{level}: {code} is no risk factor")


def check_ages():
    name = "age-band-sets.csv"
    table = rows(name)
    unique(name, table, "set", "code")
    for key in {r["set"] for r in table if r["computable"] == "1"}:
        bands = [r for r in table if r["set"] == key]
        expected = 0
        for band in bands:
            if int(band["from_age"]) != expected:
                complain(name, f"{key}: gap or overlap at {band['code']}")
            expected = int(band["to_age"] or 999) + 1
        if expected != 1000:
            complain(name, f"{key}: the last band is not open")


def check_bodies(codes, places):
    table = rows("organisations.csv") + rows("demo/organisations.csv")
    no_overlap("organisations.csv", table, "key")
    bodies = {r["key"] for r in table}
    known("organisations.csv", table, "type", codes["organisation_type"])
    known("organisations.csv", table, "level", codes["organisation_level"])
    known("organisations.csv", table, "parent", bodies)
    known("organisations.csv", table, "system", bodies)
    for row in table:
        if row["territory"] and (row["geography"], row["territory"]) not in places:
            complain("organisations.csv", f"{row['key']}: unknown territory")
    units = rows("units.csv") + rows("demo/units.csv")
    unique("units.csv", units, "key")
    known("units.csv", units, "organisation", bodies)
    known("units.csv", units, "kind", codes["unit_kind"])
    unit_keys = {r["key"] for r in units}
    known("units.csv", units, "parent", unit_keys)
    links = rows("organisation-links.csv")
    known("organisation-links.csv", links, "predecessor", bodies)
    known("organisation-links.csv", links, "successor", bodies)
    groups = rows("working-groups.csv") + rows("demo/working-groups.csv")
    no_overlap("working-groups.csv", groups, "group", "organisation", "unit")
    known("working-groups.csv", groups, "organisation", bodies)
    known("working-groups.csv", groups, "unit", unit_keys)
    known("working-groups.csv", groups, "role", codes["organisation_role"])
    phones = rows("phones.csv")
    known("phones.csv", phones, "organisation", bodies)
    known("phones.csv", phones, "number", REAL_PHONES)
    services = rows("services.csv") + rows("demo/services.csv")
    no_overlap("services.csv", services, "unit", "service")
    known("services.csv", services, "unit", unit_keys)
    known("services.csv", services, "service", codes["service_type"])
    mandates = rows("mandates.csv")
    no_overlap("mandates.csv", mandates, "organisation_type", "service")
    known("mandates.csv", mandates, "organisation_type", codes["organisation_type"])
    known("mandates.csv", mandates, "service", codes["service_type"])


MANY_VALUED = {"topic", "purpose", "regime"}
UNITS = {"contact", "case", "person", "service_event", "referral_event"}


def check_published(codes):
    for path in sorted((DATA / "published").glob("*.csv")):
        name = f"published/{path.name}"
        table = [{"as_of": "", **row} for row in rows(name)]
        unique(name, table, "unit", "section", "code", "as_of")
        known(name, [r for r in table if r["unit"] != "period"], "unit", UNITS)
        days = {r["section"]: r["code"] for r in table if r["unit"] == "period"}
        if any(not r["as_of"] for r in table) and not days.get("from", "x") <= days.get("to", ""):
            complain(name, "no period, or one that ends before it begins")
        figures = [r for r in table if r["unit"] != "period" and r["section"] != "age_set"]
        known(name, [r for r in figures if r["unit"] == "contact"], "section",
              codes["report_section"])
        for row in figures:
            if row["as_of"] and not (row["source"] and row["note"]):
                complain(name, f"{row['section']} {row['code']}: no source or no note")
        check_sums(name, figures)


def check_sums(name, figures):
    """Every section in which a record stands once adds up to the total of its unit."""
    sums = {}
    for row in figures:
        key = (row["unit"], row["as_of"], row["section"])
        sums[key] = sums.get(key, 0) + int(row["count"])
    for (unit, as_of, section), count in sums.items():
        total = sums.get((unit, as_of, "total"), count)
        if section not in MANY_VALUED and count != total:
            complain(name, f"{unit} {section} adds up to {count}, total is {total}")


def check_goal(codes):
    """Which regimes the goal of 100 % looks at."""
    name = "support-goal.csv"
    table = rows(name)
    unique(name, table, "valid_from")
    for column in ("residents", "foreigners"):
        for row in table:
            for code in row[column].split("|"):
                if code not in codes["support_regime"]:
                    complain(name, f"{row['valid_from']}: {code} is no regime")


def main():
    name = "code-lists.csv"
    table = rows(name)
    no_overlap(name, table, "list", "code")
    codes = {}
    for row in table:
        codes.setdefault(row["list"], set()).add(row["code"])
        if not row["code"].isascii():
            complain(name, f"code is not ASCII: {row['code']}")
    groups = {"contact_kind": "report_group", "caller_relation": "caller_group",
              "service_type": "support_regime"}
    for code_list, group_list in groups.items():
        known(name, [r for r in table if r["list"] == code_list], "report_group", codes[group_list])
    if len([c for c in codes["ethnic_group"] if c.isdigit()]) != 54:
        complain(name, "there are 54 ethnic groups")
    if len([c for c in codes["country"] if len(c) == 2]) != 249:
        complain(name, "ISO 3166-1 has 249 countries")
    places = check_territories()
    check_calendar(codes)
    check_rules(codes)
    check_routes(codes)
    check_risk(codes)
    check_ages()
    check_goal(codes)
    check_bodies(codes, places)
    check_published(codes)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
