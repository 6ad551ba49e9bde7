"""Starts the real binary for a story and talks to it as a browser would.

    class MyStory(Story):
        def test_something(self):
            counsellor = self.server.sign_in("tuvan1")
            contact = counsellor.post("/contacts", {...}).expect(201)
            self.server.advance(hours=2)

Every answer is checked against the contract.
"""
import datetime
import fcntl
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import uuid

from contract import CONTRACT, PREFIX, ROOT

BINARY = pathlib.Path(os.environ.get("HAIDANG", ROOT / "build" / "haidang"))
PASSWORD = "hai-dang-demo-2026"
TEST_CODE = "000000"
VIET_NAM = datetime.timezone(datetime.timedelta(hours=7))
START_SECONDS = 60


class Answer:
    def __init__(self, method, path, response):
        self.request = f"{method} {path}"
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()

    @property
    def json(self):
        return json.loads(self.bytes)

    def expect(self, status):
        """The body as JSON (None when empty); fails with the whole answer for another status."""
        if self.status != status:
            raise AssertionError(
                f"{self.request}: {self.status} instead of {status}: "
                f"{self.bytes[:2000].decode('utf-8', 'replace')}")
        kind = self.headers.get("Content-Type", "")
        return self.json if self.bytes and "json" in kind else None

    def refused(self, status, code):
        """Expects a problem with this code; returns its fields as {field: code}."""
        problem = self.expect(status)
        if problem["code"] != code:
            raise AssertionError(f"{self.request}: {problem} instead of {code}")
        return {field["field"]: field["code"] for field in problem.get("fields", [])}


