"""Three PostgreSQL servers on this machine: one that takes writes, two that confirm them.

Set up as docs/operations/postgresql.md asks for it: a commit counts once one of the two standbys has it
on disk (ANY 1), data checksums, slots that cannot fill the disk, SCRAM, TLS with a certificate of its own.
From Debian's package postgresql-15; as root the servers run as the user "postgres".
"""
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import time

NAMES = ("db1", "db2", "db3")
DATABASE = "haidang"
STATE = "cluster.json"

CONFIGURATION = """\
data_directory = '{folder}/data'
hba_file = '{folder}/pg_hba.conf'
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
cluster_name = '{name}'
ssl = on
ssl_cert_file = '{tls}/server.crt'
ssl_key_file = '{tls}/server.key'
password_encryption = 'scram-sha-256'

fsync = on
full_page_writes = on
synchronous_commit = on
synchronous_standby_names = '{confirmed_by}'
max_wal_senders = 10
max_replication_slots = 10
max_slot_wal_keep_size = 512MB
wal_keep_size = 128MB
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 500ms
tcp_keepalives_idle = 5
tcp_keepalives_interval = 5
tcp_keepalives_count = 3
log_line_prefix = '%m [%p] %a '
max_connections = 100
shared_buffers = 64MB
include_if_exists = '{folder}/follow.conf'
"""

ACCESS = """\
hostssl all         all        127.0.0.1/32 scram-sha-256
hostssl replication replicator 127.0.0.1/32 scram-sha-256
"""


class Refused(Exception):
    """What was asked for would lose something, or cannot be done now; says why."""


