#!/usr/bin/env python3
"""Do answers tell by their time, or by their bytes, what they must not tell?

  tests/attack/timing.py

Two questions that must look the same are asked in turns. Measured is the time the server's threads spend on
the processor: on a machine that others use, too, it is far steadier than the time on the clock, which is told
beside it. A permutation test says whether one question costs more: the two of a pair change places at random,
and what comes out is laid beside what was measured. Compared are the lower quartiles, because others on the
machine only ever make a question dearer. Below one in a thousand the two are told apart.

A name can be guessed, so known and unknown ones must not be told apart at all. The id of a record cannot be
guessed (122 random bits); there the bytes must be the same, and the work nearly.
"""
import http.client
import pathlib
import random
import re
import sys
import time
import uuid

import ground
from ground import add, quick
import harness  # noqa: I001  found through ground
from contract import PREFIX

PAIRS_OF_SIGN_INS = 40 if quick() else 300
PAIRS_OF_RECORDS = 100 if quick() else 1000
SHUFFLES = 3000
TOLD_APART = 0.001
NEARLY_MS = 0.6  # of a debug build; writing the refusal down costs ten times as much
EXTRA_QUESTIONS = 150  # what a planted difference costs
CHANGING = re.compile(rb"(?im)^(date|x-request-id):.*\r\n")
KNOWN = ("tuvan1", "truongca1", "lanhdao111", "tuvan_hy", "ca_tv", "yt_tv", "thongke", "kiemtoan")


def on_processor(server):
    """Seconds all threads of the server have worked so far."""
    total = 0
    for thread in pathlib.Path(f"/proc/{server.process.pid}/task").iterdir():
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            pass  # it has just ended
    return total / 1e9


