#!/usr/bin/env python3
"""Kills the server at random moments under load and checks that no acknowledged write is lost and none
is there twice.

Many clients create contacts, some of them cases, each with an idempotency key of its own. A client that gets no answer
repeats the request with the same key until it gets one, as the front end does. After each restart it
also repeats its last acknowledged request and must get the very same answer. At the end:

  - every acknowledged contact is in the call log, every case in the list of cases, exactly once,
  - these lists have nothing else but what was there before,
  - `haidang verify-audit` finds the log of changes unbroken.

Usage: kill9.py [--cycles N] [--clients N]
       kill9.py --check-yourself      loses one write and doubles one on purpose; both must be noticed
Needs the built binary (build/haidang, or HAIDANG).
"""
import argparse
import collections
import http.client
import pathlib
import random
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
from harness import BINARY, Server  # noqa: E402

KEEP_TRYING = {408, 409, 429, 500, 502, 503, 504, 507}
ANSWER_WITHIN_SECONDS = 60


class Load:
    """Clients that write until told to stop; what they were promised is in `acknowledged`."""

    def __init__(self, server, session, hotline, count):
        self.server = server
        self.session = session
        self.body = {"hotline_id": hotline, "channel": "phone_111", "direction": "in",
                     "started_at": "2026-03-02T08:50:00.000+07:00"}
        self.case = {"entry_road": "hotline", "person": {
            "kind": "suspected_victim", "identity": {"full_name": "Người Hư Cấu"}}}
        self.stopping = threading.Event()
        self.acknowledged = {}  # key -> id of the contact, or of the case
        self.contacts = []      # ids of the contacts among them
        self.repeated = 0
        self.faults = []
        self.threads = [threading.Thread(target=self._run, args=self._work_of(number))
                        for number in range(count)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _work_of(self, number):
        return ("/cases", self.case) if number % 4 == 3 else ("/contacts", self.body)

    def _run(self, path, body):
        try:
            client = self.server.client()
            client.cookie, client.csrf = self.session.cookie, self.session.csrf
            last, process = None, self.server.process
            while not self.stopping.is_set():
                if last and process is not self.server.process:
                    process = self.server.process
                    self._repeat(client, path, body, *last)
                key = str(uuid.uuid4())
                answer = self._ask(client, path, body, key)
                self.acknowledged[key] = answer.json["id"]
                if path == "/contacts":
                    self.contacts.append(answer.json["id"])
                last = key, answer.bytes
        except Exception as fault:  # the main thread reports it
            self.faults.append(repr(fault))
            self.stopping.set()

    def _ask(self, client, path, body, key):
        """The answer to one request, asked again until there is one."""
        end = time.monotonic() + ANSWER_WITHIN_SECONDS
        while time.monotonic() < end:
            try:
                answer = client.post(path, body, check=False,
                                     headers={"Idempotency-Key": key})
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            if answer.status == 201:
                return answer
            if answer.status not in KEEP_TRYING:
                answer.expect(201)
            time.sleep(0.02)
        raise AssertionError(f"no answer within {ANSWER_WITHIN_SECONDS} s")

    def _repeat(self, client, path, body, key, first):
        again = self._ask(client, path, body, key)
        self.repeated += 1
        if again.bytes != first:
            raise AssertionError(f"a repeated request got another answer: {again.bytes!r}")


def lists(server, username):
    """How often each contact is in the call log, and each case in the list of cases."""
    reader = server.sign_in(username)
    found = collections.Counter()
    for path in ("/contacts", "/cases"):
        cursor = None
        while True:
            page = reader.get(f"{path}?limit=200" + (f"&cursor={cursor}" if cursor else ""),
                              check=False).expect(200)
            found.update(item["id"] for item in page["items"])
            cursor = page["next"]
            if not cursor:
                break
    return found


def differences(before, after, acknowledged):
    """What is wrong, as sentences."""
    promised = collections.Counter(acknowledged.values())
    faults = [f"lost: record {record} was acknowledged" for record in promised
              if record not in after]
    faults += [f"doubled: record {record} is there {after[record]} times"
               for record in promised if after[record] > 1]
    faults += [f"doubled: record {record} was the answer to {times} keys"
               for record, times in promised.items() if times > 1]
    faults += [f"doubled: record {record} was never acknowledged" for record in after
               if record not in promised and record not in before]
    faults += [f"lost: record {record} was there before" for record in before
               if record not in after]
    return faults


def audit_faults(server):
    done = subprocess.run([BINARY, "verify-audit", "--data", server.data], capture_output=True,
                          text=True, check=False)
    return [] if done.returncode == 0 else [f"audit: {done.stdout}{done.stderr}"]


def run(cycles, clients, seed, spoil=None):
    """The faults found; `spoil(server, session, load)` damages the data before they are looked for."""
    chance = random.Random(seed)
    server = Server()
    try:
        session = server.sign_in("tuvan1")
        hotline = session.session["posts"][0]["organisation_id"]
        before = lists(server, "truongca1")
        load = Load(server, session, hotline, clients)
        for cycle in range(1, cycles + 1):
            time.sleep(chance.uniform(0.05, 1.5))
            server.kill()
            server.start()
            if cycle % 10 == 0 or cycle == cycles:
                print(f"kill9: {cycle} kills, {len(load.acknowledged)} writes acknowledged",
                      flush=True)
            if load.faults:
                break
        time.sleep(0.3)
        load.stop()
        if spoil:
            spoil(server, session, load)
        faults = load.faults + differences(before, lists(server, "truongca1"),
                                           load.acknowledged)
        server.stop()
        faults += audit_faults(server)
        print(f"kill9: {cycles} kills, {clients} clients, {len(load.acknowledged)} writes "
              f"acknowledged, {load.repeated} repeated after a restart, {len(faults)} faults "
              f"(seed {seed})")
        return faults
    finally:
        server.close()


def lose_one(server, _session, load):
    """Takes an acknowledged contact out of the database behind the server's back."""
    server.stop()
    with sqlite3.connect(server.data / "haidang.sqlite") as database:
        gone = load.contacts[0]
        database.execute("DELETE FROM contact WHERE id = ?", (gone,))
    database.close()
    server.start()


def double_one(_server, session, load):
    """What a client without idempotency would do: the same request under another key."""
    session.post("/contacts", load.body, check=False).expect(201)


def check_yourself(clients, seed):
    for spoil, word in ((lose_one, "lost:"), (double_one, "doubled:")):
        faults = run(1, clients, seed, spoil)
        if not any(fault.startswith(word) for fault in faults):
            print(f"kill9: {spoil.__name__} was not noticed: {faults}", file=sys.stderr)
            return 1
    print("kill9: a lost and a doubled write are both noticed")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=5)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--check-yourself", action="store_true")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 30)
    if options.check_yourself:
        return check_yourself(options.clients, seed)
    faults = run(options.cycles, options.clients, seed)
    for fault in faults[:20]:
        print("kill9:", fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
