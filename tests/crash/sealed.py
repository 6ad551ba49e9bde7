"""Backups as an administrator makes them and brings them back, for the rigs."""
import os
import shutil
import subprocess
import sys
import pathlib
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
from harness import BINARY, Server  # noqa: E402


def haidang(*words):
    """The finished process with its two outputs together as text."""
    return subprocess.run([BINARY, *words], text=True, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)


class Keeper:
    """Whose key opens backups; lives in a folder of its own, apart from the server."""

    def __init__(self, folder):
        self.secret = folder / "backup.key"
        self.public = folder / "backup.key.pub"
        made = haidang("backup-key", "--to", self.secret)
        if made.returncode:
            raise AssertionError(made.stdout)

    def command(self, server, postgres, target):
        more = ["--database", postgres.url] if postgres else []
        return ["backup", "--data", server.data, "--to", target, "--recipient", self.public, *more]

    def restore(self, backup, keys, scratch, postgres):
        """Brings it back beside a copy of the root keys. The finished process."""
        shutil.copytree(keys, scratch / "keys")
        more = ["--database", postgres.url] if postgres else []
        return haidang("restore", "--data", scratch, "--from", backup, "--key", self.secret, *more)


class Scratch:
    """Where a backup is tried: a data folder, and with PostgreSQL a database of its own."""

    def __init__(self, folder, beside=None):
        self.data = folder / f"scratch-{uuid.uuid4().hex[:8]}"
        self.data.mkdir(mode=0o700)
        self.postgres = Database(beside) if beside else None

    def start(self, clock):
        """A server on what was restored."""
        more = ["--database", self.postgres.url] if self.postgres else []
        server = Server.__new__(Server)
        server.folder, server.data = self.data, self.data
        server.clock, server.log = clock, self.data / "log"
        server.arguments, server.process, server.tls = more, None, None
        server.set_time = lambda text: None
        server.start()
        return server

    def close(self):
        shutil.rmtree(self.data, ignore_errors=True)
        if self.postgres:
            self.postgres.remove()


class Database:
    """An empty database on a server that is there already; talks like postgres.Postgres."""

    def __init__(self, beside):
        self.beside = beside
        self.name = f"scratch_{uuid.uuid4().hex[:8]}"
        self.url = beside.own.removesuffix("/postgres") + "/" + self.name
        beside.run(f"CREATE DATABASE {self.name} TEMPLATE template0 ENCODING 'UTF8' "
                   "LC_COLLATE 'C' LC_CTYPE 'C'", beside.own)

    def run(self, sql):
        return self.beside.run(sql, self.url)

    def remove(self):
        self.beside.run(f"DROP DATABASE {self.name} WITH (FORCE)", self.beside.own)


def chain(rows):
    """The log as [(number, hash)], from a function that answers SQL with rows of texts."""
    return [tuple(row) for row in rows("SELECT sequence, hash FROM audit_entry ORDER BY sequence")]


def is_start_of(part, whole):
    return part == whole[:len(part)]


def spoiled(backup, chance):
    """{what: bytes} of the same backup, each spoilt in another way."""
    good = backup.read_bytes()
    size = len(good)
    ways = {"empty": b"", "behind its end": good + b"\0"}
    for _ in range(4):
        at = chance.randrange(1, size)
        ways[f"cut at {at}"] = good[:at]
    for _ in range(8):
        at, bit = chance.randrange(size), chance.randrange(8)
        ways[f"bit {bit} of byte {at}"] = good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1:]
    at = chance.randrange(size // 2)
    ways["half written"] = good[:at] + bytes(size - at)
    ways["two pieces swapped"] = swapped(good)
    return ways


def swapped(good):
    """The last two whole pieces of 64 KiB change places (of the head and the rest, when smaller)."""
    piece = (64 << 10) + 17
    start = len(good) % piece
    pieces = [good[at:at + piece] for at in range(start, len(good), piece)]
    if len(pieces) < 3:
        return good[len(good) // 2:] + good[:len(good) // 2]
    pieces[0], pieces[1] = pieces[1], pieces[0]
    return good[:start] + b"".join(pieces)


def free_of_cores(path):
    """True when the folder has nothing but what it should: no plain copy was left."""
    return not [name for name in os.listdir(path) if ".plain" in name or ".restoring" in name]
