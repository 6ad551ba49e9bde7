#!/usr/bin/env python3
"""Takes backups again and again while clients write and the server is killed, and brings each back.

The load of the crash rig runs (load.py); meanwhile `haidang backup` runs in a loop and the server is
ended with kill -9 at random moments, also in the middle of a backup; some backups are killed themselves.
Then each finished one is restored into an empty folder (with --postgres: an empty database) and

  - has every promise that was acknowledged before it began, exactly once, and nothing twice,
  - its log is the beginning of the log of the running system, entry by entry,
  - a server starts on it and people sign in.

Backups that were cut, half written or changed by a bit are refused, and so is the backup of a database
with a changed page, a changed entry of the log or spoilt content. A backup whose process was killed is
not there. Self-check: a plain copy of the database file under load must be found out.

Usage: backup.py [--quick | --backups N] [--clients N] [--seed N] [--postgres | --sqlite]
"""
import collections
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "system"),
                str(pathlib.Path(__file__).resolve().parents[1])]
from found import Found  # noqa: E402
from harness import BINARY  # noqa: E402
from kill9 import Rig  # noqa: E402
from sealed import Keeper, Scratch, chain, is_start_of, spoiled  # noqa: E402
from verdicts import add, parser_of  # noqa: E402

LISTED = ("contact", "case", "referral", "consent", "file", "whole file", "draft_made", "sent")


class Taken:
    """One finished backup and what was promised before it began."""

    def __init__(self, path, promised, crashes):
        self.path, self.promised, self.crashes = path, promised, crashes


