#!/usr/bin/env python3
"""Counts reports on a running server, alone and while calls come in, and says what the one does to the
other. Usage: reports.py [CONVERSATIONS [SECONDS]], 1,000,000 and 10 unless told; with 5 cases of two victims
for every hundred conversations.

Prints a line a report: seconds, records read; then the rates of intake without and with a count going on
all the time, and their ratio.
"""
import http.client
import json
import pathlib
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from measured import System, machine  # noqa: E402
from verdicts import add  # noqa: E402

REPORTS = [("hotline", "2026-03-01", "2026-03-31"), ("hotline", "2026-01-01", "2026-12-31"),
           ("victims", "2026-01-01", "2026-12-31"), ("programme", "2026-01-01", "2026-12-31"),
           ("deadlines", "2026-01-01", "2026-12-31")]


class Client:
    """A statistician."""

    def __init__(self, system):
        self.connection = http.client.HTTPConnection("127.0.0.1", system.port, timeout=600)
        self.headers = {"Content-Type": "application/json"}
        session = self.ask("POST", "/sessions", {
            "username": "thongke", "password": "hai-dang-demo-2026", "totp": "000000"})
        self.headers["X-CSRF-Token"] = session["csrf_token"]

    def ask(self, method, path, body=None):
        headers = dict(self.headers)
        if method == "POST" and path != "/sessions":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        self.connection.request(method, "/api/v1" + path, json.dumps(body) if body else None, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if cookie := answer.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:300]}")
        return json.loads(data)

    def count(self, report, begin, end):
        begun = time.monotonic()
        run = self.ask("POST", "/report-runs",
                       {"report": report, "from": begin, "to": end})
        records = 0
        while run["state"] in ("queued", "running"):
            time.sleep(0.02)
            run = self.ask("GET", f"/report-runs/{run['id']}")
            if run["stage"] == "reading":
                records = max(records, run["total"])
        if run["state"] != "done":
            raise SystemExit(f"{report}: {run}")
        return time.monotonic() - begun, records


def measure(system, seconds):
    system.settled(600)
    client = Client(system)
    print(f"memory before: {system.megabytes()} MB")
    for report in REPORTS:
        begun = system.processor_seconds()
        took, records = client.count(*report)
        print(f"{' '.join(report):<33} {took:7.1f} s, "
              f"{system.processor_seconds() - begun:.1f} s of processor time, "
              f"{records} records read, memory {system.megabytes()} MB")
    print(f"memory at its highest: {system.megabytes('VmHWM')} MB")
    alone = system.measure("create-contact", seconds)
    counting, counts = True, []

    def count_on():
        other = Client(system)
        while counting:
            year = 2025 + len(counts) % 2
            counts.append(other.count("programme", f"{year}-01-01", f"{year}-12-31")[0])

    thread = threading.Thread(target=count_on)
    thread.start()
    beside = system.measure("create-contact", seconds)
    counting = False
    thread.join()
    rate = "per_second"
    ratio = beside[rate] / alone[rate]
    add("intake beside reports that are counted all the time, as a ratio to intake alone",
        f"{ratio:.2f}", "≥ 0.5", ratio >= 0.5)
    print(f"intake alone {alone[rate]:.0f}/s p99 {alone['p99_ms']} ms; "
          f"beside counts ({len(counts)}, {sum(counts) / max(len(counts), 1):.1f} s each) "
          f"{beside[rate]:.0f}/s p99 {beside['p99_ms']} ms")


def main():
    conversations = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(machine())
    with System() as system:
        system.fill(contacts=conversations, victims=conversations // 20)
        system.start()
        measure(system, int(sys.argv[2]) if len(sys.argv) > 2 else 10)


main()
