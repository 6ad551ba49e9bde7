"""Backup by the command of its unit, and the way back on an emptied machine by haidang-restore."""
from service import Service, settings, words_of

BACKUP_UNIT = "/lib/systemd/system/haidang-backup.service"
TIMER = "/lib/systemd/system/haidang-backup.timer"
FOLDER = "/var/backups/haidang"
DATA = "/var/lib/haidang"
SAFE = "/var/tmp/safe"


def look_at_timer(check, machine):
    check("the timer of the backup is enabled", machine.path(
        "/etc/systemd/system/timers.target.wants/haidang-backup.timer").is_symlink())
    unit = settings(machine.path(BACKUP_UNIT).read_text())
    check("without a recipient in /etc/haidang it does nothing",
          unit["ConditionPathExistsGlob"] == ["/etc/haidang/*.pub"]
          and not list(machine.path("/etc/haidang").glob("*.pub")))
    check(f"{FOLDER} is for the service user alone",
          machine.run("stat", "-c", "%a %U", FOLDER).stdout.strip() == "700 haidang")


def make_keys(check, machine):
    """As README.Debian says; the safe is a folder that the service user may not read."""
    check.answer("a key pair for backups is made", machine.run("sh", "-ec", f"""
        install -d -m 0700 {SAFE}
        cp {DATA}/keys/root.keys {SAFE}/
        haidang backup-key --to {SAFE}/backup.key
        install -m 0644 {SAFE}/backup.key.pub /etc/haidang/"""))


def back_up(check, machine):
    """The command line of the unit, as its user, twice; the newest backup."""
    service = Service.__new__(Service)
    service.machine, service.unit = machine, settings(machine.path(BACKUP_UNIT).read_text())
    command = list(words_of(service.unit["ExecStart"][0], service.environment()))
    for _ in range(2):
        done = machine.run("sh", "-c", 'sleep 1.1; umask 077; exec runuser -u haidang -- "$@"', "sh",
                           *command)
        check.answer("the command of the unit makes a backup", done)
    names = sorted(path.name for path in machine.path(FOLDER).glob("*.sealed"))
    check("of two backups within an hour the older one is gone", len(names) <= 2, names)
    check("nothing that is not sealed is left", not [
        path.name for path in machine.path(FOLDER).iterdir()
        if not path.name.endswith((".sealed", ".head", ".lock"))])
    return f"{FOLDER}/{names[-1]}"


def restore(check, machine, service, backup):
    """The machine loses data and keys; the script brings them back."""
    machine.run("sh", "-ec", f"cp {backup} {backup}.head {SAFE}/; rm -rf {DATA}/* ")
    name = backup.rpartition("/")[2]
    words = ["haidang-restore", "--from", f"{SAFE}/{name}", "--key", f"{SAFE}/backup.key",
             "--root-keys", f"{SAFE}/root.keys", "--heads", f"{SAFE}/{name}.head"]
    machine.run("sh", "-c", f"head -c 5000 {SAFE}/{name} > {SAFE}/cut.sealed")
    cut = [word.replace(f"/{name}", "/cut.sealed") if word == f"{SAFE}/{name}" else word
           for word in words]
    check("haidang-restore refuses a backup that was cut, and leaves nothing",
          machine.run(*cut).returncode == 1
          and not [path.name for path in machine.path(DATA).iterdir()])
    check.answer("haidang-restore brings the backup back", machine.run(*words))
    ready = service.start() == 200
    signed_in = service.sign_in("admin")["user"]["username"] == "admin"
    check("after that it starts and the administrator signs in", ready and signed_in)
    service.stop()
    machine.run("rm", "-rf", SAFE, "/etc/haidang/backup.key.pub")
    machine.run("sh", "-c", f"rm -f {FOLDER}/*")


def backup_and_restore(check, machine, service):
    look_at_timer(check, machine)
    make_keys(check, machine)
    restore(check, machine, service, back_up(check, machine))
