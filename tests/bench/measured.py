"""A server to measure: filled, started, asked for its memory and processor time, stopped."""
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HAIDANG", str(ROOT / "build" / "haidang"))
START_SECONDS = 600


class System:
    """One data folder, or one PostgreSQL database, and the server on it."""

    def __init__(self, database=None, data=None):
        self.own = data is None
        self.data = pathlib.Path(data or tempfile.mkdtemp(prefix="hd-bench-"))
        self.database = ["--database", database] if database else []
        self.process = None
        if self.own:
            self.run("demo", *(["--people"] if database else []))

    def run(self, *arguments):
        """Runs a subcommand on the data; returns what it prints."""
        done = subprocess.run([BINARY, *arguments, "--data", str(self.data), *self.database],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"haidang {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def fill(self, **counts):
        """fill(contacts=…, cases=…): synthetic records, see README.md."""
        for kind, count in counts.items():
            if count:
                self.run("bench", "--fill" if kind == "contacts" else f"--fill-{kind}", str(count))
        if self.database:  # as autovacuum would have done long ago, had the records come one by one
            subprocess.run(["psql", "-q", self.database[1], "-c", "ANALYZE"], check=True)

    def start(self, open_files=None):
        """Starts the server; returns the milliseconds until it was ready."""
        limit = None
        if open_files:
            def limit():
                resource.setrlimit(resource.RLIMIT_NOFILE,
                                   (open_files, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        self.log = open(self.data / "bench.log", "wb+")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", str(self.data), *self.database, "--listen", "127.0.0.1:0",
             "--insecure-test-mode"], stderr=self.log, preexec_fn=limit)
        while time.monotonic() < begun + START_SECONDS:
            found = re.search(rb'"port":(\d+)', (self.data / "bench.log").read_bytes())
            if found:
                self.port = int(found[1])
                self.url = f"http://127.0.0.1:{self.port}"
                if self.ready():
                    return round((time.monotonic() - begun) * 1000)
            if self.process.poll() is not None:
                raise SystemExit((self.data / "bench.log").read_text()[-2000:])
            time.sleep(0.01)
        raise SystemExit("the server did not become ready")

    def ready(self):
        try:
            return urllib.request.urlopen(self.url + "/readyz", timeout=10).status == 200
        except OSError:
            return False

    def megabytes(self, which="VmRSS"):
        """Resident memory of the server now; at its highest with VmHWM."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(which + r":\s+(\d+)", status)[1]) // 1024

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settled(self, most=600):
        """Waits until the work that follows a start is done, or `most` seconds; returns the seconds.

        The file is read as a whole, the facts of reports are read, persons are compared.
        """
        begun, quiet = time.monotonic(), 0
        while quiet < 3 and time.monotonic() < begun + most:
            before = self.processor_seconds()
            time.sleep(1)
            quiet = quiet + 1 if self.processor_seconds() - before < 0.1 else 0
        return time.monotonic() - begun - quiet

    def measure(self, scenario, seconds, clients=64):
        """What `haidang bench` says of one scenario, and the server's microseconds a request."""
        before = self.processor_seconds()
        done = subprocess.run(
            [BINARY, "bench", "--url", self.url, "--scenario", scenario, "--clients", str(clients),
             "--seconds", str(seconds), "--json"], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{scenario}: {done.stdout}{done.stderr}")
        figures = json.loads(done.stdout)
        spent = self.processor_seconds() - before
        figures["server_us"] = round(spent * 1e6 / max(figures["requests"], 1))
        return figures

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
            self.process = None

    def close(self):
        self.stop()
        if self.own:
            shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def syncs_per_second():
    """Rate of 4 KiB appends, each with fdatasync: the bound of durable writes without group commit."""
    file, path = tempfile.mkstemp(prefix="hd-bench-")
    os.unlink(path)
    begun, count = time.monotonic(), 0
    while time.monotonic() < begun + 1:
        os.write(file, b"x" * 4096)
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count


def machine():
    """One line about where this was measured."""
    load = pathlib.Path("/proc/loadavg").read_text().split()[0]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {gigabytes} GB, load {load} before"
