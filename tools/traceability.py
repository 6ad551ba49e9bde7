#!/usr/bin/env python3
"""Writes docs/traceability.md: for each requirement, where code and where tests name it.

Usage: traceability.py           write the file
       traceability.py --check   fail when the file is stale or a requirement has no test
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "traceability.md"
FOLDERS = ("src", "apps", "migrations", "data", "web/src", "web/test", "tests", "api")
ENDINGS = {".h", ".cc", ".sql", ".csv", ".ts", ".tsx", ".py", ".sh", ".yaml", ".mjs"}


def is_test(path):
    return path.parts[0] == "tests" or "_test." in path.name or ".test." in path.name or (
        path.parts[:2] == ("web", "test"))


def expanded(text):
    """The ids a text names; "R-002…R-004" and "R-002 to R-004" name three."""
    found = set(re.findall(r"R-\d{3}", text))
    for first, last in re.findall(r"R-(\d{3})\s*(?:…|\.\.\.|–|to)\s*R-(\d{3})", text):
        found |= {f"R-{number:03d}" for number in range(int(first), int(last) + 1)}
    return found


def places():
    """{requirement: ([code files], [test files])}"""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            relative = path.relative_to(ROOT)
            skipped = {"node_modules", "dist"} & set(relative.parts)
            if path.suffix not in ENDINGS or skipped or not path.is_file():
                continue
            for requirement in expanded(path.read_text(encoding="utf-8", errors="ignore")):
                found.setdefault(requirement, ([], []))[is_test(relative)].append(str(relative))
    return found


def page(requirements, found):
    lines = ["# Traceability", "",
             "Made by `tools/traceability.py` from the requirement ids in code and tests. Do not edit.",
             "", "| Requirement | Code | Tests |", "|---|---|---|"]
    for row in requirements:
        code, tests = found.get(row["id"], ([], []))
        lines.append(f"| **{row['id']}** {row['title']} | {', '.join(code) or '–'} | "
                     f"{', '.join(tests) or '–'} |")
    return "\n".join(lines) + "\n"


def main():
    with open(ROOT / "docs" / "requirements.csv", encoding="utf-8") as file:
        requirements = list(csv.DictReader(file))
    found = places()
    text = page(requirements, found)
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    problems = [f"{row['id']} has no test" for row in requirements
                if not found.get(row["id"], ([], []))[1]]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        problems.append("docs/traceability.md is stale: run tools/traceability.py")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
