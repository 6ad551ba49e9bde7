"""Distinctive words, and the search for them: what the canary stories are made of.

`Canaries` makes words that nobody else writes. `CanaryStory` counts into which fields of the contract
they were put, and looks for them afterwards on disk (files of the database with log, of the running
log, incidents, temporary files, everything the server holds open) and in every value of every table,
since a text in the database may be cut in pieces or compressed by the engine.
"""
import base64
import contextlib
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import uuid

from contract import CONTRACT, ROOT
from harness import BINARY, Client
from postgres import Postgres
from transfer import TransferStory

sys.path.insert(0, str(ROOT / "tools"))
from check_plaintext import columns_of  # noqa: E402  (needs the path above)

MARK = "ChimHoangYen"
PHONE = "0900 000 097"
PHONE_DIGITS = "900000097"
# Keys of sealed facts as JSON would spell them: were a fact stored readable, its name would show.
SEALED_KEYS = ("caller_relation", "ethnic_group", "age_band", "commune_text", "safe_contact",
               "advice", "risk_level", "full_name", "residence_class", "purposes", "guardians",
               "participants", "wish", "representative", "told_research", "dangerous_people",
               "safe_places", "able_to_travel_alone", "trusted_people", "victim_opinion",
               "final_decision", "documents_consent", "acceptance", "reception_plan", "escort",
               "best_interests", "belongings", "strokes", "evaluated_on", "emergency_path")


def spellings(word):
    """Every way in which a leak could write `word`."""
    for text in (word, word.lower(), word.upper(), word[::-1]):
        raw = text.encode()
        yield raw
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield raw.hex().encode()
        for start in range(3):  # base64 of a text depends on where it begins
            yield base64.b64encode(b"\0" * start + raw)[4 if start else 0:-4]


class Canaries:
    """Makes words nobody else writes, and finds them in any spelling a leak could have."""

    def __init__(self, mark=MARK):
        self.words = {}
        self.mark = mark
        self.marks = set(spellings(mark))

    def short(self, field):
        made = self.mark + uuid.uuid4().hex[:12]
        self.words[made] = field
        return made

    def word(self, field):
        return f"Lời kể {self.short(field)} của chị Hoà"

    def found_in(self, data):
        """Fields whose word stands in `data`."""
        if not any(mark in data for mark in self.marks):
            return set()
        return {field for word, field in self.words.items()
                if any(spelling in data for spelling in spellings(word))} or {"some word"}


# Not watched. The directory, lists, calendar, rules, empty forms of papers, what reports count and
# figures of before are public; the name of an account is a part of signing in; codes are used up or hashed; dates are typed
# as text.
NOT_CONTENT = re.compile(
    r"^(create|save)_(organisation|unit|service|working_group|code_list_item|calendar_year"
    r"|calendar_day|deadline_rule|opening_balance|report_definition|disclosure_rule"
    r"|support_goal_rule)\."
    r"|^replace_report_definition\."
    r"|^preview_report\."
    r"|^create_report_run\.(report|age_set)$"
    r"|^(add|end)_working_group_member\."
    r"|^add_paper_template\."
    r"|\.(username|totp|recovery_code|enrolment_code|month)$"
    r"|\.(origin_province|from_date|to_date|route_legs\[\]\.date)$")


def free_texts():
    """{"operation.field"} of the contract: every text of a request without a form of its own."""
    found = set()
    for _, method, _, operation in CONTRACT.routes:
        if method == "get" or "requestBody" not in operation:
            continue
        for content in _resolved(operation["requestBody"])["content"].values():
            _texts_of(content.get("schema", {}), operation["operationId"], found)
    return {field for field in found if not NOT_CONTENT.search(field)}


def _resolved(schema):
    while "$ref" in schema:
        node = CONTRACT.document
        for name in schema["$ref"].split("/")[1:]:
            node = node[name]
        schema = node
    return schema


def _texts_of(schema, path, found):
    schema = _resolved(schema)
    for kind in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(kind, []):
            _texts_of(part, path, found)
    if schema.get("type") == "string" and not {"enum", "format", "pattern"} & schema.keys():
        found.add(path)
    for name, part in schema.get("properties", {}).items():
        _texts_of(part, f"{path}.{name}", found)
    if "items" in schema:
        _texts_of(schema["items"], path + "[]", found)


def _marked(body, path):
    """Fields of a request that carry one of our words, as free_texts() writes them."""
    if isinstance(body, str):
        if MARK in body or PHONE_DIGITS in re.sub(r"\D", "", body):
            yield path
    elif isinstance(body, dict):
        for name, value in body.items():
            yield from _marked(value, f"{path}.{name}")
    elif isinstance(body, list):
        for value in body:
            yield from _marked(value, path + "[]")


