#!/usr/bin/env python3
"""Counts reports on a running server, alone and while calls come in, and says what the one does to the
other. Usage: reports.py URL PID BINARY SECONDS

Prints a line a report: seconds, records read; then the rates of intake without and with a count going on
all the time, and their ratio.
"""
import http.client
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid

URL, PID, BINARY, SECONDS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
REPORTS = [("hotline", "2026-03-01", "2026-03-31"), ("hotline", "2026-01-01", "2026-12-31"),
           ("victims", "2026-01-01", "2026-12-31"), ("programme", "2026-01-01", "2026-12-31"),
           ("deadlines", "2026-01-01", "2026-12-31")]


class Client:
    """A statistician."""

    def __init__(self):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(URL).netloc, timeout=600)
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


def resident():
    """(now, highest) in MB."""
    with open(f"/proc/{PID}/status", encoding="utf-8") as file:
        lines = dict(line.split(":", 1) for line in file)
    return tuple(int(lines[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))


def processor():
    """Seconds of processor time so far."""
    with open(f"/proc/{PID}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settled():
    """Waits until the work that follows a start is done: persons compared, facts read."""
    quiet = 0
    while quiet < 3:
        before = processor()
        time.sleep(1)
        quiet = quiet + 1 if processor() - before < 0.1 else 0


def intake():
    """Conversations created a second."""
    done = subprocess.run([BINARY, "bench", "--url", URL, "--scenario", "create-contact",
                           "--clients", "64", "--seconds", str(SECONDS), "--json"],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main():
    settled()
    client = Client()
    print(f"memory before: {resident()[0]} MB")
    for report in REPORTS:
        begun = processor()
        seconds, records = client.count(*report)
        print(f"{' '.join(report):<33} {seconds:7.1f} s, {processor() - begun:.1f} s of processor time, "
              f"{records} records read, memory {resident()[0]} MB")
    print(f"memory at its highest: {resident()[1]} MB")
    alone = intake()
    counting, counts = True, []

    def count_on():
        other = Client()
        while counting:
            year = 2025 + len(counts) % 2
            counts.append(other.count("programme", f"{year}-01-01", f"{year}-12-31")[0])

    thread = threading.Thread(target=count_on)
    thread.start()
    beside = intake()
    counting = False
    thread.join()
    rate = "per_second"
    print(f"intake alone {alone[rate]:.0f}/s p99 {alone['p99_ms']} ms; "
          f"beside counts ({len(counts)}, {sum(counts) / max(len(counts), 1):.1f} s each) "
          f"{beside[rate]:.0f}/s p99 {beside['p99_ms']} ms; "
          f"ratio {beside[rate] / alone[rate]:.2f}")


main()
