#!/usr/bin/env python3
"""Kills the server, or its database, at random moments under load and checks that no acknowledged write
is lost and none is there twice.

Many clients write conversations, cases, consents, referrals with their steps, and files (load.py). At the
end (found.py):

  - every acknowledged record, step, sending and file is there exactly once, files byte for byte,
  - there is nothing else but what was there before,
  - no duty is there twice, no part without its whole,
  - `haidang verify-audit` finds the log of changes unbroken.

Usage: kill9.py [--cycles N] [--pause SECONDS] [--read-files N] [--clients N] [--seed N]
                [--postgres [--kill-database]]
       kill9.py --check-yourself [--postgres]     spoils the data on purpose in every way above;
                                                  each must be noticed
With --postgres the system runs on a private PostgreSQL with fsync; --kill-database kills that one, all
of its processes, instead of the server. Needs the built binary (build/haidang, or HAIDANG).
"""
import argparse
import pathlib
import random
import subprocess
import sys
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
from found import Found, differences  # noqa: E402
from harness import BINARY, Server  # noqa: E402
from load import Load  # noqa: E402
from postgres import Postgres  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import verdicts  # noqa: E402


class Rig:
    """One system under load, and the means to crash it."""

    def __init__(self, on_postgres, kill_database=False):
        self.kill_database = kill_database
        self.files_read = None  # all
        self.postgres = None
        if not on_postgres:
            self.server = Server()
        else:
            self.postgres = Postgres()
            self.postgres.set(fsync="on", full_page_writes="on")
            database = ["--database", self.postgres.url]
            self.server = Server(demo=False, arguments=database)
            self.server.stop()
            subprocess.run([BINARY, "demo", "--people", "--data", self.server.data, *database],
                           check=True, capture_output=True)
            self.server.start()
        self.found = Found(self.server, self.postgres)

    def begin(self, clients):
        session = self.server.sign_in("tuvan1")
        target = self.server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        self.before = self.found.records()
        self.load = Load(self.server, session, target, clients)

    def crash(self):
        if self.kill_database:
            self.postgres.kill()
            self.postgres.resume()
        else:
            self.server.kill()
            self.server.start()
        self.load.crashes += 1

    def faults(self):
        after = self.found.records() + self.found.whole_files(self.load.contents,
                                                                self.files_read)
        return (self.load.faults + differences(self.before, after, self.load.promised)
                + self.found.torn())

    def audit_faults(self):
        self.server.stop()
        return self.found.audit()

    def close(self):
        self.server.close()
        if self.postgres:
            self.postgres.remove()


def run(rig, options, seed):
    """Loads and crashes; the load has ended when it returns."""
    chance = random.Random(seed)
    rig.begin(options.clients)
    cycles = options.cycles
    for cycle in range(1, cycles + 1):
        time.sleep(chance.uniform(0.05, options.pause))
        rig.crash()
        if cycle % 10 == 0 or cycle == cycles:
            print(f"kill9: {cycle} kills, {len(rig.load.promised)} promises", flush=True)
        if rig.load.faults:
            break
    time.sleep(0.5)
    rig.load.stop()


def summary(rig, cycles, clients, seed, faults):
    kinds = {}
    for what, _ in rig.load.promised:
        kinds[what] = kinds.get(what, 0) + 1
    told = ", ".join(f"{count} {what}" for what, count in sorted(kinds.items()))
    print(f"kill9: {cycles} kills of the {'database' if rig.kill_database else 'server'}, "
          f"{clients} clients, {len(rig.load.promised)} promises ({told}), {rig.load.repeated} "
          f"repeated after a restart, {len(faults)} faults (seed {seed})")
    where = "PostgreSQL" if rig.postgres else "SQLite"
    killed = "the database" if rig.kill_database else "the server"
    verdicts.add(f"kill -9 of {killed} on {where}: lost or doubled",
                 f"{len(faults)} of {len(rig.load.promised)}, {rig.load.crashes} kills", "0",
                 not faults)


