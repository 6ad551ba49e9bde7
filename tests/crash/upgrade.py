#!/usr/bin/env python3
"""Upgrades a database of an older version and kills the program at each step of that; and goes back.

The fixtures were filled by a program that knew the migrations up to 0079. `haidang migrate` brings them
up to date. On SQLite it ends at each call that makes something durable and at a part of the writes, half
done (fault.c); on PostgreSQL in front of, during and after each migration, and in between (sends.c).
After each end it is started again:

  - every migration is there once, the schema is that of an upgrade that nobody disturbed,
  - every row of the older database is there, the first content of the newer is there once,
  - the log is whole, the file is sound, the copy of before the upgrade is there,
  - `haidang roll-back` leads to the older database, row by row, and the next upgrade works again.

A program that is older than the database refuses it and changes nothing. Self-check: a row removed from
the copy, and one from the database after an upgrade, must be told.

Usage: upgrade.py [--quick] [--postgres | --sqlite]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
from harness import BINARY  # noqa: E402
from older import PASSING, OnPostgres, OnSqlite, content, library, log_faults  # noqa: E402
from postgres import Postgres  # noqa: E402
from verdicts import add, parser_of  # noqa: E402


ONE_ROW = "DELETE FROM duty_history WHERE id IN (SELECT id FROM duty_history LIMIT 1)"


class Upgrade:
    def __init__(self, system, made, quick):
        self.system, self.made, self.quick = system, made, quick
        self.log = system.folder / "calls"
        system.put()
        self.columns = system.tables()
        self.older = content(system, self.columns)
        self.older_schema = system.schema()
        self.numbers = self.newest()

    def newest(self):
        return sorted(int(row[0]) for row in self.system.rows("SELECT number FROM schema_migration"))

    def migrate(self, at=None, how=None):
        """`at`: the process ends there. Returns the finished process."""
        self.log.unlink(missing_ok=True)
        more = {"LD_PRELOAD": str(self.made), **self.system.fault(self.log, at, how)} if at != 0 else {}
        return subprocess.run([BINARY, "migrate", "--data", self.system.data, *self.system.more],
                              env={**os.environ, **more}, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def reference(self):
        """An upgrade that nobody disturbs; the calls it made."""
        done = self.migrate(at=None)
        assert done.returncode == 0, done.stdout
        self.wanted = self.newest()
        self.schema = self.system.schema()
        self.counts = {table: len(rows) for table, rows in
                       content(self.system, self.system.tables()).items()}
        return [line.split() for line in self.log.read_text().splitlines()]

    def faults(self):
        """What is wrong after an upgrade."""
        faults = self.system.damage() + log_faults(self.system)
        if self.newest() != self.wanted:
            faults.append(f"migrations {self.newest()} instead of {self.wanted}")
        if self.system.schema() != self.schema:
            faults.append("the schema is another")
        found = content(self.system, self.columns)
        for table, rows in self.older.items():
            if table not in PASSING and (lost := len(rows - found[table])):
                faults.append(f"{lost} rows of {table} were lost or changed")
        every = content(self.system, self.system.tables())
        for table, count in self.counts.items():
            there = len(every.get(table, ()))
            if there != count and table not in PASSING and not table.startswith("audit_"):
                faults.append(f"{table} has {there} rows instead of {count}")
        copies = list(self.system.data.glob("before-*"))
        if len(copies) != 1 or ".part" in copies[0].name:
            faults.append(f"copies of before the upgrade: {[copy.name for copy in copies]}")
        return faults

    def way_back(self):
        """What is wrong after the way back."""
        done = subprocess.run([BINARY, "roll-back", "--data", self.system.data, *self.system.more],
                              text=True, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if done.returncode:
            return [f"no way back: {done.stdout}"]
        faults = self.system.damage()
        if self.system.schema() != self.older_schema:
            faults.append("the schema after the way back is another")
        if content(self.system, self.columns) != self.older:
            faults.append("rows after the way back are others")
        return faults

    def kill_at(self, at, how, back):
        """What is wrong after an upgrade that was killed there."""
        self.system.put()
        killed = self.migrate(at, how)
        steps = len(self.newest()) if self.readable() else None
        again = self.migrate(at=0)
        if again.returncode:
            return [f"{how} {at}: {again.stdout}"], steps
        faults = self.faults()
        if back:
            faults += self.way_back()
            done = self.migrate(at=0)
            faults += [done.stdout] if done.returncode else self.faults()
        return [f"{how} {at} ({killed.returncode}): {fault}" for fault in faults], steps

    def readable(self):
        try:
            self.newest()
        except Exception:  # a file in the middle of a write, without its log
            return False
        return True


def refused_when_newer(upgrade):
    """Whether a program that is older than the database says so and changes nothing."""
    upgrade.system.change("INSERT INTO schema_migration (number, name, checksum, applied_at) "
                          "VALUES (9999, '9999_newer', 'x', 1)")
    before = content(upgrade.system, upgrade.system.tables())
    done = upgrade.migrate(at=0)
    return (done.returncode == 1 and "newer version" in done.stdout
            and content(upgrade.system, upgrade.system.tables()) == before)


def self_check(upgrade):
    """How many of the losses made on purpose are told."""
    upgrade.system.put()
    assert upgrade.migrate(at=0).returncode == 0
    upgrade.system.change(ONE_ROW)
    told = any("rows of duty_history" in fault for fault in upgrade.faults())
    upgrade.system.put()
    upgrade.system.change(ONE_ROW)
    assert upgrade.migrate(at=0).returncode == 0
    return told + any("rows after" in fault for fault in upgrade.way_back())


def run(upgrade):
    name = upgrade.system.name
    moments = upgrade.system.moments(upgrade.reference())
    if upgrade.quick:
        moments = moments[::max(1, len(moments) // 8)]
    faults, states = upgrade.faults(), set()
    for index, (at, how) in enumerate(moments):
        found, steps = upgrade.kill_at(at, how, back=index % 8 == 0)
        faults += found
        states.add(steps)
    first, last = len(upgrade.numbers), len(upgrade.wanted)
    rows = [
        add(f"upgrade {name}: {last - first} migrations, killed at {len(moments)} moments, faults",
            len(faults), "0", not faults),
        add(f"upgrade {name}: killed after so many of the migrations",
            ", ".join(str(state - first) for state in sorted(state for state in states
                                                              if state is not None)),
            "reported", None),
        add(f"upgrade {name}: a program older than the database refuses it",
            refused := refused_when_newer(upgrade), "True", refused),
        add(f"self-check: rows removed on purpose are told, upgrade {name}",
            told := self_check(upgrade), "2", told == 2)]
    for fault in faults[:20]:
        print("upgrade:", fault, file=sys.stderr)
    return all(row is not False for row in rows)


def main():
    parser = parser_of(__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sqlite", action="store_true")
    options = parser.parse_args()
    good = True
    if not options.postgres:
        with tempfile.TemporaryDirectory(prefix="hd-upgrade-") as folder:
            good = run(Upgrade(OnSqlite(folder), library(folder, "fault"), options.quick))
    if not options.sqlite:
        server = Postgres()
        try:
            with tempfile.TemporaryDirectory(prefix="hd-upgrade-") as folder:
                system = OnPostgres(folder, server)
                good &= run(Upgrade(system, library(folder, "sends"), options.quick))
                system.close()
        finally:
            server.remove()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
