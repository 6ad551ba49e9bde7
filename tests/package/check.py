#!/usr/bin/env python3
"""Tries the Debian package as an administrator would. Usage: check.py BUILD; see run.sh."""
import contextlib
import filecmp
import pathlib
import re
import shutil
import subprocess
import sys

from backup import BACKUP_UNIT, backup_and_restore
from boot import under_systemd
from machine import Machine, output
from service import UNIT, Service, free_port

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OPTIONS = "/etc/haidang/haidang.env"
DATA = "/var/lib/haidang"
WORST_EXPOSURE = 15  # tenths, as systemd-analyze counts: 0 is closed, 100 is open


class Checks:
    """Prints a line for each; `failed` counts those that did not hold."""

    def __init__(self):
        self.failed = 0

    def __call__(self, what, good, otherwise=""):
        print(("ok      " if good else "FAILED  ") + what, flush=True)
        if not good:
            self.failed += 1
            if otherwise:
                print("        " + str(otherwise).strip().replace("\n", "\n        "), flush=True)
        return good

    def answer(self, what, answer):
        """Of a command: it ended with 0."""
        return self(what, answer.returncode == 0, answer.stdout[-3000:])


def make_package(build, folder):
    folder.mkdir()
    output("cpack", "--config", build / "CPackConfig.cmake", "-B", folder, cwd=build,
           stderr=subprocess.STDOUT)
    shutil.rmtree(folder / "_CPack_Packages")
    return next(folder.glob("*.deb"))


def newer(package, folder):
    """The same package as version 999, for an upgrade."""
    tree = folder / "newer"
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^Version: .*$", "Version: 999-1", control.read_text()))
    output("dpkg-deb", "--root-owner-group", "-b", tree, folder / "newer.deb")
    return folder / "newer.deb"


def look_at_package(check, first, second):
    check("the same build gives the same package, byte by byte",
          filecmp.cmp(first, second, shallow=False))
    needs = output("dpkg-deb", "-f", first, "Depends")
    check("what it depends on was read from the program", "libsodium" in needs and "libc6" in needs,
          needs)
    found = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", first],
                           text=True, check=False, capture_output=True)
    check("lintian finds no error and no warning", found.returncode == 0,
          found.stdout + found.stderr)


def look_at_unit(check, machine, unit):
    exposure = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--root={machine.root}",
         f"--threshold={WORST_EXPOSURE}", unit.rpartition("/")[2]], text=True, check=False,
        capture_output=True)
    rating = (exposure.stdout.strip().splitlines() or [exposure.stderr])[-1]
    check(f"systemd-analyze security: at most {WORST_EXPOSURE / 10} ({rating.strip('→ ')})",
          exposure.returncode == 0, exposure.stdout + exposure.stderr)
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", f"--root={machine.root}",
         str(machine.path(unit))], text=True, check=False, capture_output=True)
    about_it = [line for line in verified.stderr.splitlines()  # there is no systemd in there
                if "haidang" in line and "sysinit.target not found" not in line]
    check("systemd-analyze verify has nothing to say", not about_it, "\n".join(about_it))


def install(machine, package, *more):
    target = machine.path("/var/tmp/package.deb")
    shutil.copy(package, target)
    answer = machine.run("apt-get", "install", "-q", "-y", "--no-install-recommends", *more,
                         "-o", "Dpkg::Options::=--force-confold", "/var/tmp/package.deb")
    target.unlink()
    return answer


def mode_of(machine, path):
    return machine.run("stat", "-c", "%a %U %G", path).stdout.strip()


def look_at_places(check, machine):
    for path, wanted in ((DATA, "700 haidang haidang"), (OPTIONS, "600 root root"),
                         ("/usr/bin/haidang", "755 root root"), (UNIT, "644 root root")):
        found = mode_of(machine, path)
        check(f"{path} is {wanted}", found == wanted, found)
    check("the service user cannot sign in",
          "nologin" in machine.run("getent", "passwd", "haidang").stdout)
    check.answer("the program finds its libraries", machine.run("haidang", "--version"))
    check("the unit is enabled", machine.path(
        "/etc/systemd/system/multi-user.target.wants/haidang.service").is_symlink())
    for script in ("configure", "configure 0.0.1"):
        check.answer(f"postinst {script} again changes nothing and does not fail", machine.run(
            "sh", "-c", f"/var/lib/dpkg/info/haidang.postinst {script}"))


def choose_port(machine):
    options = machine.path(OPTIONS)
    options.write_text(options.read_text().replace("127.0.0.1:8111", f"127.0.0.1:{free_port()}"))


def create_account(check, machine):
    """The one-time code of the first administrator, made as the manual says."""
    made = machine.run("runuser", "-u", "haidang", "--", "haidang", "user", "create",
                       "--data", DATA, "--username", "admin")
    check.answer("the first account is made", made)
    return made.stdout.rpartition("one-time code: ")[2].split("\n")[0]


