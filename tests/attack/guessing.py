#!/usr/bin/env python3
"""Guessing passwords, while the person attacked, and everybody else, still gets in.

  tests/attack/guessing.py

The rig plays the proxy and says each guess comes from another network. The clock of the server is the
rig's, so a day of guesses takes a minute.
"""
import collections
import sys
import threading
import time

import ground
from ground import add
import harness  # noqa: I001  found through ground

ATTACKERS = 48        # at once: more than may wait for a hash
FLOOD_SECONDS = 12
TRIES_OF_THE_KNOWN = 20
DAY_SECONDS = 24 * 3600
EVALUATED_A_DAY = 100  # security 3.7
RIGHT = {"password": harness.PASSWORD, "totp": harness.TEST_CODE}


def cookies(answer):
    return "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or [])


def sign_in(server, username, password=harness.PASSWORD, network=1, device=None, host=7):
    """The answer; each time a new browser unless `device` brings cookies."""
    headers = {"X-Forwarded-For": f"10.{network // 256 % 256}.{network % 256}.{host}",
               "X-Forwarded-Proto": "https", "Cookie": device}
    return server.client().post("/sessions", {"username": username, "password": password,
                                              "totp": harness.TEST_CODE}, headers=headers)


def known_device(server, username):
    answer = sign_in(server, username, network=60000)
    answer.expect(201)
    return "; ".join(part for part in cookies(answer).split("; ") if "session" not in part)


def a_day_of_guesses(server, username, device):
    """(guesses that were evaluated, tries of the known device that failed)."""
    evaluated = failed = network = 0
    begun = server.now
    while (server.now - begun).total_seconds() < DAY_SECONDS - 120:
        network += 1
        answer = sign_in(server, username, "wrong-password-1", network)
        if answer.status == 401:
            evaluated += 1
        wait = int(answer.json["params"].get("retry_after_seconds", "1"))
        server.advance(seconds=max(1, wait) if answer.status == 429 else 1)
        if network % 10 == 0:
            failed += sign_in(server, username, network=61000, device=device).status != 201
        if wait > 3600:
            break
    return evaluated, failed


def flood(server, stop, statuses):
    """Everybody guesses at names nobody has, each time from another network."""
    def guess(lane):
        number = lane
        while not stop.is_set():
            number += ATTACKERS
            try:
                answer = sign_in(server, f"khong{number}", "wrong-password-1", number)
                statuses[answer.status] += 1
            except OSError:
                statuses["broken"] += 1
    threads = [threading.Thread(target=guess, args=(lane,)) for lane in range(ATTACKERS)]
    for thread in threads:
        thread.start()
    return threads


def under_a_flood(server, username, device):
    """Statuses of the flood, of the known device, and of a new browser of the same person."""
    stop, crowd = threading.Event(), collections.Counter()
    threads = flood(server, stop, crowd)
    time.sleep(2)
    known, unknown = collections.Counter(), collections.Counter()
    end = time.monotonic() + FLOOD_SECONDS
    for _ in range(TRIES_OF_THE_KNOWN):
        known[sign_in(server, username, network=62000, device=device).status] += 1
        unknown[sign_in(server, "truongca1", network=63000).status] += 1
        if time.monotonic() > end * 2:
            break
    stop.set()
    for thread in threads:
        thread.join()
    return crowd, known, unknown


def main():
    server = ground.server_with_people("--behind-proxy")
    try:
        device = known_device(server, "tuvan1")
        crowd, known, unknown = under_a_flood(server, "tuvan1", device)
        print(f"    flood {dict(crowd)}, a new browser {dict(unknown)}")
        good = add("guessing: self-check, the flood fills the queue for hashes", crowd[503], ">= 1",
                   crowd[503] > 0)
        good &= add("guessing: sign-ins of a known device during the flood that failed",
                    f"{known.total() - known[201]} of {known.total()}", 0, set(known) == {201})
        evaluated, failed = a_day_of_guesses(server, "tuvan1", device)
        good &= add("guessing: guesses at one account evaluated in a day", evaluated,
                    f"<= {EVALUATED_A_DAY}", 0 < evaluated <= EVALUATED_A_DAY)
        good &= add("guessing: sign-ins of the known device that failed on that day", failed, 0,
                    failed == 0)
        return 0 if good else 1
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
