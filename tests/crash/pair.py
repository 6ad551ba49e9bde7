"""Two nodes over a cluster of PostgreSQL servers, and the means to hurt each part of it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "system"), str(ROOT / "tools")]
from harness import BINARY, Client, Server  # noqa: E402
from postgres_cluster import NAMES, Cluster, Refused  # noqa: E402
from postgres_failover import cut_off, fail_over, rejoin, take_out  # noqa: E402,F401
from proxy import Proxy  # noqa: E402
from sink import MailSink  # noqa: E402

STAYS_FOR_REQUESTS = 7


class Node(Server):
    """`haidang serve` that is started again whenever it ends, as systemd does."""

    def __init__(self, keys, arguments):
        self.keys = keys
        self.ended = 0          # times that it ended without being told to
        self.wanted = True
        self.process = None
        self.port = 1           # nobody listens there
        super().__init__(demo=False, arguments=arguments)
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def start(self):
        if not self.data.exists():
            self.data.mkdir(mode=0o700)
            shutil.copytree(self.keys, self.data / "keys")
        super().start()

    def kill(self):
        self.ended -= 1
        super().kill()

    def _keep(self):
        while self.wanted:
            self.process.wait()
            if not self.wanted:
                return
            self.ended += 1
            self.port = 1
            time.sleep(0.2)
            try:
                self.start()
            except AssertionError:  # no database: tried again
                time.sleep(0.5)

    def stop(self):
        self.wanted = False
        super().stop()
        self.keeper.join(90)
        super().stop()

    def end(self):
        """At once, with its folder."""
        self.wanted = False
        while self.keeper.is_alive() or self.process.poll() is None:
            self.process.kill()
            self.keeper.join(0.1)
        shutil.rmtree(self.folder, ignore_errors=True)


class Wanderer(Client):
    """A client that asks the other node every few requests, as behind a proxy; a node that came back
    would otherwise have nothing to do."""

    asked = 0

    def request(self, *more, **named):
        self.asked += 1
        if self.connection is not None and self.asked % STAYS_FOR_REQUESTS == 0:
            self.connection.close()
            self.connection = None
        return super().request(*more, **named)


class Pair:
    """What load.py and found.py take for one server: two nodes, asked in turn."""

    def __init__(self, confirm=True, seed=0):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hd-pair-"))
        self.folder.chmod(0o755)
        self.nodes = []
        self.turn = 0
        self.mails = MailSink()
        self.cluster = Cluster(self.folder / "cluster")
        self.proxy = None
        try:
            self._start(confirm, seed)
        except BaseException:
            self.close()
            raise

    def _start(self, confirm, seed):
        self.cluster.make(confirm)
        os.environ["PGPASSFILE"] = str(self.cluster.passfile)
        self.proxy = Proxy(self.cluster.ports, seed)
        self.database = ["--database", self.cluster.url_through(self.proxy.ports)]
        first = self.folder / "first"
        subprocess.run([BINARY, "demo", "--people", "--data", first, *self.database], check=True,
                       capture_output=True)
        for _ in range(2):
            self.nodes.append(Node(first / "keys", [*self.database, "--smtp", self.mails.url]))

    # --- as one server

    @property
    def data(self):
        return self.nodes[0].data

    def connect(self):
        """To the next node in turn that is not known to be down, as a proxy in front of both would."""
        for _ in self.nodes:
            self.turn += 1
            node = self.nodes[self.turn % len(self.nodes)]
            if node.port != 1:
                break
        return node.connect()

    def client(self):
        return Wanderer(self)

    def sign_in(self, user):
        """Asked again while a node is on its way down or up."""
        end = time.monotonic() + 60
        while True:
            try:
                return self.client().sign_in(user)
            except (OSError, AssertionError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.3)

    def advance(self, **duration):
        for node in self.nodes:
            node.advance(**duration)

    def stop(self):
        for node in self.nodes:
            node.stop()

    # --- as one database, see found.py

    @property
    def url(self):
        return self.cluster.url

    def run(self, sql):
        return self.cluster.ask(self.cluster.primary, sql, "haidang", "haidang")

    # --- what hurts

    def fail_over(self, leave_running=False):
        """The name of the server that was replaced."""
        old = self.cluster.primary
        if not leave_running:
            self.cluster.kill(old)
        fail_over(self.cluster)
        return old

    def rejoin(self, name):
        return rejoin(self.cluster, name)

    def close(self):
        """Everything is gone afterwards, whatever state it was in."""
        for node in self.nodes:
            node.end()
        if self.proxy:
            self.proxy.close()
        self.mails.close()
        for name in NAMES:
            if (self.cluster.of(name) / "data").exists():
                self.cluster.stop(name, "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


__all__ = ["NAMES", "Node", "Pair", "Refused", "cut_off", "take_out"]