class Client:
    """One browser: keeps its cookie, sends the token, makes idempotency keys."""

    def __init__(self, server):
        self.server = server
        self.cookie = None
        self.csrf = None
        self.session = None
        self.connection = None

    def request(self, method, path, body=None, headers=None, check=True):
        """`path` is below /api/v1 unless it starts with a full path of its own ("//livez")."""
        full = path[1:] if path.startswith("//") else PREFIX + path
        sent = {"Accept": "application/json"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if method != "GET":
            sent["Sec-Fetch-Site"] = "same-origin"
            sent["Idempotency-Key"] = str(uuid.uuid4())
            if self.csrf:
                sent["X-CSRF-Token"] = self.csrf
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        answer = self._exchange(method, full, data, {k: v for k, v in sent.items() if v is not None})
        if check and full.startswith(PREFIX):
            CONTRACT.check(method, full, answer.status, answer.headers.get("Content-Type", ""),
                           answer.bytes)
        cookie = answer.headers.get("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer

    def _exchange(self, method, path, data, headers):
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = self.server.connect()
            try:
                self.connection.request(method, path, data, headers)
                return Answer(method, path, self.connection.getresponse())
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.request("POST", path, {} if body is None else body, **more)

    def put(self, path, body, **more):
        return self.request("PUT", path, body, **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)

    def sign_in(self, username, password=PASSWORD, totp=TEST_CODE):
        self.session = self.post("/sessions", {"username": username, "password": password,
                                               "totp": totp}).expect(201)
        self.csrf = self.session["csrf_token"]
        return self

    def finished(self, run):
        """Waits for the end of a count that was asked for; returns the run."""
        for _ in range(1200):
            run = self.get(f"/report-runs/{run['id']}").expect(200)
            if run["state"] not in ("queued", "running"):
                return run
            time.sleep(0.05)
        raise AssertionError(f"not finished in time: {run}")

    def events(self, last_id=None):
        """Opens the event stream; see Events."""
        return Events(self, last_id)


class Events:
    """An open stream of server-sent events."""

    def __init__(self, client, last_id=None):
        self.connection = client.server.connect()
        headers = {"Cookie": client.cookie, "Accept": "text/event-stream"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        self.connection.request("GET", PREFIX + "/events", headers=headers)
        self.response = self.connection.getresponse()
        assert self.response.status == 200, self.response.status
        CONTRACT.check("GET", PREFIX + "/events", self.response.status,
                       self.response.headers.get("Content-Type", ""), b"")
        time.sleep(0.2)  # the subscription begins right after the headers

    def next(self):
        """The next message: {"id", "event", "data"}; data as parsed JSON."""
        message = {"id": None, "event": "message", "data": None}
        patience = time.monotonic() + 20
        while time.monotonic() < patience:  # heartbeats would keep a read from timing out
            line = self.response.fp.readline().decode()
            if not line:
                raise AssertionError("the stream ended")
            line = line.rstrip("\n")
            if not line:
                if message["data"] is not None:
                    return message
                continue
            field, _, value = line.partition(": ")
            if field == "data":
                message["data"] = json.loads(value)
            elif field in message:
                message[field] = value
        raise AssertionError("no message within 20 s")

    def close(self):
        self.connection.close()


class Server:
    """`haidang serve` on a free port with data of its own and a clock the story moves."""

    environment = {}  # what the process gets besides ours
    binary = BINARY

    def __init__(self, demo=True, now="2026-03-02T09:00:00+07:00", arguments=(), binary=BINARY):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hd-story-"))
        self.data = self.folder / "data"
        self.clock = self.folder / "clock"
        self.log = self.folder / "log"
        self.arguments = list(arguments)
        self.binary = binary
        self.process = None
        self.tls = None  # an ssl.SSLContext when the story speaks TLS
        self.set_time(now)
        if demo:
            shutil.copytree(demo_data(), self.data)
        self.start()

    def set_time(self, text):
        """RFC 3339 with offset."""
        self.now = datetime.datetime.fromisoformat(text).astimezone(VIET_NAM)
        new = self.clock.with_suffix(".new")
        new.write_text(self.now.isoformat(timespec="milliseconds") + "\n")
        new.replace(self.clock)

    def advance(self, **duration):
        """advance(hours=2, minutes=5). Sessions idle for 15 minutes end: sign in again."""
        self.set_time((self.now + datetime.timedelta(**duration)).isoformat())

    def start(self):
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--data", self.data, "--listen", "127.0.0.1:0",
                 "--insecure-test-mode", "--test-clock", self.clock, *self.arguments],
                stdout=log, stderr=log, cwd=self.folder,
                env={**os.environ, "TMPDIR": str(self.folder), **self.environment})
        self.port = self._started_port(before)

    def _started_port(self, before):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            for line in self.log.read_bytes()[before:].splitlines():
                if b'"server.started"' in line:
                    return json.loads(line)["port"]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError("the server did not start:\n" + self.log.read_text()[-4000:])

    def kill(self):
        """As if the machine lost its power."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise AssertionError("the server did not stop within 20 s")

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self):
        if self.tls:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def client(self):
        return Client(self)

    def sign_in(self, username):
        return self.client().sign_in(username)


def demo_data():
    """A folder made once by `haidang demo --people` for this build; copy it, never write to it."""
    return filled("story-demo", "--people")


def filled(name, *arguments):
    """A folder made once by `haidang demo` with these arguments for this build."""
    made = BINARY.parent / name
    stamp = made / ".of"
    of = str(BINARY.stat().st_mtime_ns)
    with open(f"{made}.lock", "w", encoding="utf-8") as lock:  # stories run side by side
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != of:
            shutil.rmtree(made, ignore_errors=True)
            subprocess.run([BINARY, "demo", "--data", made, *arguments], check=True,
                           stdout=subprocess.DEVNULL)
            stamp.write_text(of)
    return made


def server_after_a_year():
    """A server with the year of work of the demo, until Story.now. The caller closes it."""
    server = Server(demo=False, now=Story.now)
    server.stop()
    shutil.rmtree(server.data)
    shutil.copytree(filled("story-year", "--until", Story.now), server.data)
    server.start()
    return server


class Story(unittest.TestCase):
    """A story with a server of its own for all tests of the class."""

    demo = True
    now = "2026-03-02T09:00:00+07:00"  # a Monday
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(demo=cls.demo, now=cls.now, arguments=cls.arguments)
        cls.addClassCleanup(cls.server.close)
