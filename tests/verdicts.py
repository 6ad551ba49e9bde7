#!/usr/bin/env python3
"""One table for every rig: what was looked at, the figure, its target and the verdict.

A rig calls add(); when the environment names a file in VERDICTS the row is also kept there, and
  tests/verdicts.py FILE
prints the rows as a table and ends with 1 when a target was missed. From a shell:
  tests/verdicts.py add WHAT FIGURE TARGET kept|missed|none
"""
import argparse
import os
import sys

VERDICTS = ("kept", "missed", "none")


def add(what, figure, target, kept):
    """Prints one row and keeps it; `kept` is True, False, or None when there is no target.

    Returns `kept`, so that a rig can end with it.
    """
    verdict = {True: "kept", False: "missed", None: "none"}[kept]
    row = [str(part).replace("\t", " ").replace("\n", " ") for part in (what, figure, target, verdict)]
    print(f"  {row[0]}: {row[1]} (target {row[2]}): {row[3]}", flush=True)
    if os.environ.get("VERDICTS"):
        with open(os.environ["VERDICTS"], "a", encoding="utf-8") as rows:
            rows.write("\t".join(row) + "\n")
    return kept


def parser_of(description):
    """The arguments that every rig takes; `description` is its own text."""
    parser = argparse.ArgumentParser(description=description,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="as small as a test run has time for")
    return parser


def table(rows):
    """The rows as a Markdown table whose columns are aligned."""
    heads = ("What", "Figure", "Target", "Verdict")
    shown = [heads] + [(*row[:3], "–" if row[3] == "none" else row[3]) for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(4)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
             for row in shown]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def main(arguments):
    if len(arguments) == 5 and arguments[0] == "add" and arguments[4] in VERDICTS:
        add(*arguments[1:4], {"kept": True, "missed": False, "none": None}[arguments[4]])
        return 0
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as kept:
        rows = [line.rstrip("\n").split("\t") for line in kept]
    print(table(rows))
    missed = sum(row[3] == "missed" for row in rows)
    print(f"\n{len(rows)} rows, {missed} missed")
    return 1 if missed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
