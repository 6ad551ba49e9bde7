#!/usr/bin/env python3
"""Builds the disk states that a loss of power could leave, and looks what they hold.

The server runs under load (load.py) with a library that writes down every change of its database files
and every sync, in order (record.c). At moments chosen by chance a state of the disk is put together
(states.py): all that was synced, and of the rest any sectors of 512 bytes in any order, as a disk with
a cache of its own may leave them. In each state:

  - every write that was acknowledged up to that moment is there exactly once, none half,
  - PRAGMA integrity_check and `haidang verify-audit` find nothing.

Needs no root, and no file system takes part: what ext4 makes of it is looked at by power_cut.py. The
self-check does the same with synchronous=OFF and with synchronous=NORMAL: both must lose.

Usage: unsynced.py [--quick] [--states N] [--seconds N] [--clients N] [--seed N]
"""
import collections
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
import verdicts  # noqa: E402
from found import Found, differences  # noqa: E402
from harness import Server  # noqa: E402
from load import Load  # noqa: E402
from sequence import contents  # noqa: E402
from states import entries, states  # noqa: E402
from sweep import library  # noqa: E402

TABLES = {"/contacts": "contact", "/cases": "case_file", "/referrals": "referral"}


class Recorded(Server):
    """Starts under record.c; `begun`: the database before its start."""

    def __init__(self, libraries, record, weak):
        self.libraries, self.record, self.weak = libraries, record, weak
        super().__init__()

    def start(self):
        self.begun = {str(path): path.read_bytes() for path in self.data.glob("haidang.sqlite*")}
        self.environment = {"LD_PRELOAD": " ".join(self.libraries),
                            "RECORD_UNDER": str(self.data), "RECORD_TO": str(self.record)}
        if self.weak:
            self.environment["FAULT_WEAK"] = self.weak
        super().start()


class Promises(list):
    """Knows how long the record was when each was made."""

    def __init__(self, record):
        super().__init__()
        self.record, self.places = record, []

    def append(self, promise):
        place = os.stat(self.record).st_size
        super().append(promise)
        self.places.append((place, promise))

    def __iadd__(self, more):
        for promise in more:
            self.append(promise)
        return self


class Left(Found):
    """What a database holds that no server runs on."""

    def listed(self, path, user):
        return (row[0] for row in self.rows(f"SELECT id FROM {TABLES[path]}"))


class Folder:
    """Stands in for a server: its data is there, and it does not run."""

    def __init__(self, data):
        self.data = data


def recorded_load(folder, options, weak):
    """The server that was loaded (and is ended), what was there before, and the promises."""
    libraries = [str(library(folder, "record")), str(library(folder, "fault"))]
    record = folder / f"record-{weak}"
    server = Recorded(libraries, record, weak)
    try:
        session = server.sign_in("tuvan1")
        target = server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        before = Left(server).with_files()
        first = os.stat(record).st_size
        load = Load(server, session, target, 0)
        load.promised = Promises(record)
        load.begin(options.clients)
        time.sleep(options.seconds)
        load.stop()
        server.kill()
        if load.faults:
            raise RuntimeError(f"the load failed: {load.faults[:3]}")
    except BaseException:
        server.close()
        raise
    return server, before, load.promised, first


def faults_of(data, before, promises, place):
    """What is wrong in this state, as sentences."""
    promised = [what for at, what in promises.places if at <= place]
    left = Left(Folder(data))
    try:
        after = left.with_files()
        given = set(promised)
        # Acknowledged later, or by nobody: it was on its way.
        after = collections.Counter({record: count for record, count in after.items()
                                     if count != 1 or record in given or record in before})
        faults = differences(before, after, promised) + left.torn()
        return faults + contents(left.server)[1] + left.audit()
    except sqlite3.DatabaseError as damaged:
        return [f"damaged: {damaged}"]


def look(folder, options, count, weak=None):
    """How many states had faults, how many promises there were, and how many faults."""
    server, before, promises, first = recorded_load(folder, options, weak)
    chance = random.Random(options.seed)
    calls = collections.Counter((chr(kind), path.endswith(".sqlite"))
                                for _, kind, path, *_ in entries(server.record))
    print(f"unsynced: {os.stat(server.record).st_size >> 20} MiB recorded, {calls['s', False]} syncs of "
          f"the log, {calls['s', True]} of the database", flush=True)
    wrong = faulty = 0
    try:
        for place, files in states(server.record, server.begun, first, chance, count):
            shutil.rmtree(folder / "state", ignore_errors=True)
            shutil.copytree(server.data, folder / "state",
                            ignore=shutil.ignore_patterns("haidang.sqlite*"))
            for path, content in files.items():
                (folder / "state" / pathlib.Path(path).name).write_bytes(content)
            faults = faults_of(folder / "state", before, promises, place)
            wrong, faulty = wrong + bool(faults), faulty + len(faults)
            if faults and not weak:
                print(f"unsynced: at {place}: {faults[:3]}", file=sys.stderr, flush=True)
        return wrong, len(promises), faulty
    finally:
        server.close()


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--states", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    if options.quick:
        options.states, options.seconds = 15, 3
    kept = True
    with tempfile.TemporaryDirectory(prefix="hd-states-") as folder:
        folder = pathlib.Path(folder)
        wrong, promises, faults = look(folder, options, options.states)
        kept &= verdicts.add("disk states a loss of power can leave: with a loss or damage",
                             f"{wrong} of {options.states} states, {promises} promises, "
                             f"{faults} faults (seed {options.seed})", "0", wrong == 0)
        for weak in ("OFF", "NORMAL"):
            count = max(4, options.states // 20)
            wrong, promises, faults = look(folder, options, count, weak)
            kept &= verdicts.add(f"self-check: states with synchronous={weak} that lose",
                                 f"{wrong} of {count} states, {faults} faults", ">= 1", wrong >= 1)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
