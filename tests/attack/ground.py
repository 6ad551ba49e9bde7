"""What every rig of attack stands on: the harness of the stories, a year of work, plain sockets."""
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import contextlib

TESTS = pathlib.Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
sys.path[:0] = [str(TESTS), str(TESTS / "system")]

import harness  # noqa: I001  found through ground
import verdicts  # noqa: E402

add = verdicts.add
BINARY = harness.BINARY
NOW = "2026-03-02T09:00:00+07:00"

# Everybody of the demo who takes part, and their posts (README of the demo).
PEOPLE = ("tuvan1", "truongca1", "lanhdao111", "tuvan_hy", "lanhdao_hy", "ca_tv", "yt_tv", "bt_tv",
          "yt_donvi", "yt_lanhdao", "thongke", "kiemtoan", "quantri")


def server_with_a_year(*arguments):
    """A server with a year of invented work. The caller closes it."""
    server = harness.Server(demo=False, now=NOW, arguments=arguments)
    server.stop()
    shutil.rmtree(server.data)
    shutil.copytree(harness.filled("attack-year", "--until", NOW), server.data)
    server.start()
    return server


def server_with_people(*arguments):
    """A server that knows the people of the demo and no work yet. The caller closes it."""
    return harness.Server(now=NOW, arguments=arguments)


def audit_size(server):
    """Entries in the log of changes."""
    uri = f"file:{server.data}/haidang.sqlite?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as database:
        return database.execute("SELECT size FROM audit_chain").fetchone()[0]


def audit_is_unbroken(server):
    done = subprocess.run([BINARY, "verify-audit", "--data", server.data], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def quick():
    """True in the quick size of the test run."""
    return os.environ.get("ATTACK_SIZE", "quick") == "quick"
