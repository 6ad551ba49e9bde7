#!/usr/bin/env python3
"""Fills the disk under load, again and again, and gives the room back: nobody restarts anything.

The data of the server lies on a small ext4 file system of its own. 16 clients write (load.py) while a
file takes all the room that is left. Each time:

  - writes are refused with 507 and the code storage.full, and reading still works,
  - /readyz says that no more work should come here,
  - once there is room, the same process takes writes again, from all clients.

At the end everything that was acknowledged is there exactly once (found.py), and the log of changes is
unbroken. The self-check does not give the room back: the rig must tell that nothing goes on. Needs root
and loop devices; without them it says so and ends.

Usage: disk_full.py [--quick] [--times N] [--clients N]
"""
import collections
import contextlib
import http.client
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "system"), str(HERE.parent)]
import disk  # noqa: E402
import verdicts  # noqa: E402
from found import Found, differences  # noqa: E402
from harness import demo_data  # noqa: E402
from load import STARTED, Load  # noqa: E402
from power_cut import On  # noqa: E402
from sequence import contents  # noqa: E402

DISK_MEBIBYTES = 192
PATIENCE_SECONDS = 60


class FullDisk:
    """A server on a small disk, under load."""

    def __init__(self, folder, clients):
        self.folder = folder
        shutil.copytree(demo_data(), folder / "data")
        self.server = On(folder, {})
        self.filler = folder / "filler"
        self.answers = collections.Counter()  # (status, code) while there was no room
        self.faults = []
        self.prober = self.server.sign_in("tuvan1")
        target = self.server.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        self.before = Found(self.server).with_files()
        self.load = Load(self.server, self.prober, target, clients)

    def fill(self):
        """Takes all the room, until a write is refused."""
        if not os.path.ismount(self.folder):
            raise RuntimeError(f"{self.folder} is not a disk of its own")
        end = time.monotonic() + PATIENCE_SECONDS
        with self.filler.open("ab", buffering=0) as filler:
            while time.monotonic() < end:
                try:
                    while True:
                        filler.write(bytes(65536))
                except OSError:
                    pass
                if self.probe() == 507:
                    return
        self.faults.append("a full disk refused nothing")

    def probe(self):
        """The answer to one write; a success is a promise."""
        answer = self.prober.request("POST", "/contacts", {
            "hotline_id": self.load.hotline, "channel": "phone_111", "direction": "in",
            "started_at": STARTED}, headers={"Idempotency-Key": str(uuid.uuid4())})
        if answer.status == 201:
            self.load.promised.append(("contact", answer.json["id"]))
        else:
            self.answers[answer.status, answer.json["code"]] += 1
        return answer.status

    def look_while_full(self):
        for _ in range(10):
            self.probe()
            for path, expected in (("/contacts?limit=5", 200), ("//livez", 200), ("//readyz", 503)):
                status = self.prober.get(path).status
                if status != expected:
                    self.faults.append(f"full: {path} answered {status} instead of {expected}")
            time.sleep(0.1)

    def empty(self):
        """Gives the room back; all must go on without a restart."""
        self.filler.unlink()
        self.goes_on()

    def goes_on(self, patience=PATIENCE_SECONDS):
        """Whether the clients are promised more, within that many seconds."""
        before, end = len(self.load.promised), time.monotonic() + patience
        while time.monotonic() < end:
            if self.server.process.poll() is not None:
                break
            if len(self.load.promised) >= before + 2 * len(self.load.threads):
                return True
            time.sleep(0.1)
        self.faults.append("does not go on when there is room again")
        return False

    def end(self):
        """Everything that is wrong, as sentences."""
        self.load.stop()
        self.faults += [f"answered {status} {code}" for status, code in self.answers
                        if (status, code) != (507, "storage.full")]
        if self.server.process.poll() is not None:
            return self.faults + [f"the server has ended: {self.server.log.read_text()[-300:]}"]
        found = Found(self.server)
        faults = self.load.faults + self.faults + found.torn()
        faults += differences(self.before, found.with_files(), self.load.promised)
        self.server.stop()
        return faults + contents(self.server)[1] + found.audit()


@contextlib.contextmanager
def small_disk(clients):
    with tempfile.TemporaryDirectory(prefix="hd-full-") as folder:
        folder = pathlib.Path(folder)
        image = disk.image(folder / "image", DISK_MEBIBYTES, "mkfs.ext4", "-q", "-F")
        with disk.mounted(image, folder / "disk") as there, contextlib.ExitStack() as stack:
            rig = FullDisk(there, clients)
            stack.callback(rig.server.close)
            stack.callback(rig.load.stop)
            yield rig


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--clients", type=int, default=16)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    what, check = "a full disk under load: faults", "self-check: no room given back, faults told"
    if why := disk.missing():
        verdicts.add(what, why, "0", None)
        verdicts.add(check, why, ">= 1", None)
        return 0
    times = 2 if options.quick else options.times
    with small_disk(options.clients) as rig:
        try:
            for _ in range(times):
                time.sleep(1)
                rig.fill()
                rig.look_while_full()
                rig.empty()
        except (OSError, http.client.HTTPException) as gone:
            rig.faults.append(repr(gone))
            rig.load.given_up = True
        faults = rig.end()
        for fault in faults[:10]:
            print("disk full:", fault, file=sys.stderr)
        refused = sum(rig.answers.values())
        kept = verdicts.add(what, f"{len(faults)}; {times} times full, {refused} refusals seen, "
                            f"{len(rig.load.promised)} promises", "0", not faults)
    with small_disk(4) as rig:
        rig.fill()
        told = not rig.goes_on(patience=3)
        rig.filler.unlink()
        kept &= verdicts.add(check, str(int(told)), ">= 1", told)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