def spoils(rig):
    """{what it is: (statement or act, beginning of the fault that must be told)}"""
    def of(what, order=iter):
        return next(record for kind, record in order(rig.load.promised) if kind == what)

    def again():
        rig.load.session.post("/contacts", {
            "hotline_id": rig.load.hotline, "channel": "phone_111", "direction": "in",
            "started_at": "2026-03-02T08:50:00.000+07:00"}, check=False).expect(201)
    contact, consent, file = of("contact"), of("consent"), of("whole file")
    step, sent = of("sent"), of("sent", reversed)
    columns = ", ".join(row[0] for row in rig.found.rows(
        "SELECT name FROM pragma_table_info('duty')" if not rig.postgres else
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'duty'")
        if row[0] != "id")
    return {
        "a lost conversation": (f"DELETE FROM contact WHERE id = '{contact}'",
                                f"lost: contact {contact}"),
        "a conversation made twice": (again, "doubled: contact"),
        "a lost consent": (f"DELETE FROM consent WHERE id = '{consent}'", f"lost: consent {consent}"),
        "a lost step": (f"DELETE FROM referral_entry WHERE referral = '{step}' "
                        "AND code = 'victim_opinion'", f"lost: step victim_opinion {step}"),
        "a lost duty": (f"DELETE FROM duty_history WHERE duty IN (SELECT id FROM duty WHERE "
                        f"subject_id = '{step}'); DELETE FROM duty WHERE subject_id = '{step}'",
                        f"lost: duty RA1 {step}"),
        "a duty made twice": (f"INSERT INTO duty (id, {columns}) SELECT '{uuid.uuid4()}', {columns} FROM duty "
                              f"WHERE subject_id = '{sent}' AND rule_code = 'T4'",
                              f"doubled: duty referral {sent}"),
        "a file that lost a piece": (f"DELETE FROM file_piece WHERE file_id = '{file}' "
                                     "AND position = 1", f"lost: whole file {file}"),
    }


def check_yourself(rig, clients):
    rig.begin(clients)
    end = time.monotonic() + 300
    while not {"whole file", "consent"} <= {what for what, _ in rig.load.promised} or sum(
            what == "sent" for what, _ in rig.load.promised) < 2:
        if rig.load.faults or time.monotonic() > end:
            break
        time.sleep(0.1)
    rig.crash()
    time.sleep(0.5)
    rig.load.stop()
    wrong = rig.faults()
    if wrong:
        print(f"kill9: faults before anything was spoilt: {wrong[:5]}", file=sys.stderr)
        return 1
    missed = []
    acts = spoils(rig)
    for what, (act, expected) in acts.items():
        for part in [act] if callable(act) else act.split("; "):
            part() if callable(part) else rig.found.change(part)
        if not any(fault.startswith(expected) for fault in rig.faults()):
            missed.append(what)
    rig.found.change("UPDATE audit_entry SET action = 'contact.spoilt' WHERE sequence = 7")
    if not rig.audit_faults():
        missed.append("a changed entry of the log")
    verdicts.add("self-check: faults made on purpose that kill9.py notices",
                 f"{len(acts) + 1 - len(missed)}", f"{len(acts) + 1}", not missed)
    if missed:
        print(f"kill9: not noticed: {', '.join(missed)}", file=sys.stderr)
        return 1
    print("kill9: everything that was spoilt on purpose is noticed")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=5)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--pause", type=float, default=1.5, metavar="SECONDS",
                        help="at most this long between two kills")
    parser.add_argument("--read-files", type=int, metavar="N",
                        help="read only so many files at the end, and count the pieces of the others")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--kill-database", action="store_true")
    parser.add_argument("--check-yourself", action="store_true")
    options = parser.parse_args()
    if options.kill_database and not options.postgres:
        parser.error("--kill-database needs --postgres")
    seed = options.seed if options.seed is not None else random.randrange(1 << 30)
    rig = Rig(options.postgres, options.kill_database)
    rig.files_read = options.read_files
    try:
        if options.check_yourself:
            return check_yourself(rig, max(options.clients, 8))
        run(rig, options, seed)
        faults = rig.faults() + rig.audit_faults()
        summary(rig, options.cycles, options.clients, seed, faults)
    finally:
        rig.close()
    for fault in faults[:20]:
        print("kill9:", fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
