"""A private PostgreSQL server for one story: started in a temporary folder, removed with it."""
import ctypes
import os
import pathlib
import re
import signal
import subprocess
import time

from contract import ROOT

SCRIPT = ROOT / "tests" / "postgres.sh"
# Processes that lose their parent become children of this one, so that it can wait for their end.
PR_SET_CHILD_SUBREAPER = 36
HEX = re.compile(r"\\x([0-9a-f]{2})*")


class Postgres:
    """`url` is that of an empty database for the system; `folder` holds everything of the server."""

    def __init__(self):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        started = subprocess.run([SCRIPT, "start"], check=True, capture_output=True, text=True)
        folder, self.own = started.stdout.split()
        self.folder = pathlib.Path(folder)
        self.url = self.own.removesuffix("/postgres") + "/haidang"
        self.run("CREATE DATABASE haidang TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' "
                 "LC_CTYPE 'C'", self.own)

    def run(self, sql, url=None):
        """What psql prints: one row a line."""
        return self._psql(sql, url, "\t", "\n").rstrip("\n")

    def rows(self, sql):
        """Rows of values; a value of type bytea as bytes, any other as text."""
        for line in self._psql(sql, None, "\x1f", "\x1e").split("\x1e"):
            yield [bytes.fromhex(value[2:]) if HEX.fullmatch(value) else value
                   for value in line.rstrip("\n").split("\x1f")]

    def _psql(self, sql, url, column, row):
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", column, "-R", row, "-v", "ON_ERROR_STOP=1",
             url or self.url, "-c", sql], check=True, capture_output=True, text=True)
        return done.stdout

    def set(self, **settings):
        """Settings that a reload is enough for."""
        for name, value in settings.items():
            self.run(f"ALTER SYSTEM SET {name} = '{value}'")
        self.run("SELECT pg_reload_conf()")
        time.sleep(0.3)

    def halt(self):
        """As if the machine lost its power."""
        subprocess.run([SCRIPT, "halt", self.folder], check=True)

    def resume(self):
        done = subprocess.run([SCRIPT, "resume", self.folder], capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(done.stderr + (self.folder / "log").read_text()[-2000:])

    def kill(self):
        """kill -9 of the postmaster and of every process it started."""
        master = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(master, signal.SIGSTOP)  # it starts no more of them
        children = pathlib.Path(f"/proc/{master}/task/{master}/children").read_text().split()
        every = [master, *map(int, children)]
        for process in every:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for process in every:
            _wait_for(process)

    def remove(self):
        subprocess.run([SCRIPT, "stop", self.folder], check=True)


def _wait_for(process):
    """Until it has ended; nobody else takes notice of a process whose parent is gone."""
    try:
        os.waitpid(process, 0)
    except ChildProcessError:
        while pathlib.Path(f"/proc/{process}").exists():
            time.sleep(0.01)
