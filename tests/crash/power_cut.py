#!/usr/bin/env python3
"""Cuts the power under load: what has reached the disk by then must hold every acknowledged write.

The data of the server lies on an ext4 file system (mounted with defaults) in an image that a loop device
writes directly, so that the image holds what was written back or synced, and nothing of the page cache.
A cut is a copy of the image at one moment (a reflink of XFS, which holds it), while 32 clients write
(load.py). When the load has ended, each copy is mounted, which replays its journal, and the real server
starts on it:

  - every write that was acknowledged before the copy began is there exactly once,
  - nothing is there that was never acknowledged, no part without its whole,
  - PRAGMA integrity_check and `haidang verify-audit` find nothing.

The self-check does the same with synchronous=OFF (fault.c says it to SQLite in place of the server):
then the rig must tell a loss. Needs root, xfsprogs and loop devices; without them it says so and ends.

Usage: power_cut.py [--quick] [--cuts N] [--clients N]
"""
import collections
import contextlib
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
import disk  # noqa: E402
import verdicts  # noqa: E402
from found import Found, differences  # noqa: E402
from harness import Server, demo_data  # noqa: E402
from load import Load  # noqa: E402
from sequence import contents  # noqa: E402
from sweep import library  # noqa: E402

HOLDER_MEBIBYTES, DISK_MEBIBYTES = 4096, 768  # neither takes room before it is written


class On(Server):
    """A server whose data lies in `folder`."""

    def __init__(self, folder, environment):
        self.there, self.environment = folder / "data", environment
        try:
            super().__init__(demo=False)
        except AssertionError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def start(self):
        self.data = self.there
        super().start()


class Cut:
    """One copy of the disk, and what had been promised when it began."""

    def __init__(self, path, load):
        self.path = path
        self.promised = list(load.promised)
        disk.clone(path.parent / "image", path)


def cuts_under_load(holder, count, clients, environment):
    """(what was there before, the cuts, everything that was promised in the end)."""
    image = disk.image(holder / "image", DISK_MEBIBYTES, "mkfs.ext4", "-q", "-F")
    with disk.mounted(image, holder / "disk", direct=True) as folder, contextlib.ExitStack() as stack:
        shutil.copytree(demo_data(), folder / "data")
        server = On(folder, environment)
        stack.callback(server.close)
        session = server.sign_in("tuvan1")
        target = server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        before = Found(server).with_files()
        disk.run("sync", "-f", folder)  # what was there before the load is old
        load = Load(server, session, target, clients)
        stack.callback(load.stop)
        cuts = []
        for number in range(count):
            time.sleep(random.uniform(0.7, 2.5))
            cuts.append(Cut(holder / f"cut-{number}", load))
        load.stop()
        if load.faults:
            raise RuntimeError(f"the load failed: {load.faults[:3]}")
        return before, cuts, load.promised


def faults_of(cut, before, promised):
    """What is wrong on this disk, as sentences."""
    with disk.mounted(cut.path, cut.path.parent / "after") as folder:
        try:
            server = On(folder, {})
        except AssertionError as refused:
            return [f"lost: everything: {refused.args[0][-300:]}"]
        try:
            found = Found(server)
            after = found.with_files()
            faults = differences(before, known(after, cut.promised, promised), cut.promised)
            faults += found.torn()
            server.stop()
            return faults + contents(server)[1] + found.audit()
        finally:
            server.close()


def known(after, at_the_cut, in_the_end):
    """`after` without what was on its way at the cut: acknowledged later, and there once."""
    later = set(in_the_end) - set(at_the_cut)
    return collections.Counter({record: count for record, count in after.items()
                                if count != 1 or record not in later})


def power_cuts(count, clients, environment):
    """How many cuts lost something, how many promises there were at the last, and the first faults."""
    with tempfile.TemporaryDirectory(prefix="hd-power-") as folder:
        folder = pathlib.Path(folder)
        held = disk.image(folder / "held", HOLDER_MEBIBYTES, "mkfs.xfs", "-q", "-m", "reflink=1")
        with disk.mounted(held, folder / "holder") as holder:
            before, cuts, promised = cuts_under_load(holder, count, clients, environment)
            faults = [faults_of(cut, before, promised) for cut in cuts]
            for number, found in enumerate(faults):
                print(f"power cut {number + 1}: {len(cuts[number].promised)} promises, "
                      f"{len(found)} faults{': ' + found[0] if found else ''}", flush=True)
            return sum(map(bool, faults)), len(cuts[-1].promised), sum(map(len, faults))


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--clients", type=int, default=32)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    cuts, weak_cuts = (3, 2) if options.quick else (options.cuts, max(2, options.cuts // 4))
    what, check = "power cuts on SQLite that lost or doubled", "self-check: synchronous=OFF loses"
    why = disk.missing()
    if why:
        verdicts.add(what, why, "0", None)
        verdicts.add(check, why, ">= 1", None)
        return 0
    with tempfile.TemporaryDirectory(prefix="hd-fault-") as folder:
        weak = {"LD_PRELOAD": str(library(folder)), "FAULT_WEAK": "OFF"}
        spoilt, promises, faults = power_cuts(cuts, options.clients, {})
        kept = verdicts.add(what, f"{spoilt} of {cuts} cuts, {promises} promises, {faults} faults",
                            "0", faults == 0)
        spoilt, promises, faults = power_cuts(weak_cuts, options.clients, weak)
        kept &= verdicts.add(check, f"{spoilt} of {weak_cuts} cuts, {promises} promises, {faults} faults",
                             ">= 1 cut", spoilt >= 1)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
