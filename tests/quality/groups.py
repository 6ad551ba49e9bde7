"""The groups of groups.ini: names, files (below src/) and tests."""
import configparser
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Group:
    def __init__(self, name, section):
        self.name = name
        self.files = ["src/" + line for line in section["files"].split()]
        self.tests = {}  # program -> filter
        for line in section["tests"].strip().splitlines():
            program, _, pattern = line.partition(":")
            self.tests[program.strip()] = pattern.strip() or "*"


def read_groups(only=None):
    parser = configparser.ConfigParser()
    parser.read(HERE / "groups.ini", encoding="utf-8")
    groups = [Group(name, parser[name]) for name in parser.sections() if only in (None, name)]
    missing = [file for group in groups for file in group.files if not (ROOT / file).is_file()]
    if missing or not groups:
        raise SystemExit(f"groups.ini: no such group or file: {only or missing}")
    return groups


def programs(groups):
    """Every test program with the filters of all groups that use it."""
    found = {}
    for group in groups:
        for program, pattern in group.tests.items():
            found.setdefault(program, []).append(pattern)
    return {name: "*" if "*" in kept else ":".join(kept) for name, kept in found.items()}
