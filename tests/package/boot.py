"""The same machine booted in a container: the service under systemd, with all its walls."""
import contextlib
import datetime
import json
import pathlib
import signal
import subprocess
import time

from service import Service
from files_story import BINARY, png  # service.py has said where the stories are

DATA = "/var/lib/haidang"
OPTIONS = "/etc/haidang/haidang.env"
DROP_IN = "/etc/systemd/system/haidang.service.d/keys.conf"
PATIENCE_SECONDS = 60
WAITING = ("arriving", "checking")


class Container:
    """systemd-nspawn without the network of its own: the port is that of this machine."""

    def __init__(self, machine):
        self.log = (machine.folder / "boot.log").open("wb")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot",
             "--console=pipe", "--kill-signal=SIGRTMIN+3", "-D", machine.root],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.leader = None
        self.wait_for(self._find_leader)

    def _find_leader(self):
        task = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children")
        children = task.read_text().split() if task.exists() else []
        self.leader = children[0] if children else None
        return self.leader and "running" in self.run("systemctl", "is-system-running").stdout

    def run(self, *command):
        return subprocess.run(
            ["nsenter", "-t", self.leader, "-m", "-p", "-u", "-i", "-C", "-r", "-w", "env", "-i",
             "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", *command],
            text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def shell(self, text):
        return self.run("sh", "-ec", text)

    def process(self):
        return self.run("systemctl", "show", "-p", "MainPID", "--value", "haidang").stdout.strip()

    def wait_for(self, true):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if true():
                return True
            time.sleep(0.3)
        return False

    def close(self):
        self.nspawn.send_signal(signal.SIGTERM)
        try:
            self.nspawn.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.nspawn.kill()
            self.nspawn.wait()
        self.log.close()


def is_ready(service):
    with contextlib.suppress(OSError):
        return service.client().get("//readyz").status == 200
    return False


def work_as_the_demo(check, container, service):
    """A picture is examined by children behind walls of their own, a paper becomes a PDF."""
    check.answer("demo accounts are loaded", container.shell(
        f"systemctl stop haidang; rm {DATA}/haidang.sqlite*;"
        f"runuser -u haidang -- haidang demo --people --data {DATA};"
        f"sed -i s/^HAIDANG_OPTIONS=.*/HAIDANG_OPTIONS=--insecure-test-mode/ {OPTIONS};"
        "systemctl start haidang"))
    container.wait_for(lambda: is_ready(service))
    person = service.client().sign_in("tuvan1")
    hotline = person.session["posts"][0]["organisation_id"]
    contact = person.post("/contacts", {
        "hotline_id": hotline, "channel": "zalo", "direction": "in",
        "started_at": datetime.datetime.now(datetime.timezone.utc).isoformat()}).expect(201)
    picture = png()
    file = person.post("/files", {
        "subject_kind": "contact", "subject_id": contact["id"], "kind": "photo",
        "name": "anh.png", "size_bytes": len(picture)}).expect(201)["id"]
    person.request("PUT", f"/files/{file}/parts/1", picture, headers=BINARY).expect(200)

    def state():
        return person.get(f"/files/{file}/state").expect(200)["state"]
    container.wait_for(lambda: state() not in WAITING)
    check("a picture is examined and drawn anew", state() == "ready", state())
    lead = service.client().sign_in("lanhdao111")
    paper = lead.post("/reports/hotline/documents", {
        "hotline_id": hotline, "from": "2026-01-01", "to": "2026-01-31"}).expect(201)["id"]
    pdf = lead.get(f"/documents/{paper}/pdf").bytes
    check("a report becomes a PDF", pdf.startswith(b"%PDF"), pdf[:200])


def keys_from_systemd(check, container, service):
    made = container.shell(f"""
        systemctl stop haidang; mkdir -p /etc/credstore.encrypted {pathlib.Path(DROP_IN).parent}
        systemd-creds encrypt --name=haidang-root-keys {DATA}/keys/root.keys \
          /etc/credstore.encrypted/haidang-root-keys
        mv {DATA}/keys/root.keys /var/tmp/root.keys
        printf '[Service]\\nLoadCredentialEncrypted=haidang-root-keys\\n' > {DROP_IN}
        systemctl daemon-reload; systemctl start haidang""")
    check.answer("the root keys are sealed for systemd", made)
    check("it starts without a key file in its folder",
          container.wait_for(lambda: is_ready(service)))
    made = container.shell(f"""
        systemctl stop haidang; rm {DROP_IN} /etc/credstore.encrypted/haidang-root-keys
        mv /var/tmp/root.keys {DATA}/keys/root.keys
        systemctl daemon-reload; systemctl start haidang""")
    check("and again with the file", made.returncode == 0
          and container.wait_for(lambda: is_ready(service)), made.stdout)


def log_is_json(container):
    lines = container.run("journalctl", "-t", "haidang", "-o", "cat", "--no-pager").stdout
    try:
        return all(isinstance(json.loads(line), dict) for line in lines.splitlines())
    except ValueError:
        return False


def under_systemd(check, machine, newer_package):
    service = Service(machine)
    service.port = int(service.environment()["HAIDANG_LISTEN"].rsplit(":", 1)[1])
    container = Container(machine)
    try:
        check("booted under systemd, the service is there by itself",
              container.wait_for(lambda: is_ready(service)),
              container.run("systemctl", "status", "--no-pager", "-l", "haidang").stdout)
        check("every line of it in the journal is a JSON object", log_is_json(container))
        work_as_the_demo(check, container, service)
        keys_from_systemd(check, container, service)
        before = container.process()
        check.answer("it is killed", container.shell(f"kill -9 {before}"))
        check("and comes back", container.wait_for(
            lambda: container.process() not in ("0", before) and is_ready(service)))
        before = container.process()
        check.answer("a newer version installs", upgrade_in(container, machine, newer_package))
        check("an upgrade restarts it", container.wait_for(
            lambda: container.process() not in ("0", before) and is_ready(service)))
        check.answer("it is purged", container.run("apt-get", "purge", "-q", "-y", "haidang"))
        check("a purge stops it", not is_ready(service)
              and container.process() == "0")
    finally:
        container.close()


def upgrade_in(container, machine, package):
    """From inside, so that the scripts of the package meet the running systemd."""
    target = machine.path("/var/tmp/newer.deb")
    target.write_bytes(package.read_bytes())
    return container.run("dpkg", "-i", "--force-confold", "/var/tmp/newer.deb")
