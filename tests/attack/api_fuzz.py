#!/usr/bin/env python3
"""Property-based attack on the HTTP interface, made of our own contract (api/openapi.yaml).

  tests/attack/api_fuzz.py [--seed N] [--requests N]

Each request is made of the contract and of what answers told before, most are then spoilt
(hostile.py), and every answer is judged (judge.py). The first request that breaks a rule is made
smaller while it still breaks it, and printed with the seed. Requests go one after the other, so every
change can be laid beside the growth of the log of changes.
"""
import argparse
import collections
import http.client
import json
import random
import sys
import time

import ground
from ground import add
import harness  # noqa: I001  found through ground
from contract import PREFIX

import plants
from hostile import Hostile
from judge import Judge
from known import operations
from seen import Seen
from shapes import Shapes, new_key
from shrink import smaller

STREAMS = {"stream_events"}
HANGS_AFTER_SECONDS = 20
BYSTANDER = "tuvan2"  # whose password may be guessed at
CLOCK_EVERY = 100
STEP_SECONDS = 20
TOLD_AT_MOST = 12


def repeats(first, again, refused):
    """Complaints about the answers to a repeated request, and to another one with the same key."""
    found = []
    if (again.status, again.bytes) != (first.status, first.bytes):
        found.append(("the_same_answer", f"{again.status} {again.bytes[:200]}"))
    if refused.status != 422:
        found.append(("one_key_one_request", str(refused.status)))
    return found


def told_in(log, mark):
    typed = mark in log or mark.encode("unicode_escape").decode() in log
    return [("nothing_in_the_log", "what was typed stands in the log")] if typed else []


