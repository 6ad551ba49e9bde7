#!/usr/bin/env python3
"""Checks the second wall (ADR 0017) against the code.

Every use of platform::BeyondTheWall stands in docs/beyond-the-wall.txt with its reason, and every
table of migrations/*.sql that belongs to a case, a person, a referral or a file is guarded in
src/platform/wall_rules.cc.

Usage: check_wall.py     check_wall.py --self-test
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "beyond-the-wall.txt"
RULES = ROOT / "src" / "platform" / "wall_rules.cc"
USE = re.compile(r"\bBeyond::(\w+)")
TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\);", re.DOTALL)
COLUMN = re.compile(r"^\s*(case_file|person|referral|file_id|asked_case)\s+TEXT", re.MULTILINE)
GUARDED = re.compile(r'^\s*\{"(\w+)", "(\w+)", \w+\},$', re.MULTILINE)
HEADS = {"case_file", "referral", "file"}  # what the others belong to


def listed(text):
    """{(file, reason): uses}"""
    uses = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            file, reason, count, _ = re.split(r"\s{2,}", line, maxsplit=3)
            uses[file, reason] = int(count)
    return uses


def used():
    found = collections.Counter()
    for file in [*ROOT.glob("src/*/*.cc"), *ROOT.glob("src/*/*.h"), *ROOT.glob("apps/**/*.cc")]:
        name = str(file.relative_to(ROOT))
        if name.startswith("src/platform/wall") or name.endswith("_test.cc"):
            continue
        for reason in USE.findall(file.read_text(encoding="utf-8")):
            found[name, reason] += 1
    return found


def belonging(sql):
    """Tables that hold something of a case."""
    return {table for table, columns in TABLE.findall(sql) if table in HEADS or COLUMN.search(columns)}


def complaints():
    real, known = used(), listed(LIST.read_text(encoding="utf-8"))
    for use in sorted(real.keys() | known.keys()):
        if real.get(use) != known.get(use):
            yield f"{use[0]}: {use[1]} is used {real.get(use, 0)} times, listed {known.get(use, 0)}"
    sql = "\n".join(path.read_text(encoding="utf-8")
                    for path in sorted((ROOT / "migrations").glob("*.sql")))
    guarded = {table for table, _ in GUARDED.findall(RULES.read_text(encoding="utf-8"))}
    for table in sorted(belonging(sql) - guarded):
        yield f"table {table} belongs to a case and is not behind the second wall"


def self_test():
    sql = "CREATE TABLE note (\n  id TEXT,\n  person TEXT NOT NULL\n);\nCREATE TABLE x (\n  id TEXT\n);"
    assert belonging(sql) == {"note"}
    assert listed("# a\nsrc/a.cc  figures  2  why not\n") == {("src/a.cc", "figures"): 2}


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    found = list(complaints())
    for line in found:
        print(line, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
