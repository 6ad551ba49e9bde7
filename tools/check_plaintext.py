#!/usr/bin/env python3
"""Checks that every column of migrations/*.sql is encrypted or listed as plaintext with a reason.

A column of type ENVELOPE or BLIND_INDEX needs no entry. Every other column must be named in
migrations/plaintext-columns.txt, one line for one or several columns of a table:

    table.column[,column…]  kind  reason

The fields are parted by two or more blanks. Kinds: id (random ids, references), code (states and
code words), time, number (versions, counts, order), key (hashes, key material that is wrapped,
signatures), public (organisation directory, calendar, rules: nothing about a person), login (what
sign-in needs before a key can be used). An entry without its column is an error, too.

Usage: check_plaintext.py [--suggest] [MIGRATIONS_FOLDER]     check_plaintext.py --self-test
"""
import pathlib
import re
import sys

KINDS = {"id", "code", "time", "number", "key", "public", "login"}
SEALED = {"ENVELOPE", "BLIND_INDEX"}
TYPES = SEALED | {"TEXT", "BIGINT", "BYTEA"}
CONSTRAINTS = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT", "EXCLUDE"}
WORDS = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|[A-Za-z_][A-Za-z_0-9]*|\S""",
                   re.DOTALL)


class Bad(Exception):
    pass


def statements(sql):
    """The words of each statement; comments are gone, a quoted text is one word."""
    words = []
    for word in WORDS.findall(sql):
        if word.startswith(("--", "/*")):
            continue
        if word == ";":
            yield words
            words = []
        else:
            words.append(word)
    yield words


def split_top_level(words):
    part, depth = [], 0
    for word in words:
        depth += {"(": 1, ")": -1}.get(word, 0)
        if word == "," and depth == 0:
            yield part
            part = []
        else:
            part.append(word)
    yield part


def add_column(columns, table, words):
    name, kind = words[0].strip('"').lower(), words[1].upper() if len(words) > 1 else "nothing"
    if kind not in TYPES:
        raise Bad(f"{table}.{name}: type {kind} is not one of {', '.join(sorted(TYPES))}")
    columns[(table, name)] = kind


def create_table(columns, words):
    upper = [word.upper() for word in words]
    at = upper.index("TABLE") + 1
    if upper[at:at + 3] == ["IF", "NOT", "EXISTS"]:
        at += 3
    table = words[at].strip('"').lower()
    if words[at + 1:at + 2] != ["("] or words[-1] != ")":
        raise Bad(f"{table}: CREATE TABLE must be a plain list of columns")
    for part in split_top_level(words[at + 2:-1]):
        if part and part[0].upper() not in CONSTRAINTS:
            add_column(columns, table, part)


def alter_table(columns, words):
    upper = [word.upper() for word in words]
    table, action = words[2].strip('"').lower(), upper[3]
    rest = words[4:]
    if rest and rest[0].upper() == "COLUMN":
        rest = rest[1:]
    if action == "ADD":
        if rest[0].upper() not in CONSTRAINTS:
            add_column(columns, table, rest)
    elif action == "DROP":
        columns.pop((table, rest[-1].strip('"').lower()), None)
    else:
        raise Bad(f"{table}: ALTER TABLE {action} is not understood here")


def columns_of(sources):
    """{(table, column): type} after all migrations, in order."""
    columns = {}
    for name, sql in sources:
        for words in statements(sql):
            upper = [word.upper() for word in words]
            try:
                if upper[:2] == ["CREATE", "TABLE"]:
                    create_table(columns, words)
                elif upper[:2] == ["ALTER", "TABLE"]:
                    alter_table(columns, words)
                elif upper[:2] == ["DROP", "TABLE"]:
                    for key in [key for key in columns if key[0] == words[-1].lower()]:
                        del columns[key]
                elif upper[:1] == ["CREATE"] and "TABLE" in upper[1:4] and "INDEX" not in upper:
                    raise Bad("only plain CREATE TABLE is understood here")
            except Bad as problem:
                raise Bad(f"{name}: {problem}") from None
    return columns


def entries_of(text):
    """{(table, column)} of the allow-list, and complaints about its lines."""
    entries, complaints = set(), []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = re.split(r"\s{2,}", line.strip(), maxsplit=2)
        if len(fields) < 3 or "." not in fields[0] or fields[1] not in KINDS:
            complaints.append(f"line {number}: not \"table.column  kind  reason\": {line.strip()}")
            continue
        table, names = fields[0].split(".", 1)
        for name in re.split(r",\s?", names):
            if (table, name) in entries:
                complaints.append(f"line {number}: {table}.{name} is listed twice")
            entries.add((table, name))
    return entries, complaints


def complaints_about(sources, allow_list):
    columns = columns_of(sources)
    entries, complaints = entries_of(allow_list)
    plain = {key for key, kind in columns.items() if kind not in SEALED}
    complaints += [f"{table}.{name} is neither sealed nor listed with a reason"
                   for table, name in sorted(plain - entries)]
    complaints += [f"{table}.{name} is listed, but there is no such plaintext column"
                   for table, name in sorted(entries - plain)]
    return complaints, sorted(plain - entries)


def self_test():
    sql = """CREATE TABLE person ( -- a comment; with (
        id TEXT NOT NULL PRIMARY KEY, name ENVELOPE, mark BLIND_INDEX,
        state TEXT NOT NULL CHECK (state IN ('a, b', ');')), UNIQUE (id, state));
      ALTER TABLE person ADD COLUMN age BIGINT; CREATE INDEX x ON person (state);"""
    good = "person.id,state  id  random\nperson.age  number  because\n"

    def check(expected, sources, text):
        found, _ = complaints_about([("0001.sql", sources)], text)
        assert len(found) == expected, found

    check(0, sql, good)
    check(1, sql, "person.id,state  id  random\n")                        # age is missing
    check(1, sql, good + "person.gone  id  no longer there\n")            # unused
    check(1, sql, good + "person.name  id  sealed, so unused\n")
    check(1, sql, good + "person.age  number  again\n")                   # twice
    check(2, sql, good.replace("  number", "  nonsense"))                 # bad kind, so unlisted
    check(2, sql, good.replace("  because", ""))                          # no reason
    check(0, sql + "ALTER TABLE person DROP COLUMN age;", "person.id,state  id  random\n")
    check(0, sql + "DROP TABLE person;", "")
    for bad in ("CREATE TABLE t (x VARCHAR(10));", "CREATE TABLE t AS SELECT 1;",
                "CREATE TABLE t (x);", "CREATE TEMP TABLE t (x TEXT);",
                "ALTER TABLE t RENAME TO u;", "CREATE TABLE t (x BIGINT) STRICT;"):
        try:
            columns_of([("0001.sql", bad)])
        except Bad:
            continue
        raise AssertionError(f"accepted: {bad}")
    print("check_plaintext: self-test passed")


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    paths = [argument for argument in arguments if not argument.startswith("--")]
    folder = pathlib.Path(paths[0] if paths else "migrations")
    sources = [(path.name, path.read_text()) for path in sorted(folder.glob("*.sql"))]
    allow_list = folder / "plaintext-columns.txt"
    try:
        complaints, missing = complaints_about(
            sources, allow_list.read_text() if allow_list.exists() else "")
    except Bad as problem:
        complaints, missing = [str(problem)], []
    if "--suggest" in arguments:
        for table in dict.fromkeys(table for table, _ in missing):
            names = ",".join(name for other, name in missing if other == table)
            print(f"{table}.{names}  kind  reason")
        return 0
    for complaint in complaints:
        print(f"plaintext-columns: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
