#!/usr/bin/env python3
"""Reads what llvm-cov exported, for coverage.sh.

  coverage.py programs           the test programs, one a line: program=filter
  coverage.py report FILE        the table of files and groups; what is missing stands beside FILE
  coverage.py --self-check FILE  the same for a run without tests, which must miss the target
"""
import json
import os
import pathlib
import sys

import groups

sys.path.insert(0, str(groups.ROOT / "tests"))
import verdicts  # noqa: E402

TARGET = 95.0


class Measured:
    """Lines and branches, covered and in all, of a file or a group."""

    def __init__(self):
        self.lines = self.lines_covered = self.branches = self.branches_covered = 0

    def add(self, summary):
        self.lines += summary["lines"]["count"]
        self.lines_covered += summary["lines"]["covered"]
        self.branches += summary["branches"]["count"]
        self.branches_covered += summary["branches"]["covered"]

    def branch_share(self):
        return share(self.branches_covered, self.branches)

    def row(self, name):
        line_share = share(self.lines_covered, self.lines)
        return (f"{name:40} {self.lines_covered:5}/{self.lines:<5} {line_share:5.1f} %"
                f" {self.branches_covered:5}/{self.branches:<5} {self.branch_share():5.1f} %")


def share(part, whole):
    return 100.0 * part / whole if whole else 100.0


def missing_of(file, measured):
    """Branches that never went one way, as "file:line:column way"."""
    ways = {}
    for line, column, _, _, taken, left, *_ in measured["branches"]:
        before = ways.get((line, column), (0, 0))
        ways[line, column] = (before[0] + taken, before[1] + left)
    for (line, column), (taken, left) in sorted(ways.items()):
        for name, count in (("true", taken), ("false", left)):
            if count == 0:
                yield f"{file}:{line}:{column} never {name}"


def report(path, self_check):
    exported = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["data"][0]["files"]
    files = {os.path.relpath(entry["filename"], groups.ROOT): entry for entry in exported}
    missing, good = [], True
    print(f"{'':40} {'lines':>18}  {'branches':>18}")
    for group in groups.read_groups():
        whole = Measured()
        for file in group.files:
            if file not in files:
                print(f"  {file}: in no test program")
                good = False
                continue
            measured = Measured()
            measured.add(files[file]["summary"])
            whole.add(files[file]["summary"])
            print(measured.row("  " + file))
            missing += missing_of(file, files[file])
        print(whole.row(group.name), flush=True)
        kept = whole.branch_share() >= TARGET
        if self_check:
            good &= verdicts.add(f"branch coverage, {group.name}, without tests",
                                 f"{whole.branch_share():.1f} %", f"below {TARGET:.0f} %", not kept)
        else:
            good &= verdicts.add(f"branch coverage, {group.name}", f"{whole.branch_share():.1f} %",
                                 f">= {TARGET:.0f} %", kept)
    listed = pathlib.Path(path).with_name("missing.txt")
    listed.write_text("".join(line + "\n" for line in missing), encoding="utf-8")
    print(f"{len(missing)} ways never taken: {listed.resolve().relative_to(groups.ROOT)}")
    return 0 if good else 1


def main(arguments):
    if arguments == ["programs"]:
        for program, pattern in groups.programs(groups.read_groups()).items():
            print(f"{program}={pattern}")
        return 0
    if len(arguments) == 2 and arguments[0] in ("report", "--self-check"):
        return report(arguments[1], arguments[0] == "--self-check")
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
