"""Databases of an older version (fixtures/), and what the upgrade rig reads of a database."""
import contextlib
import hashlib
import lzma
import pathlib
import shutil
import sqlite3
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "system"))
from harness import BINARY  # noqa: E402
from sealed import Database  # noqa: E402

FIXTURES = HERE / "fixtures"
# What a start may change in rows that were there: who of several nodes does a timed job, and which first
# content is loaded.
PASSING = {"lease", "event_position", "directory_state"}


def library(folder, source):
    """Compiles a file of this folder for LD_PRELOAD; the path of it."""
    made = pathlib.Path(folder) / f"{source}.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", made, HERE / f"{source}.c", "-ldl"],
                   check=True)
    return made


class OnSqlite:
    name = "SQLite"
    preload = "fault"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = self.folder / "older.sqlite"
        self.file.write_bytes(lzma.decompress((FIXTURES / "haidang.sqlite.xz").read_bytes()))
        self.data = self.folder / "data"
        self.more = []

    def put(self):
        """The older database, as it was when its program had ended."""
        shutil.rmtree(self.data, ignore_errors=True)
        (self.data / "keys").mkdir(parents=True, mode=0o700)
        self.data.chmod(0o700)
        shutil.copy(self.file, self.data / "haidang.sqlite")
        keys = self.data / "keys" / "root.keys"
        shutil.copy(FIXTURES / "sqlite.keys", keys)
        keys.chmod(0o600)

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(self.data / "haidang.sqlite")) as database:
            return [tuple(row) for row in database.execute(sql)]

    def as_text(self, names):
        return " || '|' || ".join(f'quote("{name}")' for name in names)

    def change(self, sql):
        with contextlib.closing(sqlite3.connect(self.data / "haidang.sqlite")) as database:
            database.execute(sql)
            database.commit()

    def tables(self):
        """{table: names of its columns}"""
        names = [row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [row[1] for row in self.rows(f"PRAGMA table_info({name})")] for name in names}

    def schema(self):
        return sorted(self.rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))

    def damage(self):
        return [row[0] for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]

    def fault(self, log, at=None, how="exit"):
        """The environment in which call `at` is the end of the process."""
        more = {"FAULT_AT": str(at), "FAULT_DO": how} if at else {}
        return {"FAULT_UNDER": str(self.data), "FAULT_LOG": str(log), **more}

    def moments(self, calls):
        """Where the process shall end: at each call that makes something durable, torn and whole."""
        syncs = [int(number) for number, call, *_ in calls if call in ("fsync", "fdatasync")]
        writes = [int(number) for number, call, *_ in calls if "write" in call]
        return ([(at, "exit") for at in syncs] + [(at, "torn") for at in writes[::7]]
                + [(int(number), "exit") for number, *_ in calls[::11]])

    def close(self):
        pass


class OnPostgres:
    name = "PostgreSQL"
    preload = "sends"

    def __init__(self, folder, beside):
        self.folder = pathlib.Path(folder)
        self.beside = beside
        self.data = self.folder / "data"
        self.template = Database(beside)
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.template.url],
                       input=lzma.decompress((FIXTURES / "haidang.pgsql.xz").read_bytes()),
                       check=True, stdout=subprocess.DEVNULL)
        self.url = beside.own.removesuffix("/postgres") + "/upgraded"
        self.more = ["--database", self.url]

    def put(self):
        shutil.rmtree(self.data, ignore_errors=True)
        (self.data / "keys").mkdir(parents=True, mode=0o700)
        self.data.chmod(0o700)
        keys = self.data / "keys" / "root.keys"
        shutil.copy(FIXTURES / "postgres.keys", keys)
        keys.chmod(0o600)
        self.beside.run("DROP DATABASE IF EXISTS upgraded WITH (FORCE)", self.beside.own)
        self.beside.run(f"CREATE DATABASE upgraded TEMPLATE {self.template.name}", self.beside.own)

    def rows(self, sql):
        said = self.beside.run(sql, self.url)
        return [tuple(line.split("\t")) for line in said.splitlines()]

    def as_text(self, names):
        return "md5(ROW(" + ", ".join(f'"{name}"' for name in names) + ")::text)"

    def change(self, sql):
        self.beside.run(sql, self.url)

    def tables(self):
        found = {}
        for table, column in self.rows(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"):
            found.setdefault(table, []).append(column)
        return found

    def schema(self):
        done = subprocess.run(["pg_dump", "--schema-only", "--no-owner", "--no-privileges", self.url],
                              check=True, capture_output=True, text=True)
        return [line for line in done.stdout.splitlines() if not line.startswith(("--", "\\"))]

    def damage(self):
        return []

    def fault(self, log, at=None, how="before"):
        more = {"SENDS_AT": str(at), "SENDS_DO": how} if at else {}
        return {"SENDS_LOG": str(log), **more}

    def moments(self, calls):
        """In front of each migration, while it runs, and right after it; and some in between."""
        steps = [int(number) for number, what in calls if what == "step"]
        return ([(at, how) for at in steps for how in ("before", "after")]
                + [(at + 1, "before") for at in steps]
                + [(int(number), "before") for number, _ in calls[::11]])

    def close(self):
        self.beside.run("DROP DATABASE IF EXISTS upgraded WITH (FORCE)", self.beside.own)
        self.template.remove()


def content(system, columns):
    """{table: a fingerprint of every row, of these columns only}"""
    parts = [f"SELECT '{table}', {system.as_text(names)} FROM \"{table}\""
             for table, names in columns.items()]
    found = {table: set() for table in columns}
    for at in range(0, len(parts), 40):  # SQLite takes 500 of them at a time, a command line fewer
        for table, row in system.rows(" UNION ALL ".join(parts[at:at + 40])):
            found[table].add(hashlib.sha256(str(row).encode()).digest())
    return found


def log_faults(system):
    done = subprocess.run([BINARY, "verify-audit", "--data", system.data, *system.more], text=True,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return [] if done.returncode == 0 else [f"the log: {done.stdout}"]