def quartile(values):
    """What a quarter of them stays below."""
    return sorted(values)[len(values) // 4]


def apart(pairs):
    """Lower quartile of the first less that of the second."""
    return quartile([first for first, _ in pairs]) - quartile([second for _, second in pairs])


def p_value(pairs, seed=1):
    """How often chance alone sets them as far apart."""
    draw = random.Random(seed)
    seen = abs(apart(pairs))
    as_far = sum(
        abs(apart([pair if draw.random() < 0.5 else pair[::-1] for pair in pairs])) >= seen
        for _ in range(SHUFFLES))
    return (as_far + 1) / (SHUFFLES + 1)


class Watch:
    """Sends over one connection that stays open and takes the time."""

    def __init__(self, server):
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.connection.connect()

    def ask(self, method, path, body, headers, extra=0):
        """(seconds worked, seconds on the clock, status, everything but what changes each time)."""
        self.renew()
        worked, begun = on_processor(self.server), time.perf_counter()
        answer, content = self._exchange(method, path, body, headers)
        for _ in range(extra):
            self._exchange("GET", "/hotlines", None, {})
        took = time.perf_counter() - begun
        worked = on_processor(self.server) - worked
        head = "".join(f"{name}: {value}\r\n" for name, value in answer.getheaders()).encode()
        return worked, took, answer.status, CHANGING.sub(b"", head) + content

    def _exchange(self, method, path, body, headers):
        self.connection.request(method, PREFIX + path, body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def renew(self):
        """A connection that was idle for long may have been ended."""
        self.connection.close()
        self.connection.connect()


def compare(one, other, pairs):
    """(difference in ms of work, of the clock, p of the work, are all bytes the same)."""
    worked, took, answers = [], [], set()
    draw = random.Random(2)
    for number in range(pairs):
        if draw.random() < 0.5:
            first, second = one(number), other(number)
        else:
            second, first = other(number), one(number)
        worked.append((first[0], second[0]))
        took.append((first[1], second[1]))
        answers |= {first[2:], second[2:]}
    return apart(worked) * 1000, apart(took) * 1000, p_value(worked), len(answers) == 1


def report(what, result, allowed_ms=0.0):
    """`allowed_ms`: as much more work is no harm although it can be told apart."""
    work, clock, chance, same = result
    good = chance > TOLD_APART or abs(work) <= allowed_ms
    target = f"p > {TOLD_APART}" + (f" or <= {allowed_ms} ms" if allowed_ms else "")
    add(f"timing: {what}: difference", f"{work:+.3f} ms of work ({clock:+.2f} on the clock), "
        f"p = {chance:.4f}", target, good)
    add(f"timing: {what}: same bytes", same, True, same)
    return good and same


def found(what, result):
    return add(f"timing: self-check, {what}", f"{result[0]:+.3f} ms of work, p = {result[2]:.4f}",
               f"p <= {TOLD_APART}", result[2] <= TOLD_APART)


class SignIns:
    """Wrong passwords for names that exist and names that do not, from ever other networks."""

    def __init__(self, server):
        self.server = server
        self.watch = Watch(server)
        self.asked = 0

    def ask(self, name, extra=0):
        self.asked += 1
        self.server.advance(seconds=70)  # no budget is in the way
        body = f'{{"username":"{name}","password":"wrong-password-1","totp":"123456"}}'
        return self.watch.ask("POST", "/sessions", body, {
            "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"10.{self.asked // 250}.{self.asked % 250}.1"}, extra)

    def known(self, number):
        return self.ask(KNOWN[number % len(KNOWN)])

    def unknown(self, number):
        return self.ask(KNOWN[number % len(KNOWN)][::-1] + "x")

    def later(self, number):
        name = KNOWN[number % len(KNOWN)][::-1] + "x"
        return self.ask(name, EXTRA_QUESTIONS)


def sign_ins(server):
    asked = SignIns(server)
    good = found(f"an unknown name that costs {EXTRA_QUESTIONS} small questions more",
                 compare(asked.unknown, asked.later, PAIRS_OF_SIGN_INS))
    return report("wrong password of a known and an unknown name",
                  compare(asked.known, asked.unknown, PAIRS_OF_SIGN_INS)) and good


class Records:
    """Records somebody may not see, and ids nobody has."""

    def __init__(self, server, stranger):
        self.watch = Watch(server)
        self.headers = {"Cookie": stranger.cookie, "Accept": "application/json"}
        self.draw = random.Random(3)

    def ask(self, path, identity):
        return self.watch.ask("GET", path.replace("{id}", identity), None, self.headers)

    def absent(self, path):
        return lambda _: self.ask(path, str(uuid.UUID(int=self.draw.getrandbits(128), version=4)))

    def of(self, path, ids):
        return lambda number: self.ask(path, ids[number % len(ids)])


def ids(client, path):
    return [item["id"] for item in client.get(path).expect(200)["items"]]


def records(server):
    insider, stranger = server.sign_in("lanhdao111"), server.sign_in("tuvan_hy")
    asked = Records(server, stranger)
    kinds = {"/contacts/{id}": ids(insider, "/contacts?limit=100"),
             "/cases/{id}": ids(server.sign_in("tuvan1"), "/cases?limit=100"),
             "/connections/{id}": ids(insider, "/connections?limit=100"),
             "/duties/{id}": ids(insider, "/duties?limit=100&scope=organisation&state=all")}
    good = True
    for path, known in kinds.items():
        if not known:
            good = add(f"timing: {path}: records to ask for", 0, ">= 1", False)
            continue
        good &= report(f"forbidden and absent {path}",
                       compare(asked.of(path, known), asked.absent(path), PAIRS_OF_RECORDS),
                       NEARLY_MS)
    own = ids(stranger, "/contacts?limit=50")
    good &= found("a conversation of one's own and an absent one",
                  compare(asked.of("/contacts/{id}", own), asked.absent("/contacts/{id}"), 60))
    return good


def main():
    server = ground.server_with_people("--behind-proxy")
    try:
        good = sign_ins(server)
    finally:
        server.close()
    server = ground.server_with_a_year()
    try:
        return 0 if records(server) and good else 1
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
