#!/usr/bin/env python3
"""Lets the disk and the memory fail by chance under load; nothing acknowledged may be lost or doubled.

16 clients write (load.py) on a server under fault.c. Kinds, one after the other:

  - eio, enospc, short: one call in some that changes a file fails with this,
  - reading: one call in some that reads from a file fails with EIO,
  - memory: one allocation in some ten thousands finds none left.

Whoever notices that it cannot go on ends, and is started again. In the end a server with nothing wrong
looks after everything that was acknowledged (found.py). The self-check has a disk that lies about some
writes: there the rig must tell a loss.

Usage: errors.py [--quick] [--seconds N] [--clients N] [--kind NAME]
"""
import pathlib
import signal
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
import verdicts  # noqa: E402
from found import Found, differences  # noqa: E402
from load import Load  # noqa: E402
from sequence import contents  # noqa: E402
from sweep import Faulty, library  # noqa: E402

KINDS = {"eio": {"do": "eio", "every": 3000}, "reading": {"do": "eio", "every": 1500, "reads": 1},
         "enospc": {"do": "enospc", "every": 500},
         "short": {"do": "short", "every": 50}, "memory": {"memory": 30000},
         "drop": {"do": "drop", "every": 2000}}


class Failing:
    """A server that fails by chance, under load, and is started again whenever it has ended."""

    def __init__(self, made, fault, log, clients):
        self.server = Faulty(made, None, log)
        self.log, self.ends = log, 0
        session = self.server.sign_in("tuvan1")
        target = self.server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        self.before = Found(self.server).with_files()
        self.server.stop()
        self.server.fault = fault
        self._start()
        self.load = Load(self.server, session, target, clients)

    def _start(self):
        """A start can fail, too: it reads the whole file. In the end it is tried on a good disk."""
        fault = self.server.fault
        for tried in range(20):
            self.server.fault = fault if tried < 19 else None
            self.server.start()
            if self.server.up:
                if "memory" in fault:
                    self.server.process.send_signal(signal.SIGUSR2)
                self.server.fault = fault
                return
        raise RuntimeError("the server does not start any more, with nothing wrong")

    def run(self, seconds):
        """The server runs with nothing wrong, and the load has ended, when it returns."""
        try:
            self._run(seconds)
        except (RuntimeError, AssertionError):
            self.load.given_up = True
            raise
        finally:
            self.load.stop()

    def _run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.load.faults:
            if self.server.ended():
                self.ends += 1
                self._start()
                self.load.crashes += 1
            time.sleep(0.05)
        self.server.kill()
        self.server.fault = None
        self.server.start()
        self.load.crashes += 1

    def faults(self):
        """What is wrong, as sentences."""
        found = Found(self.server)
        faults = self.load.faults + found.torn()
        faults += differences(self.before, found.with_files(), self.load.promised)
        self.server.stop()
        return faults + contents(self.server)[1] + found.audit()

    def errors(self):
        return len(self.log.read_text().splitlines())


def look(folder, made, kind, options):
    """(faults, what happened, as a text)."""
    log = pathlib.Path(folder) / kind
    log.touch()
    rig = Failing(made, KINDS[kind], log, options.clients)
    try:
        try:
            rig.run(options.seconds)
            faults = rig.faults()
        except (RuntimeError, AssertionError) as refused:
            faults = [f"lost: {refused}"]
        return faults, (f"{rig.errors()} errors, {rig.ends} ends, {rig.load.repeated} repeated, "
                        f"{len(rig.load.promised)} promises")
    finally:
        if not rig.server.ended():
            rig.server.kill()
        rig.server.close()


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    if options.quick:
        options.seconds = 4
    kept = True
    with tempfile.TemporaryDirectory(prefix="hd-errors-") as folder:
        made = library(folder)
        for kind in [options.kind] if options.kind else KINDS:
            faults, told = look(folder, made, kind, options)
            if kind == "drop":
                kept &= verdicts.add("self-check: a disk that loses writes under load, faults told",
                                     f"{len(faults)}; {told}", ">= 1", len(faults) >= 1)
                continue
            for fault in faults[:10]:
                print(f"errors: {kind}: {fault}", file=sys.stderr)
            # Where nothing went wrong nothing is shown.
            verdict = None if not faults and told.startswith("0 errors") else not faults
            kept &= verdict is not False
            verdicts.add(f"errors under load ({kind}): lost or doubled", f"{len(faults)}; {told}",
                         "0", verdict)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