class Backups:
    def __init__(self, options):
        self.options = options
        self.chance = random.Random(options.seed)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hd-backup-"))
        self.keeper = Keeper(self.folder)
        self.rig = Rig(options.postgres)
        self.taken, self.failed, self.killed_left = [], [], []

    def take(self, number):
        """One backup while the server is killed at a random moment around it."""
        promised = list(self.rig.load.promised)
        crashes = self.rig.load.crashes
        target = self.folder / f"{number}.sealed"
        crash = threading.Timer(self.chance.uniform(0, 1.5), self.rig.crash)
        crash.start()
        process = subprocess.Popen(
            [BINARY, *self.keeper.command(self.rig.server, self.rig.postgres, target)], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = process.communicate()[0]
        crash.join()
        if process.returncode == 0:
            self.taken.append(Taken(target, promised, self.rig.load.crashes - crashes))
        else:
            self.failed.append(said.strip())

    def take_and_kill(self, number):
        """A backup that is killed itself: there must be no file of that name."""
        target = self.folder / f"killed-{number}.sealed"
        process = subprocess.Popen(
            [BINARY, *self.keeper.command(self.rig.server, self.rig.postgres, target)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0, 0.4))
        process.kill()
        if process.wait() != 0 and target.exists():
            self.killed_left.append(target.name)

    def run(self):
        self.rig.begin(self.options.clients)
        plain = self.folder / "plain"
        for number in range(self.options.backups):
            time.sleep(self.chance.uniform(0.1, 0.8))
            self.take(number)
            self.take_and_kill(number)
            if number == self.options.backups // 2 and not self.options.postgres:
                self.copied_before = list(self.rig.load.promised)
                plain.mkdir()
                shutil.copy(self.rig.server.data / "haidang.sqlite", plain / "haidang.sqlite")
            if self.rig.load.faults:
                break
        self.rig.load.stop()
        self.live = chain(self.rig.found.rows)

    def bring_back(self, taken):
        """What is wrong with it, as sentences."""
        scratch = Scratch(self.folder, self.rig.postgres)
        try:
            done = self.keeper.restore(taken.path, self.rig.server.data / "keys", scratch.data,
                                       scratch.postgres)
            if done.returncode:
                return [f"not restored: {done.stdout.strip()}"]
            return self.look(scratch, taken.promised)
        finally:
            scratch.close()

    def look(self, scratch, promised):
        server = scratch.start(self.rig.server.clock)
        try:
            found = Found(server, scratch.postgres)
            part = chain(found.rows)
            records = found.with_files()
            faults = found.torn()
        finally:
            server.stop()
        # The server that was started on it wrote entries of its own behind the end.
        own = len(part) - next((n for n, pair in enumerate(zip(part, self.live))
                                if pair[0] != pair[1]), min(len(part), len(self.live)))
        shared = part[:len(part) - own]
        if not is_start_of(shared, self.live) or own > 40:
            faults.append(f"the log is not a part of the live one: {own} entries are its own")
        return faults + found.audit() + missing(records, promised)

    def close(self):
        self.rig.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def missing(records, promised):
    wanted = collections.Counter((what, one) for what, one in promised
                                 if what in LISTED or what.startswith("step "))
    faults = [f"lost: {what} {one}" for what, one in wanted if records[what, one] == 0]
    return faults + [f"doubled: {what} {one}" for (what, one), count in records.items()
                     if count > 1 and what in ("contact", "case", "referral", "consent", "file")]


def refusals(backups):
    """[(what was spoilt, whether restoring refused it and left nothing)]"""
    answers = []
    good = backups.taken[-1].path
    for what, content in spoiled(good, backups.chance).items():
        bad = backups.folder / "bad.sealed"
        bad.write_bytes(content)
        scratch = Scratch(backups.folder, backups.rig.postgres)
        done = backups.keeper.restore(bad, backups.rig.server.data / "keys", scratch.data,
                                      scratch.postgres)
        left = list(scratch.data.glob("haidang.sqlite*")) or (
            scratch.postgres and scratch.postgres.run(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
            != "0")
        answers.append((what, done.returncode != 0 and not left))
        scratch.close()
    return answers


SPOILS = {
    "an entry of the log changed": "UPDATE audit_entry SET action = 'contact.spoilt' "
                                   "WHERE sequence = 7",
    "the end of the log cut off": "DELETE FROM audit_entry WHERE sequence > 20",
    "data keys spoilt": "UPDATE vault_key SET wrapped = check_value",
}


def with_page_changed(path):
    """Bytes in the middle of a table are turned round; how many pages were touched."""
    with path.open("r+b") as file:
        size = path.stat().st_size
        for page in range(3, size // 4096, max(1, size // 4096 // 40)):
            file.seek(page * 4096 + 1)
            file.write(bytes(200))


def damaged_sources(backups):
    """[(what is wrong with the database, whether a backup of it was refused)], on the embedded engine."""
    answers = []
    for what in [*SPOILS, "pages changed"]:
        scratch = Scratch(backups.folder)
        done = backups.keeper.restore(backups.taken[-1].path, backups.rig.server.data / "keys",
                                      scratch.data, None)
        assert done.returncode == 0, done.stdout
        file = scratch.data / "haidang.sqlite"
        if what in SPOILS:
            database = sqlite3.connect(file)
            database.execute(SPOILS[what])
            database.commit()
            database.close()
        else:
            with_page_changed(file)
        target = scratch.data / "of-damaged.sealed"
        done = subprocess.run([BINARY, *backups.keeper.command(scratch, None, target)], text=True,
                              check=False, capture_output=True)
        answers.append((what, done.returncode != 0 and not target.exists()))
        scratch.close()
    return answers


def plain_copy_is_told(backups):
    """The faults found in a plain copy of the file under load; there must be some."""
    scratch = Scratch(backups.folder)
    shutil.rmtree(scratch.data)
    shutil.copytree(backups.folder / "plain", scratch.data)
    shutil.copytree(backups.rig.server.data / "keys", scratch.data / "keys")
    try:
        return backups.look(scratch, backups.copied_before)
    except (AssertionError, OSError, sqlite3.DatabaseError) as refused:
        return [f"refused: {refused}"]
    finally:
        scratch.close()


def report(backups):
    name = "PostgreSQL" if backups.options.postgres else "SQLite"
    faults = [fault for taken in backups.taken for fault in backups.bring_back(taken)]
    refused = refusals(backups)
    rows = [
        add(f"backup {name}: taken under load with the server killed, restored",
            f"{len(backups.taken)} ({sum(t.crashes for t in backups.taken)} kills meanwhile, "
            f"{len(backups.failed)} runs gave up)", ">= half", len(backups.taken) * 2 >=
            backups.options.backups),
        add(f"backup {name}: faults in what was restored ({len(backups.live)} entries of the log, "
            f"{len(backups.rig.load.promised)} promises)", len(faults), "0", not faults),
        add(f"backup {name}: killed backups that left a file of that name",
            len(backups.killed_left), "0", not backups.killed_left),
        add(f"backup {name}: spoilt backups refused", f"{sum(ok for _, ok in refused)} of "
            f"{len(refused)}", "all", all(ok for _, ok in refused))]
    if not backups.options.postgres:
        damaged = damaged_sources(backups)
        told = plain_copy_is_told(backups)
        rows += [
            add("backup SQLite: backups of a damaged database refused",
                f"{sum(ok for _, ok in damaged)} of {len(damaged)}", "all",
                all(ok for _, ok in damaged)),
            add("self-check: a plain copy of the file under load has faults", len(told), ">= 1",
                len(told) >= 1)]
        refused += damaged
    else:
        rows.append(self_check_promises(backups))
    for line in faults[:20] + backups.failed[:3] + [what for what, ok in refused if not ok]:
        print("backup:", line, file=sys.stderr)
    return all(rows) and not backups.rig.load.faults


def self_check_promises(backups):
    """The oldest backup cannot have what was promised after it: that must be told."""
    first = backups.taken[0]
    told = backups.bring_back(Taken(first.path, backups.rig.load.promised, 0))
    return add("self-check: promises made after a backup are missing in it", len(told), ">= 1",
               len(told) >= 1)


def run_on(options, postgres):
    options.postgres = postgres
    backups = Backups(options)
    try:
        backups.run()
        good = report(backups)
    finally:
        backups.close()
    for fault in backups.rig.load.faults[:5]:
        print("backup:", fault, file=sys.stderr)
    return good


def main():
    parser = parser_of(__doc__)
    parser.add_argument("--backups", type=int, default=20)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sqlite", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.backups = 4
    print(f"backup: seed {options.seed}")
    good = True
    engines = [engine for engine, other in ((False, options.postgres), (True, options.sqlite))
               if not other]
    for engine in engines:
        good &= run_on(options, engine)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