class Watched(Client):
    """A client that remembers which fields carried a word and were accepted."""

    def __init__(self, server, covered):
        super().__init__(server)
        self.covered = covered

    def request(self, method, path, body=None, **more):
        answer = super().request(method, path, body, **more)
        operation = None if path.startswith("//") else CONTRACT.operation(method, "/api/v1" + path)
        if operation and body is not None and not isinstance(body, bytes) and answer.status < 300:
            self.covered.update(_marked(json.loads(json.dumps(body)), operation["operationId"]))
        return answer


def sealed_columns():
    """[(table, column)] of type ENVELOPE after all migrations."""
    sources = [(path.name, path.read_text()) for path in sorted((ROOT / "migrations").glob("*.sql"))]
    return sorted(key for key, kind in columns_of(sources).items() if kind == "ENVELOPE")


class CanaryStory(TransferStory):
    """On SQLite. The tests of a class share the server and the words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.canaries = Canaries()
        cls.covered = set()
        cls.server.client = lambda: Watched(cls.server, cls.covered)

    def word(self, field):
        return self.canaries.word(field)

    def readable(self, data, canaries=None):
        """Fields whose words, and keys of facts, that stand readable in `data`."""
        found = (canaries or self.canaries).found_in(data)
        if PHONE_DIGITS.encode() in data:
            found.add("phone")
        return found | {f"key {key}" for key in SEALED_KEYS if f'"{key}":'.encode() in data}

    def folders(self):
        """Everything that lies on disk because of this system."""
        return [self.server.folder]

    def in_files(self, canaries=None):
        """{"file: field"} of what is readable on disk and in what the server holds open."""
        files = [path for folder in self.folders() for path in folder.rglob("*") if path.is_file()]
        process = self.server.process
        if process.poll() is None:
            files += [path for path in pathlib.Path(f"/proc/{process.pid}/fd").iterdir()
                      if path.is_file()]
        found = set()
        for path in files:
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            found |= {f"{path.name}: {field}" for field in self.readable(data, canaries)}
        return found

    def in_values(self, canaries=None):
        """{"table.column: field"}; nothing that the engine cuts or packs hides here."""
        return {f"{column}: {field}" for column, data in self.values()
                for field in self.readable(data, canaries)}

    def values(self):
        """("table.column", all its values one after the other) for the whole database."""
        with self.database() as database:
            tables = [name for name, in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                rows = database.execute(f'SELECT * FROM "{table}"')
                yield from joined(table, [about[0] for about in rows.description], rows)

    def filled(self, table, column):
        """Whether a row of `table` holds something in `column`."""
        with self.database() as database:
            return bool(database.execute(
                f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1").fetchall())

    def write_readable(self, text):
        """What a leak would do, behind the server's back."""
        with self.database() as database:
            database.execute("CREATE TABLE a_leak (told TEXT)")
            database.execute("INSERT INTO a_leak VALUES (?)", (text,))
            database.commit()

    def remove_readable(self):
        with self.database() as database:
            database.execute("DROP TABLE a_leak")

    def database(self):
        return contextlib.closing(sqlite3.connect(self.server.data / "haidang.sqlite"))


class PostgresCanaryStory(CanaryStory):
    """On PostgreSQL: the whole folder of its server is searched, too, with both its logs."""

    demo = False

    @classmethod
    def setUpClass(cls):
        cls.postgres = Postgres()
        cls.addClassCleanup(cls.postgres.remove)
        cls.arguments = ("--database", cls.postgres.url)
        super().setUpClass()
        cls.server.stop()
        subprocess.run([BINARY, "demo", "--people", "--data", cls.server.data, *cls.arguments],
                       check=True, capture_output=True)
        cls.server.start()

    def folders(self):
        self.postgres.run("CHECKPOINT")
        return [self.server.folder, self.postgres.folder]

    def values(self):
        tables = self.postgres.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for table in tables.splitlines():
            names = self.postgres.run(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                f"AND table_name = '{table}' ORDER BY ordinal_position").splitlines()
            text = self.postgres.rows(f'SELECT * FROM "{table}"')
            yield from joined(table, names, text)

    def filled(self, table, column):
        return self.postgres.run(
            f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL)") == "t"

    def write_readable(self, text):
        self.postgres.run(f"CREATE TABLE a_leak (told TEXT); INSERT INTO a_leak VALUES ('{text}')")

    def remove_readable(self):
        self.postgres.run("DROP TABLE a_leak")


def joined(table, names, rows):
    """The values of each column as one run of bytes."""
    parts = {name: [] for name in names}
    for row in rows:
        for name, value in zip(names, row):
            if isinstance(value, str):
                value = value.encode()
            if isinstance(value, bytes):
                parts[name].append(value)
    for name, values in parts.items():
        yield f"{table}.{name}", b"\n".join(values)