def program(name):
    """Path of one of PostgreSQL's programs, of the newest version that is installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
                   key=lambda path: int(path.parts[4]))
    if not found:
        raise Refused("PostgreSQL is not installed (package postgresql-15)")
    return str(found[-1])


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Cluster:
    """`folder` holds everything; `primary` is the name of the server that takes writes."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.as_root = os.geteuid() == 0
        self.passfile = self.folder / "pgpass"
        self.certificate = self.folder / "tls" / "server.crt"
        if (self.folder / STATE).exists():
            self._read_state()

    # --- what is kept in the folder

    def _read_state(self):
        state = json.loads((self.folder / STATE).read_text())
        self.ports, self.primary = state["ports"], state["primary"]

    def _write_state(self):
        new = self.folder / (STATE + ".new")
        new.write_text(json.dumps({"ports": self.ports, "primary": self.primary}, indent=1))
        new.replace(self.folder / STATE)

    def _write(self, path, text, mode=0o600):
        """A file that the servers' user owns."""
        path.write_text(text)
        path.chmod(mode)
        self._give(path)

    def _give(self, path):
        if self.as_root:
            shutil.chown(path, "postgres", "postgres")

    def of(self, name):
        return self.folder / name

    def standbys(self):
        return [name for name in NAMES if name != self.primary and not self.is_removed(name)]

    def is_removed(self, name):
        """Taken out: it may have what nobody confirmed, and must not be started as it is."""
        return (self.of(name) / "removed").exists()

    # --- programs and questions

    def call(self, *command, check=True, **more):
        user = ["runuser", "-u", "postgres", "--"] if self.as_root else []
        done = subprocess.run([*user, *map(str, command)], cwd="/", text=True, capture_output=True,
                              env={**os.environ, "PGPASSFILE": str(self.passfile)}, check=False,
                              stdin=subprocess.DEVNULL, **more)
        if check and done.returncode != 0:
            raise Refused(f"{pathlib.Path(command[0]).name}: {done.stdout}{done.stderr}")
        return done

    def address(self, names, user, database=DATABASE, ports=None):
        """The address (URL) of one server or of several; the password stands in the passfile.
        `ports`: other ones than their own, of something in between."""
        hosts = ",".join(f"127.0.0.1:{(ports or self.ports)[name]}" for name in names)
        return (f"postgres://{user}@{hosts}/{database}?sslmode=verify-full&sslrootcert="
                f"{self.certificate}&connect_timeout=3")

    @property
    def url(self):
        """For the program: every server is named, the one that takes writes is looked for."""
        return self.url_through(None)

    def url_through(self, ports):
        return self.address(NAMES, "haidang", ports=ports) + "&target_session_attrs=read-write"

    def ask(self, name, sql, user="postgres", database="postgres", seconds=60):
        """What psql prints: one row a line, columns apart by tabs. Fails as Refused, also when there is
        no answer within `seconds`."""
        done = self.call("timeout", seconds, "psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
                         self.address([name], user, database), "-c", sql)
        return done.stdout.rstrip("\n")

    def is_running(self, name):
        return self.call(program("pg_ctl"), "-D", self.of(name) / "data", "status",
                         check=False).returncode == 0

    def wait_until(self, what, holds, seconds=60):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise Refused(f"not within {seconds} s: {what}")
            time.sleep(0.1)

    # --- making it

    def make(self, confirm=True):
        """The three servers, running, with an empty database. `confirm`: False for a cluster that
        acknowledges what no standby has; to show what that loses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self._check_reach()
        self.ports = {name: free_port() for name in NAMES}
        self.primary = NAMES[0]
        passwords = {user: secrets.token_urlsafe(24) for user in ("postgres", "replicator", "haidang")}
        self._write(self.passfile, "".join(f"127.0.0.1:*:*:{user}:{password}\n"
                                           for user, password in passwords.items()))
        self._make_certificate()
        for name in NAMES:
            self._make_place(name, confirm)
        first = self.of(self.primary)
        self._write(first / "password", passwords["postgres"])
        self.call(program("initdb"), "-D", first / "data", "-U", "postgres", "-A", "scram-sha-256",
                  f"--pwfile={first / 'password'}", "--locale=C", "-E", "UTF8", "--data-checksums")
        (first / "password").unlink()
        self._write_state()
        self.start(self.primary)
        # Nobody confirms yet, so these must not wait for anybody.
        self.ask(self.primary, "SET synchronous_commit = local; "
                 f"CREATE ROLE replicator LOGIN REPLICATION PASSWORD '{passwords['replicator']}'; "
                 f"CREATE ROLE haidang LOGIN PASSWORD '{passwords['haidang']}'; "
                 "CREATE ROLE haidang_request NOLOGIN; GRANT haidang_request TO haidang")
        self.call("psql", "-X", "-q", self.address([self.primary], "postgres", "postgres"),
                  "-c", "SET synchronous_commit = local",
                  "-c", f"CREATE DATABASE {DATABASE} OWNER haidang TEMPLATE template0")
        for name in self.standbys():
            self.copy(name)

    def _check_reach(self):
        """The servers' user must be able to reach the folder."""
        if self.as_root and self.call("test", "-x", self.folder, check=False).returncode != 0:
            raise Refused(f"the user postgres cannot reach {self.folder}: name a folder it can enter")

    def _make_certificate(self):
        folder = self.certificate.parent
        folder.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650",
                        "-subj", "/CN=haidang cluster", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", folder / "server.key", "-out", self.certificate],
                       check=True, capture_output=True)
        (folder / "server.key").chmod(0o600)
        self._give(folder / "server.key")

    def _make_place(self, name, confirm):
        folder = self.of(name)
        folder.mkdir()
        self._give(folder)
        others = ", ".join(other for other in NAMES if other != name)
        self._write(folder / "postgresql.conf", CONFIGURATION.format(
            folder=folder, name=name, port=self.ports[name], tls=self.certificate.parent,
            confirmed_by=f"ANY 1 ({others})" if confirm else ""))
        self._write(folder / "pg_hba.conf", ACCESS)

    def copy(self, name):
        """Makes `name` a standby from a copy of the primary, and starts it."""
        shutil.rmtree(self.of(name) / "data", ignore_errors=True)
        self.make_slot(self.primary, name)
        self.call(program("pg_basebackup"), "-D", self.of(name) / "data", "-X", "stream", "-S", name,
                  "-c", "fast", "-d", self.address([self.primary], "replicator", ""))
        self.call(program("pg_verifybackup"), "-q", self.of(name) / "data")
        self.follow(name)
        self.start(name)
        self.wait_until(f"{name} follows", lambda: self.is_streaming(name))

    # --- running it

    def start(self, name):
        if self.is_removed(name):
            raise Refused(f"{name} was taken out by a failover: rejoin it first")
        folder = self.of(name)
        self.call(program("pg_ctl"), "-D", folder / "data", "-l", folder / "log", "-w", "-s",
                  "-o", f"-c config_file={folder / 'postgresql.conf'}", "start")

    def stop(self, name, mode="fast"):
        if self.is_running(name):
            self.call(program("pg_ctl"), "-D", self.of(name) / "data", "-m", mode, "-w", "-s", "stop")

    def kill(self, name):
        """As if its machine lost its power; its other processes end when they miss the first."""
        pid = int((self.of(name) / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        self.wait_until(f"{name} is gone", lambda: not self.is_running(name))

    def stop_all(self):
        # The primary first: a standby that stops before it would leave commits waiting.
        for name in (self.primary, *(name for name in NAMES if name != self.primary)):
            self.stop(name)

    # --- who follows whom

    def follow(self, name, leader=None):
        """Writes down whom `name` follows; nobody for leader "". A running server takes it over."""
        leader = self.primary if leader is None else leader
        source = (f"host=127.0.0.1 port={self.ports[leader]} user=replicator application_name={name} "
                  f"passfile={self.passfile} sslmode=verify-full sslrootcert={self.certificate} "
                  "connect_timeout=3 keepalives_idle=5 keepalives_interval=5 keepalives_count=3"
                  if leader else "")
        self._write(self.of(name) / "follow.conf",
                    f"primary_conninfo = '{source}'\nprimary_slot_name = '{name if leader else ''}'\n")
        self._write(self.of(name) / "data" / "standby.signal", "")

    def reload(self, name):
        self.call(program("pg_ctl"), "-D", self.of(name) / "data", "-s", "reload")

    def make_slot(self, leader, name):
        if self.ask(leader, f"SELECT 1 FROM pg_replication_slots WHERE slot_name = '{name}'") == "":
            self.ask(leader, f"SELECT pg_create_physical_replication_slot('{name}', true)")

    def drop_slots(self, name):
        self.ask(name, "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots "
                       "WHERE NOT active")

    def is_streaming(self, name):
        return self.ask(self.primary, "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' "
                                      f"AND application_name = '{name}'") == "1"
