#!/usr/bin/env python3
"""Lets the server crash, or its disk fail, at every call that changes a file, and looks what is left.

A short sequence of writes (sequence.py) runs on a server under fault.c, which makes call number N go
wrong. Then the server is killed, started again without it, and the sequence is repeated:

  - what was acknowledged is there, and gets the same answer again; all the rest goes through,
  - every table has as many rows as after a sequence that nothing went wrong with: nothing is doubled,
  - a server whose fsync failed has ended: what is durable is no longer certain,
  - a disk that is full for one call is over it without a restart,
  - PRAGMA integrity_check and `haidang verify-audit` find nothing.

Usage: sweep.py [--quick | --every N] [--first N] [--do exit|torn|short|eio|enospc|drop] [--at N]
  --every N   only each N-th call     --quick   a few calls of each kind
With drop the disk lies: it says that it has written what it has not. That is the self-check of the rig,
which must then tell a loss. Needs the built binary (build/haidang, or HAIDANG) and a C compiler.
"""
import collections
import pathlib
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
import verdicts  # noqa: E402
from found import Found  # noqa: E402
from harness import Server  # noqa: E402
from sequence import BrokenOff, Sequence, contents  # noqa: E402

SYNCS = ("fsync", "fdatasync")
FATES = ("exit", "torn", "short", "eio", "enospc")


def library(folder, name="fault"):
    """Compiles fault.c or record.c; the path of it."""
    made = pathlib.Path(folder) / f"{name}.so"
    subprocess.run(["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", made,
                    HERE / f"{name}.c", "-ldl"], check=True)
    return made


class Faulty(Server):
    """Starts under fault.c until `fault` is None. `up`: whether it came up."""

    def __init__(self, made, fault, log):
        self.made, self.fault, self.counted = made, fault, log
        super().__init__()

    def start(self):
        self.environment = {}
        if self.fault is not None:
            self.environment = {"LD_PRELOAD": str(self.made), "FAULT_UNDER": str(self.data),
                                "FAULT_LOG": str(self.counted),
                                **{f"FAULT_{name.upper()}": str(value)
                                   for name, value in self.fault.items()}}
        self.up = True
        try:
            super().start()
        except AssertionError:
            if self.fault is None or self.process.poll() is None:
                raise
            self.up = False

    def ended(self, within=0):
        """Whether the process has ended by itself, within that many seconds."""
        try:
            return self.process.wait(timeout=within) is not None
        except subprocess.TimeoutExpired:
            return False


class Sweep:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.made = library(folder)
        server = Server()
        self.target = server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        server.close()

    def reference(self):
        """The calls of a run with nothing wrong: [(name, file)]; and what it leaves."""
        log = self.folder / "calls"
        server = Faulty(self.made, {}, log)
        try:
            Sequence(self.target).run(server)
            server.stop()
            self.expected, damage = contents(server)
            assert not damage, damage
        finally:
            server.close()
        return [tuple(line.split()[1:]) for line in log.read_text().splitlines()]

    def trial(self, fate, number):
        """What is wrong, as sentences, and the name of the call; None when it was not reached."""
        log = self.folder / "trial"
        log.unlink(missing_ok=True)
        server = Faulty(self.made, {"do": fate, "at": number}, log)
        sequence = Sequence(self.target)
        try:
            faults = self._broken(server, sequence, fate)
            reached = self._call(log, number)
            if reached in SYNCS and fate == "eio" and not server.ended(within=10):
                faults.append(f"false success: the server went on after an error of {reached}")
            if not server.ended():
                server.kill()
            server.fault = None
            return faults + self._repeated(server, sequence), reached
        finally:
            if server.process.poll() is None:
                server.kill()
            server.close()

    def _broken(self, server, sequence, fate):
        """Runs the sequence until the fault; what should not have happened meanwhile."""
        if not server.up:
            return []
        try:
            sequence.run(server)
        except BrokenOff as broken:
            if fate != "enospc" or server.ended():
                return []
            try:  # there is room again
                sequence.run(server)
            except BrokenOff as again:
                return [f"not recovered: {broken}, then {again}"]
        if not server.ended() and fate != "drop":  # the lie would come to the file as a truth
            server.process.send_signal(signal.SIGTERM)  # the fault may wait in the closing
            try:
                server.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                return ["does not end"]
        return []

    @staticmethod
    def _call(log, number):
        for line in log.read_text().splitlines():
            if line.startswith(f"{number} "):
                return line.split()[1]
        return None

    def _repeated(self, server, sequence):
        """Starts the server with a sound disk and runs the sequence again."""
        try:
            server.start()
            sequence.run(server)
        except (AssertionError, BrokenOff) as broken:
            return sequence.faults + [f"lost: {broken}"]
        server.stop()
        counts, damage = contents(server)
        faults = sequence.faults + damage + Found(server).audit()
        return faults + [f"{'doubled' if counts[name] > count else 'lost'}: {counts[name]} rows of "
                         f"{name} instead of {count}"
                         for name, count in self.expected.items() if counts[name] != count]


def chosen(calls, options, fate):
    """The numbers of the calls that go wrong."""
    if options.at:
        return [options.at]
    numbers = range(1, len(calls) + 1)
    if options.quick:
        step = len(calls) // 5
        syncs = [number for number in numbers if calls[number - 1][0] in SYNCS]
        first = FATES.index(fate) + 1 if fate in FATES else 1
        return sorted({*numbers[first * step // 6::step], *syncs[first % 3::max(1, len(syncs) // 2)]})
    return numbers[options.first - 1::options.every]


def sweep(rig, calls, fate, options):
    """All trials of one fate; how many went wrong, and how many were made."""
    numbers = chosen(calls, options, fate)
    wrong, reached = collections.Counter(), 0
    for done, number in enumerate(numbers, 1):
        faults, call = rig.trial(fate, number)
        reached += call is not None
        for fault in faults[:3]:
            print(f"sweep: {fate} at {number} ({call}): {fault}", file=sys.stderr, flush=True)
        wrong.update([number] if faults else [])
        if done % 50 == 0:
            print(f"sweep: {fate}: {done} of {len(numbers)}, {len(wrong)} wrong", flush=True)
    return len(wrong), reached


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--at", type=int)
    parser.add_argument("--do", choices=(*FATES, "drop"))
    options = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="hd-sweep-") as folder:
        rig = Sweep(folder)
        calls = rig.reference()
        told = collections.Counter(name for name, _ in calls)
        print("sweep: calls of the sequence:", ", ".join(f"{n} {c}" for n, c in told.items()))
        for fate in [options.do] if options.do else [*FATES, "drop"]:
            wrong, reached = sweep(rig, calls, fate, options)
            if fate == "drop":
                kept &= verdicts.add("self-check: a disk that loses one write, faults told",
                                     f"{wrong} of {reached} calls", ">= 1", wrong >= 1)
            else:
                kept &= verdicts.add(f"one call of the disk goes wrong ({fate}): faults",
                                     f"{wrong} of {reached} calls", "0", wrong == 0)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
