#!/usr/bin/env python3
"""Two nodes of Hải Đăng over one PostgreSQL that writes and two that confirm, on this machine.

  tools/cluster.py up DIR [--people]   makes and starts everything, with invented people and work
                                       (--people: no work, which is much faster); prints addresses and
                                       accounts. Again: starts what is there
  tools/cluster.py status DIR          who is who, and who follows
  tools/cluster.py failover DIR        kills the server that takes writes (or --leave-running: leaves it
        [--leave-running] [--force]    to itself), promotes the standby that is furthest ahead
  tools/cluster.py rejoin DIR [NAME]   the old one comes back as a standby (pg_rewind, else a new copy)
  tools/cluster.py stop DIR NAME       kills a server or a node ("node1"); start DIR NAME starts it
  tools/cluster.py down DIR [--remove] stops everything; --remove deletes DIR, too

For trying things out: loopback only, second factor 000000, everything on one disk. Needs Debian's
postgresql-15 and a built binary (build/haidang, or HAIDANG). docs/operations/postgresql.md tells what a real
installation has instead.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

from postgres_cluster import NAMES, STATE, Cluster, Refused, free_port
from postgres_failover import fail_over, rejoin, standbys_there

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ.get("HAIDANG", ROOT / "build" / "haidang")).resolve()
NODES = ("node1", "node2")
BETWEEN_STARTS_SECONDS = 1
PASSWORD = "hai-dang-demo-2026"
READY_WITHIN_SECONDS = 90


def environment(cluster):
    return {**os.environ, "PGPASSFILE": str(cluster.passfile)}


class Node:
    """A node and its keeper, which starts it again when it ends, as systemd does."""

    def __init__(self, cluster, name):
        self.cluster, self.name = cluster, name
        self.data = cluster.folder / name
        self.pid_file = cluster.folder / f"{name}.pid"
        self.port_file = cluster.folder / f"{name}.port"

    @property
    def address(self):
        return f"127.0.0.1:{self.port_file.read_text().strip()}"

    def keeper(self):
        """Process number of the keeper, None when it does not run."""
        try:
            pid = int(self.pid_file.read_text())
            running = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if b"keep" in running and self.name.encode() in running else None

    def start(self):
        if self.keeper():
            return
        if not self.port_file.exists():
            self.port_file.write_text(f"{free_port()}\n")
        with (self.cluster.folder / f"{self.name}.log").open("ab") as log:
            keeper = subprocess.Popen(
                [sys.executable, __file__, "keep", self.cluster.folder, self.name], stdout=log,
                stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                env=environment(self.cluster))
        self.pid_file.write_text(f"{keeper.pid}\n")

    def stop(self):
        keeper = self.keeper()
        if keeper:
            os.kill(keeper, signal.SIGTERM)
            self.cluster.wait_until(f"{self.name} ended", lambda: self.keeper() is None)

    def keep(self):
        """Runs the node until told to stop; never returns otherwise."""
        running = [None]
        stopping = []

        def stop(*_):
            stopping.append(True)
            if running[0]:
                running[0].terminate()
        signal.signal(signal.SIGTERM, stop)
        while not stopping:
            running[0] = subprocess.Popen([
                BINARY, "serve", "--data", self.data, "--database", self.cluster.url,
                "--listen", self.address, "--insecure-test-mode"])
            running[0].wait()
            if not stopping:
                time.sleep(BETWEEN_STARTS_SECONDS)

    def readiness(self):
        try:
            with urllib.request.urlopen(f"http://{self.address}/readyz", timeout=15) as answer:
                return json.load(answer)["status"]
        except urllib.error.HTTPError as refused:
            return "not ready: " + ", ".join(json.load(refused)["failing"])
        except OSError as fault:
            return f"no answer ({fault})"


def nodes(cluster):
    return [Node(cluster, name) for name in NODES]


def fill(cluster, people):
    """First content and demo data, and the same root keys for both nodes. Invented data need no
    standby that confirms; ten thousand changes would wait for one each."""
    first, second = (node.data for node in nodes(cluster))
    cluster.ask(cluster.primary, "ALTER ROLE haidang SET synchronous_commit = local")
    subprocess.run([BINARY, "demo", "--data", first, "--database", cluster.url,
                    *(["--people"] if people else [])],
                   check=True, env=environment(cluster), stdout=subprocess.DEVNULL)
    cluster.ask(cluster.primary, "ALTER ROLE haidang RESET synchronous_commit")
    second.mkdir(mode=0o700)
    shutil.copytree(first / "keys", second / "keys")


def up(options):
    cluster = Cluster(options.folder)
    if not (cluster.folder / STATE).exists():
        if cluster.folder.exists() and any(cluster.folder.iterdir()):
            raise Refused(f"{cluster.folder} is not empty")
        if not BINARY.exists():
            raise Refused(f"{BINARY} is not built: ./run.sh --build-only")
        cluster.make()
        print("Three servers, an empty database. Now the invented data …", flush=True)
        fill(cluster, options.people)
    for name in NAMES:
        if not cluster.is_removed(name) and not cluster.is_running(name):
            cluster.start(name)
    for node in nodes(cluster):
        node.start()
    for node in nodes(cluster):
        cluster.wait_until(f"{node.name} is ready", lambda node=node: node.readiness() == "ready",
                           READY_WITHIN_SECONDS)
    for node in nodes(cluster):
        print(f"{node.name}: http://{node.address}")
    print(f"accounts: tuvan1 (counsellor), truongca1 (shift lead), hpn_tv (Women's Union), quantri "
          f"(administrator) …\n  password {PASSWORD}, second factor 000000; all: haidang demo --help")
    print(f"database: {cluster.url}\n  PGPASSFILE={cluster.passfile}")
    return status(options)


def status(options):
    cluster = Cluster(options.folder)
    for name in NAMES:
        if cluster.is_removed(name):
            said = "taken out" + (", still running" if cluster.is_running(name) else "")
        elif not cluster.is_running(name):
            said = "does not run"
        elif name == cluster.primary:
            said = "takes writes"
        else:
            said = "follows" if cluster.is_running(cluster.primary) and cluster.is_streaming(
                name) else "runs, follows nobody"
        print(f"{name}: 127.0.0.1:{cluster.ports[name]}, {said}")
    for node in nodes(cluster):
        print(f"{node.name}: {node.readiness() if node.keeper() else 'does not run'}")
    return 0


def failover(options):
    cluster = Cluster(options.folder)
    old = cluster.primary
    standbys_there(cluster, options.force)  # before anything is hurt
    if not options.leave_running:
        cluster.stop(old, "immediate")
    best, received = fail_over(cluster, options.force)
    told = ", ".join(f"{name} {count}" for name, count in received.items())
    print(f"{best} takes writes now (bytes of log received: {told}); {old} is taken out.")
    return 0


def rejoin_old(options):
    cluster = Cluster(options.folder)
    for name in [options.name] if options.name else NAMES:
        if cluster.is_removed(name):
            print(f"{name}: {rejoin(cluster, name)}, follows {cluster.primary}")
    return 0


def stop(options):
    cluster = Cluster(options.folder)
    if options.name in NODES:
        Node(cluster, options.name).stop()
    else:
        cluster.stop(options.name, "immediate")
    return 0


def start(options):
    cluster = Cluster(options.folder)
    if options.name in NODES:
        Node(cluster, options.name).start()
    else:
        cluster.start(options.name)
    return 0


def down(options):
    cluster = Cluster(options.folder)
    for node in nodes(cluster):
        node.stop()
    cluster.stop_all()
    if options.remove:
        shutil.rmtree(cluster.folder)
    return 0


def keep(options):
    Node(Cluster(options.folder), options.name).keep()
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, act in (("up", up), ("status", status), ("failover", failover), ("rejoin", rejoin_old),
                      ("stop", stop), ("start", start), ("down", down), ("keep", keep)):
        command = commands.add_parser(name)
        command.set_defaults(act=act)
        command.add_argument("folder", metavar="DIR")
        if name == "up":
            command.add_argument("--people", action="store_true")
        if name == "failover":
            command.add_argument("--leave-running", action="store_true")
            command.add_argument("--force", action="store_true")
        if name in ("stop", "start", "keep"):
            command.add_argument("name", choices=[*NAMES, *NODES])
        if name == "rejoin":
            command.add_argument("name", choices=NAMES, nargs="?")
        if name == "down":
            command.add_argument("--remove", action="store_true")
    options = parser.parse_args()
    try:
        if options.act is not up and not (pathlib.Path(options.folder) / STATE).exists():
            raise Refused(f"there is no cluster in {options.folder}")
        return options.act(options)
    except Refused as refused:
        print(f"cluster: {refused}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