def first_work(check, machine, service):
    check("started as in the unit, /readyz answers 200", service.start() == 200)
    service.activate("admin", create_account(check, machine))
    check("the administrator signs in", service.sign_in("admin")["user"]["username"] == "admin")
    check("the program runs as the service user", machine.run(
        "stat", "-c", "%U", f"/proc/{service.process.pid}").stdout.strip() == "haidang")
    check("root keys and database are for the service user alone",
          {mode_of(machine, f"{DATA}/{name}") for name in ("keys/root.keys", "haidang.sqlite")}
          == {"600 haidang haidang"})
    check("it stops in good order", service.stop() == 0)
    check("every line of its log is a JSON object", not service.strange_log_lines(),
          service.strange_log_lines())


def still_signs_in(check, service, when):
    ready = service.start() == 200
    signed_in = service.sign_in("admin")["user"]["username"] == "admin"
    check(f"{when} it starts and the administrator signs in", ready and signed_in)
    service.stop()


def upgrade(check, machine, service, package):
    before = machine.path(OPTIONS).read_text()
    check.answer("the same version installs over itself", install(machine, package, "--reinstall"))
    still_signs_in(check, service, "then")
    check.answer("a newer version installs over it", install(machine, newer(package,
                                                                            machine.folder)))
    check("the administrator's options are as they were",
          machine.path(OPTIONS).read_text() == before)
    still_signs_in(check, service, "then")


def remove(check, machine, service, package):
    keys = machine.path(f"{DATA}/keys/root.keys").read_bytes()
    check.answer("it can be removed", machine.run("apt-get", "remove", "-q", "-y", "haidang"))
    check("the program is gone", not machine.path("/usr/bin/haidang").exists())
    check("options, database and keys are still there",
          machine.path(OPTIONS).exists() and machine.path(f"{DATA}/haidang.sqlite").exists()
          and machine.path(f"{DATA}/keys/root.keys").read_bytes() == keys)
    check.answer("it installs again", install(machine, package))
    still_signs_in(check, service, "after removing and installing")


def traces(machine):
    """What is left of the package: paths, its user, files that belong to nobody."""
    user = machine.run("getent", "passwd", "haidang").stdout.split(":")[0]
    group = machine.run("getent", "group", "haidang").stdout.split(":")[0]
    lost = machine.run("find", "/", "-xdev", "(", "-nouser", "-o", "-nogroup", ")").stdout.split()
    known = machine.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}", "haidang")
    return {"paths": machine.named("haidang"), "user": user, "group": group, "lost": lost,
            "package": known.stdout.strip() if known.returncode == 0 else ""}


def purge(check, machine, package):
    gone = {"paths": [], "user": "", "group": "", "lost": [], "package": ""}
    purged = machine.run("apt-get", "purge", "-q", "-y", "haidang")
    check.answer("it can be purged", purged)
    left = traces(machine)
    kept = gone | {"paths": [DATA], "user": "haidang", "group": "haidang"}
    check("the purge leaves the records, their keys and their owner, and nothing else",
          left == kept and machine.path(f"{DATA}/keys/root.keys").exists(), left)
    check("and says so", f"KEPT: {DATA}" in purged.stdout, purged.stdout)
    check.answer("it installs again over the records", install(machine, package))
    machine.path(f"{DATA}/destroy-on-purge").touch()
    purged = machine.run("apt-get", "purge", "-q", "-y", "haidang")
    check("with destroy-on-purge the purge leaves nothing", traces(machine) == gone,
          traces(machine))
    check("and says so, too", "destroyed" in purged.stdout, purged.stdout)
    check.answer("it installs on an empty machine again", install(machine, package))
    machine.run("apt-get", "purge", "-q", "-y", "haidang")
    check("a purge before the first start leaves nothing", traces(machine) == gone, traces(machine))


def main(build):
    check = Checks()
    with Machine() as machine:
        package = make_package(build, machine.folder / "first")
        look_at_package(check, package, make_package(build, machine.folder / "second"))
        if not check.answer(f"{package.name} installs with what it needs",
                            install(machine, package)):
            return 1
        look_at_places(check, machine)
        for unit in (UNIT, BACKUP_UNIT):
            look_at_unit(check, machine, unit)
        choose_port(machine)
        service = Service(machine)
        with contextlib.ExitStack() as stack:
            stack.callback(service.stop)
            first_work(check, machine, service)
            upgrade(check, machine, service, package)
            backup_and_restore(check, machine, service)
            remove(check, machine, service, package)
        purge(check, machine, package)
        check.answer("it installs beside systemd",
                     install(machine, package, "systemd-sysv", "dbus"))
        choose_port(machine)
        under_systemd(check, machine, newer(package, machine.folder))
    print(f"{check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