class Fuzz:
    """`planted`: weaknesses that each answer is judged with as well, see plants.py."""

    def __init__(self, seed, server, planted=()):
        self.random = random.Random(seed)
        self.server = server
        self.planted = planted
        self.noticed = set()
        self.mark = f"dấu{self.random.getrandbits(40):010x}"
        self.seen = Seen()
        self.clients = {}
        self.judge = Judge(self.seen, {})
        self.shapes = Shapes(self.random, self.seen, lambda: self.server.now, self.mark)
        self.hostile = Hostile(self.random)
        self.operations = [one for one in operations() if one.id not in STREAMS]
        self.statuses = collections.Counter()
        self.succeeded = set()
        self.broken = {}  # (rule, operation): what to print
        for person in ground.PEOPLE:
            self.sign_in(person)
        self.audited = ground.audit_size(server)
        self.harvest()

    def sign_in(self, person):
        client = self.server.client()
        while True:
            answer = client.post("/sessions", {"username": person, "password": harness.PASSWORD,
                                               "totp": harness.TEST_CODE})
            if answer.status != 429:  # guesses of the rig itself: the answer says how long
                break
            self.server.advance(seconds=int(answer.json["params"]["retry_after_seconds"]))
        client.session = answer.expect(201)
        client.csrf = client.session["csrf_token"]
        posts = client.session["posts"]
        self.clients[person] = client
        self.judge.roles[person] = {post["role"] for post in posts}
        self.judge.organisations[person] = {post["organisation_id"] for post in posts}
        self.seen.protected |= {client.session["user"]["id"], *(post["id"] for post in posts)}

    def harvest(self):
        """What everybody sees who only opens the lists."""
        for operation in self.operations:
            named = any(one["in"] == "path" or one.get("required") for one in operation.parameters)
            if operation.method != "GET" or named:
                continue
            for person in self.clients:
                if self.judge.may(person, operation.permission):
                    self.learn(operation, self.clients[person].get(operation.path), person)

    def learn(self, operation, answer, person):
        if answer.status < 300 and "json" in answer.headers.get("Content-Type", ""):
            self.seen.learn(operation.path, answer.json, person)

    def run(self, requests):
        for number in range(requests):
            if number % CLOCK_EVERY == 0:
                self.server.advance(seconds=STEP_SECONDS)
            self.one()

    def one(self):
        operation = self.random.choice(self.operations)
        allowed = [one for one in self.clients if self.judge.may(one, operation.permission)]
        chance = self.random.random()
        person = None if chance < 0.04 else self.random.choice(
            allowed if chance < 0.85 and allowed else list(self.clients))
        request = self.shapes.request(operation, person)
        if isinstance(request.body, dict) and request.body.get("username") in ground.PEOPLE:
            request.body["username"] = BYSTANDER
        if self.random.random() < 0.6:
            self.hostile.spoil(request)
        answer, sent, complaints = self.ask(request)
        if answer is not None:
            self.learn(operation, answer, person)
            if answer.status < 300 and operation.access == "write" and self.random.random() < 0.3:
                complaints += self.repeated(request, sent, answer)
        for rule, detail in complaints:
            self.tell(rule, detail, request)

    def ask(self, request, key=None):
        """(answer or None, headers, broken rules)."""
        sent = self.headers(request, key)
        before = self.audited
        try:
            answer = self.exchange(request, sent)
        except (OSError, http.client.HTTPException) as error:
            return None, sent, [("an_answer", repr(error))]
        self.statuses[answer.status] += 1
        self.audited = ground.audit_size(self.server)
        grown = self.audited - before
        if answer.status < 300:
            self.succeeded.add(request.operation.id)
        for plant in self.planted:
            forged = plant.spoil(request, answer) or answer
            self.notice(plant, self.complaints(request, sent, forged, plant.grown(grown)))
        self.keep_session(request, answer)
        return answer, sent, self.complaints(request, sent, answer, grown)

    def complaints(self, request, sent, answer, grown):
        found = self.judge.broken(request, sent, answer)
        on_record = request.operation.access in ("write", "sensitive_read")
        if answer.status < 300 and on_record and grown < 1:
            found.append(("an_audit_entry", "none was added"))
        return found

    def notice(self, plant, complaints):
        if plant.rule in [rule for rule, _ in complaints]:
            self.noticed.add(type(plant).__name__)

    def headers(self, request, key=None):
        client = self.clients.get(request.person)
        sent = {"Accept": "application/json", "Cookie": client.cookie if client else None}
        if request.operation.method != "GET":
            sent |= {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": key or new_key(),
                     "X-CSRF-Token": client.csrf if client else None}
        if request.data is not None:
            sent["Content-Type"] = "application/json"
        sent |= request.headers
        return {name: value for name, value in sent.items() if value is not None}

    def exchange(self, request, sent):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port,
                                                timeout=HANGS_AFTER_SECONDS)
        try:
            connection.request(request.operation.method, PREFIX + request.path, request.data, sent)
            return harness.Answer(request.operation.method, request.path, connection.getresponse())
        finally:
            connection.close()

    def keep_session(self, request, answer):
        """A session that ended, or got another token, is replaced."""
        client = self.clients.get(request.person)
        if client is None:
            return
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("hd_session=") and request.operation.id != "create_session":
                client.cookie = cookie.split(";")[0]
        if "Cookie" in request.headers or answer.status not in (204, 401):
            return
        if client.get("/sessions/current").status == 401:
            self.sign_in(request.person)
            self.audited = ground.audit_size(self.server)

    def repeated(self, request, sent, first):
        """The same key: the same answer; with another body: refused; from somebody else: not theirs."""
        again, _, complaints = self.ask(request, sent["Idempotency-Key"])
        other = request.copy()
        other.query.append(("another", "1"))
        refused, _, _ = self.ask(other, sent["Idempotency-Key"])
        if again is None or refused is None:
            return [*complaints, ("an_answer", "none to a repeated request")]
        for plant in self.planted:
            self.notice(plant, repeats(first, plant.spoil(request, again) or again,
                                       plant.spoil(other, refused) or refused))
        return complaints + repeats(first, again, refused)

    def tell(self, rule, detail, request):
        place = (rule, request.operation.id)
        if place in self.broken:
            return
        self.broken[place] = ""
        least = smaller(request, lambda one: self.still(rule, one))
        self.broken[place] = f"{rule}: {detail}\n  {least}"

    def still(self, rule, request):
        return rule in [name for name, _ in self.ask(request)[2]]

    def at_the_end(self):
        """Rules about the whole run."""
        alive = self.server.client().get("/meta").status == 200
        self.server.stop()
        log = self.server.log.read_text(encoding="utf-8", errors="replace")
        for plant in self.planted:
            self.notice(plant, told_in(log + plant.log(self.mark), self.mark))
        if not alive or '"server.stopping"' not in log:
            self.broken[("alive", "")] = "the server is gone"
        for rule, detail in told_in(log, self.mark):
            self.broken[(rule, "")] = detail
        if not ground.audit_is_unbroken(self.server):
            self.broken[("verify_audit", "")] = "the log of changes does not verify"


def attack(seed, requests, planted=()):
    server = ground.server_with_a_year()
    try:
        fuzz = Fuzz(seed, server, planted)
        fuzz.run(requests)
        fuzz.at_the_end()
        return fuzz
    finally:
        server.close()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--requests", type=int, default=1500 if ground.quick() else 60000)
    options = options.parse_args()
    planted = [plant() for plant in plants.PLANTS]
    begun = time.monotonic()
    fuzz = attack(options.seed, options.requests, planted)
    for text in list(fuzz.broken.values())[:TOLD_AT_MOST]:
        print(f"--- seed {options.seed}: {text}")
    statuses = json.dumps(dict(sorted(fuzz.statuses.items())))
    print(f"  {sum(fuzz.statuses.values())} requests in {time.monotonic() - begun:.0f} s: {statuses}")
    every = {one.id for one in fuzz.operations}
    print(f"  never succeeded: {' '.join(sorted(every - fuzz.succeeded))}")
    kept = add(f"API: broken rules in {sum(fuzz.statuses.values())} requests, seed {options.seed}",
               len(fuzz.broken), 0, not fuzz.broken)
    missing = [type(one).__name__ for one in planted if type(one).__name__ not in fuzz.noticed]
    kept &= add("API: self-check, weaknesses planted into the answers and noticed",
                f"{len(planted) - len(missing)} of {len(planted)} {' '.join(missing)}".strip(),
                len(planted), not missing)
    add("API: operations that succeeded at least once", f"{len(fuzz.succeeded)} of {len(every)}", "–",
        None)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
