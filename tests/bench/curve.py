#!/usr/bin/env python3
"""What everyday work costs as the number of conversations grows: one row a size.

Usage: curve.py [--sizes 10000,100000,…] [--seconds S] [--data FOLDER]

--data measures a folder that was filled before, whatever its size; it is not removed. The list must not
depend on the size: what it costs the server at the largest is held against the smallest.
"""
import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from measured import System, machine  # noqa: E402
from verdicts import add  # noqa: E402

SCENARIOS = ["live", "create-contact", "read-contact", "contact-list", "deadline-board"]
SAME = 0.20


def measure(size, seconds, data):
    """Figures of one size by scenario."""
    with System(data=data) as system:
        begun = time.monotonic()
        if data is None:
            system.fill(contacts=size)
        filled = time.monotonic() - begun
        file = sum(each.stat().st_size for each in system.data.glob("haidang.sqlite*")) / 2**30
        ready = system.start()
        settled = system.settled()
        idle = system.megabytes()
        figures = {scenario: system.measure(scenario, seconds) for scenario in SCENARIOS}
        report = system.measure("hotline-report", seconds, clients=1)
        live = figures["live"]["per_second"]
        shown = ", ".join(f"{scenario} {each['per_second']:,}/s ({each['server_us']} µs, "
                          f"{each['per_second'] / live:.3f})" for scenario, each in figures.items())
        add(f"{size:,} conversations, {file:.1f} GB" + (f", filled in {filled:.0f} s" if not data else ""),
            f"ready {ready} ms, settled after {settled:.0f} s with {idle} MB; {shown}; report p50 {report['p50_ms']} ms, "
            f"p99 {report['p99_ms']} ms; {system.megabytes()} MB after", "–", None)
        return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--data")
    options = parser.parse_args()
    print(machine())
    sizes = [int(size) for size in options.sizes.split(",")]
    spent = []
    for size in sizes:
        figures = measure(size, options.seconds, options.data)
        spent.append(figures["contact-list"]["server_us"])
    if len(spent) > 1:
        change = spent[-1] / spent[0] - 1
        add(f"list at {sizes[-1]:,} beside {sizes[0]:,} conversations, time of the server",
            f"{change:+.0%}", f"within {SAME:.0%}", abs(change) <= SAME)
    return 0


if __name__ == "__main__":
    sys.exit(main())
