#!/usr/bin/env python3
"""Measures every budget of the architecture and says which are kept.

Usage: budgets.py [--small N] [--large N] [--seconds S] [--postgres] [--names N] [--part conversations|cases]

Two sizes, because a list must not depend on how much there is. Rates are of 64 clients on the same
machine; `live` is the HTTP server without any work. No exit code tells of a speed: a missed budget is a
row. With --postgres the same on a private PostgreSQL 15 with fsync.
"""
import argparse
import pathlib
import re
import subprocess
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS), str(TESTS / "system")]
from postgres import Postgres  # noqa: E402
from measured import BINARY, System, machine, syncs_per_second  # noqa: E402
from verdicts import add  # noqa: E402

WRITES, P99_WRITE, READS, UNAUDITED, P99_LIST = 10_000, 50, 8_000, 20_000, 20
SAME = 0.20
RATES = [  # scenario, what it is, least rate, largest p99 in ms
    ("create-contact", "durable, audited creation", WRITES, P99_WRITE),
    ("finalise", "creation and finalising, pairs", None, P99_WRITE),
    ("read-contact", "audited reading of a conversation", READS, None),
    ("contact-list", "list of conversations", UNAUDITED, P99_LIST),
    ("deadline-board", "board of clocks", UNAUDITED, P99_LIST),
    ("organisations", "directory", UNAUDITED, None),
]
CASES = [("read-case", "audited reading of a case", READS, None),
         ("case-list", "list of cases", UNAUDITED, P99_LIST)]


class Table:
    """Rows of one engine, and fresh databases of it."""

    def __init__(self, postgres=None):
        self.engine = "PostgreSQL" if postgres else "SQLite"
        self.postgres = postgres
        self.databases = 0
        self.live = None

    def system(self):
        if not self.postgres:
            return System()
        self.databases += 1
        name = f"bench{self.databases}"
        self.postgres.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' "
                          "LC_COLLATE 'C' LC_CTYPE 'C'", self.postgres.own)
        return System(self.postgres.own.removesuffix("postgres") + name)

    def row(self, what, figure, target="–", kept=None):
        add(f"{self.engine}: {what}", figure, target, kept)

    def rate(self, what, figures, least, most_p99):
        """One scenario: its rate beside `live`, its p99, the server's time for one request."""
        if self.live is None:
            self.live = figures["per_second"]
        target, kept = [], None
        if least:
            target.append(f"≥ {least:,}/s")
        if most_p99:
            target.append(f"p99 ≤ {most_p99} ms")
        if target:
            kept = ((not least or figures["per_second"] >= least)
                    and (not most_p99 or figures["p99_ms"] <= most_p99))
        self.row(what, f"{figures['per_second']:,}/s, p50 {figures['p50_ms']} ms, "
                 f"p99 {figures['p99_ms']} ms, {figures['server_us']} µs of server, "
                 f"ratio {figures['per_second'] / self.live:.3f}", ", ".join(target) or "–", kept)


def conversations(table, options):
    with table.system() as system:
        system.fill(contacts=options.large)
        ready = system.start()
        table.row(f"ready with {options.large:,} conversations", f"{ready} ms", "≤ 1,000 ms",
                  ready <= 1000)
        table.row("memory when ready", f"{system.megabytes()} MB")
        table.row("file checked and facts of reports read", f"{system.settled():.0f} s after that")
        idle = system.megabytes()
        table.row("memory when idle", f"{idle} MB", "≤ 60 MB", idle <= 60)
        table.rate("HTTP alone (live)", system.measure("live", options.seconds), None, None)
        report = system.measure("hotline-report", options.seconds, clients=1)
        table.row(f"monthly report over {options.large:,}", f"p99 {report['p99_ms']} ms", "≤ 200 ms",
                  report["p99_ms"] <= 200)
        for scenario, what, least, most in RATES:
            table.rate(what, system.measure(scenario, options.seconds), least, most)
        loaded = system.megabytes()
        table.row("memory after load", f"{loaded} MB", "≤ 200 MB", loaded <= 200)


def cases(table, options):
    rates = {}
    for size in (options.small, options.large):
        with table.system() as system:
            system.fill(cases=size)
            system.start()
            system.settled()
            for scenario, what, least, most in CASES:
                figures = system.measure(scenario, options.seconds)
                rates.setdefault(what, []).append(figures["per_second"])
                table.rate(f"{what}, {size:,} cases", figures, least, most)
    for what, (small, large) in rates.items():
        change = large / small - 1
        table.row(f"{what}: {options.large:,} beside {options.small:,} cases", f"{change:+.0%}",
                  f"within {SAME:.0%}", abs(change) <= SAME)


def names(table, count):
    printed = subprocess.run([BINARY, "bench", "--names", str(count)], check=True,
                             capture_output=True, text=True).stdout
    slowest = max(float(found) for found in re.findall(r"p50\s+([\d.]+) ms", printed))
    table.row(f"search among {count:,} names, slowest question", f"p50 {slowest} ms", "≤ 50 ms",
              slowest <= 50)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--small", type=int, default=50_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--part", choices=["conversations", "cases"], help="both unless told")
    options = parser.parse_args()
    print(machine())
    postgres = Postgres() if options.postgres else None
    try:
        if postgres:
            postgres.set(fsync="on", full_page_writes="on")
        table = Table(postgres)
        table.row("fdatasync of 4 KiB, one after the other", f"{syncs_per_second():,}/s")
        if options.part != "cases":
            conversations(table, options)
        if options.part != "conversations":
            cases(table, options)
        if options.names:
            names(table, options.names)
    finally:
        if postgres:
            postgres.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
