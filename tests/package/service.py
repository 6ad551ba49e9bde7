"""The service as its unit describes it, started without systemd; and a browser for it."""
import datetime
import http.client
import json
import pathlib
import re
import shlex
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "system"))
from accounts_story import code_now  # noqa: E402
from harness import Client  # noqa: E402

UNIT = "/lib/systemd/system/haidang.service"
START_SECONDS = 60
PASSWORD = "quyen-so-phong-thu-nghiem-9"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings(text):
    """{key: [values]} of a unit file."""
    found = {}
    for line in text.splitlines():
        if "=" in line and not line.startswith(("#", ";")):
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def words_of(text, values):
    """A command line as systemd reads it: ${NAME} is one word, $NAME as many as it holds."""
    for word in shlex.split(text):
        whole = re.fullmatch(r"\$(\w+)", word)
        if whole:
            yield from values.get(whole.group(1), "").split()
        else:
            yield re.sub(r"\$\{(\w+)\}", lambda name: values.get(name.group(1), ""), word)


class Service:
    def __init__(self, machine):
        self.machine = machine
        self.unit = settings(machine.path(UNIT).read_text())
        self.process = None
        self.recovery_codes = []
        self.log = machine.folder / "service.log"

    def environment(self):
        values = {}
        for line in self.unit.get("Environment", []):
            values.update(word.split("=", 1) for word in shlex.split(line))
        for name in self.unit.get("EnvironmentFile", []):
            for line in self.machine.path(name.lstrip("-")).read_text().splitlines():
                if "=" in line and not line.startswith("#"):
                    key, value = line.split("=", 1)
                    values[key] = value
        return values

    def command(self):
        return list(words_of(self.unit["ExecStart"][0], self.environment()))

    def start(self):
        values = self.environment()
        self.port = int(values["HAIDANG_LISTEN"].rsplit(":", 1)[1])
        for folder in self.unit.get("CacheDirectory", []):  # systemd would make it
            self.machine.run("install", "-d", "-m", "0700", "-o", self.unit["User"][0],
                             "-g", self.unit["Group"][0], f"/var/cache/{folder}")
        who = f"--userspec={self.unit['User'][0]}:{self.unit['Group'][0]}"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["/usr/sbin/chroot", who, str(self.machine.root), *self.command()],
                env={"PATH": "/usr/bin:/bin", **values}, stdout=log, stderr=log,
                umask=int(self.unit["UMask"][0], 8))
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.client().get("//readyz").status
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the service did not start:\n" + self.log.read_text()[-3000:])

    def stop(self):
        """The exit code, after the signal that systemd would send."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=60)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def client(self):
        return Client(self)

    def activate(self, username, enrolment_code):
        """Takes an invitation: chooses a password and a second factor."""
        person = self.client()
        started = person.post("/account-activations", {
            "username": username, "enrolment_code": enrolment_code,
            "new_password": PASSWORD}).expect(201)
        self.recovery_codes = started["recovery_codes"]
        code = code_now(started["otpauth_uri"], datetime.datetime.now(datetime.timezone.utc))
        return person.post(f"/account-activations/{started['id']}/confirmations",
                           {"totp": code}).expect(201)

    def sign_in(self, username):
        """The session, by the next recovery code: a one-time code is good once in 30 seconds."""
        return self.client().post("/sessions", {
            "username": username, "password": PASSWORD,
            "recovery_code": self.recovery_codes.pop()}).expect(201)

    def strange_log_lines(self):
        """What it said that is not a JSON object."""
        def is_object(line):
            try:
                return isinstance(json.loads(line), dict)
            except ValueError:
                return False
        return [line for line in self.log.read_text().splitlines() if not is_object(line)]
