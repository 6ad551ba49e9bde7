#!/usr/bin/env python3
"""Lets a server work evenly for a long time and looks whether anything drifts.

Usage: soak.py [--minutes N] [--rate N] [--plant-leak]

A mix of everyday requests, `rate` turns a second: a conversation written, finalised and read, lists, the board,
a report, a browser that comes, listens and leaves. Every minute memory, open files, threads and the processor
time of a turn are written down; the last quarter is held against the second. (The first is warming up: caches
fill.) Self-check, --plant-leak: opens connections that are never closed; the open files must be told.
"""
import argparse
import datetime
import http.client
import os
import pathlib
import socket
import statistics
import sys
import threading
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS), str(TESTS / "system")]
from harness import Client  # noqa: E402
from measured import System, machine  # noqa: E402
from verdicts import add  # noqa: E402

WORKERS = 4
MEMORY_GROWTH, FILES_GROWTH, TIME_GROWTH = 0.10, 4, 0.25
LISTS = ["/contacts?limit=50", "/duty-boards/current?scope=organisation", "/organisations?limit=50",
         "/work", "/cases?limit=20&scope=mine"]


class Reached:
    def __init__(self, port):
        self.port = port

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)


class Worker(threading.Thread):
    """One counsellor who works evenly."""

    def __init__(self, system, rate, stop):
        super().__init__(daemon=True)
        self.reached, self.pause, self.stopping = Reached(system.port), 1 / rate, stop
        self.turns, self.faults = 0, []

    def run(self):
        client = Client(self.reached).sign_in("tuvan1")
        due = time.monotonic()
        while not self.stopping.is_set():
            try:
                self.turn(client)
            except Exception as fault:  # pylint: disable=broad-except  # whatever it is, it counts
                self.faults.append(repr(fault)[:300])
            self.turns += 1
            due = max(due + self.pause, time.monotonic() - 1)
            self.stopping.wait(max(0, due - time.monotonic()))

    def turn(self, client):
        hotline = client.session["posts"][0]["organisation_id"]
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        contact = client.post("/contacts", {
            "hotline_id": hotline, "channel": "phone_111", "direction": "in", "started_at": now,
            "kind": "information", "topics": ["safe_migration"], "caller_relation": "public",
            "province": "01", "phone": "0900 000 001", "summary": "Đo lâu dài."}, check=False).expect(201)
        client.post(f"/contacts/{contact['id']}/finalisations", {"version": 1}, check=False).expect(200)
        client.get(f"/contacts/{contact['id']}", check=False).expect(200)
        client.get(LISTS[self.turns % len(LISTS)], check=False).expect(200)
        if self.turns % 20 == 0:
            self.listen(client)
        if self.turns % 100 == 99:
            client.delete("/sessions/current", check=False)
            client.cookie = client.csrf = None
            client.sign_in("tuvan1")

    def listen(self, client):
        """A page that is opened and closed again."""
        connection = self.reached.connect()
        connection.request("GET", "/api/v1/events", headers={"Cookie": client.cookie})
        stream = connection.getresponse()
        if stream.status != 200:
            raise AssertionError(f"no event stream: {stream.status}")
        stream.close()


def sample(system, workers):
    files = len(os.listdir(f"/proc/{system.process.pid}/fd"))
    threads = len(os.listdir(f"/proc/{system.process.pid}/task"))
    return {"memory": system.megabytes(), "files": files, "threads": threads,
            "processor": system.processor_seconds(), "turns": sum(w.turns for w in workers)}


def watch(system, workers, minutes, plant_leak):
    samples, leaked = [sample(system, workers)], []
    for minute in range(minutes):
        time.sleep(60)
        if plant_leak:
            leaked += [socket.create_connection(("127.0.0.1", system.port)) for _ in range(20)]
            for connection in leaked:
                connection.send(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
        samples.append(sample(system, workers))
        now, before = samples[-1], samples[-2]
        turns = max(now["turns"] - before["turns"], 1)
        now["microseconds"] = round((now["processor"] - before["processor"]) * 1e6 / turns)
        print(f"minute {minute + 1}: {now['memory']} MB, {now['files']} files, {now['threads']} threads, "
              f"{turns} turns, {now['microseconds']} µs of server a turn", flush=True)
    return samples[1:]


def judge(samples, faults, planted, due):
    quarter = max(len(samples) // 4, 1)
    early, late = samples[quarter:2 * quarter] or samples[:1], samples[-quarter:]

    def mean(part, what):
        return statistics.mean(each[what] for each in part)

    memory = mean(late, "memory") / mean(early, "memory") - 1
    files = mean(late, "files") - mean(early, "files")
    spent = mean(late, "microseconds") / mean(early, "microseconds") - 1
    turns = samples[-1]["turns"]
    if planted:
        add("self-check: connections left open are told", f"{files:+.0f} files", f"> {FILES_GROWTH}",
            files > FILES_GROWTH)
        return
    name = f"{len(samples)} minutes, {turns:,} turns"
    add(f"{name}: failed turns", len(faults), "0", not faults)
    add(f"{name}: of those that were due", f"{turns / due:.0%}", "≥ 90%", turns >= 0.9 * due)
    add(f"{name}: memory, last quarter beside the second",
        f"{memory:+.1%} ({mean(early, 'memory'):.0f} → {mean(late, 'memory'):.0f} MB)",
        f"≤ +{MEMORY_GROWTH:.0%}", memory <= MEMORY_GROWTH)
    add(f"{name}: open files", f"{files:+.1f}", f"≤ +{FILES_GROWTH}", files <= FILES_GROWTH)
    add(f"{name}: processor time of a turn", f"{spent:+.1%}", f"≤ +{TIME_GROWTH:.0%}",
        spent <= TIME_GROWTH)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--rate", type=float, default=10, help="turns a second")
    parser.add_argument("--plant-leak", action="store_true")
    options = parser.parse_args()
    print(machine())
    with System() as system:
        system.start()
        stop = threading.Event()
        workers = [Worker(system, options.rate / WORKERS, stop) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        samples = watch(system, workers, options.minutes, options.plant_leak)
        stop.set()
        for worker in workers:
            worker.join(timeout=60)
        faults = [fault for worker in workers for fault in worker.faults]
        judge(samples, faults, options.plant_leak, options.minutes * 60 * options.rate)
        for fault in faults[:5]:
            print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
