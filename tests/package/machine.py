"""A clean Debian in a folder, filled from the mirror that this machine's own apt uses."""
import os
import pathlib
import shutil
import subprocess
import tempfile

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "HOME": "/root",
         "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}


def output(*command, **more):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def release():
    """The code name of the Debian this machine runs, as apt's sources call it."""
    words = dict(line.split("=", 1) for line in
                 pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return words["VERSION_CODENAME"]


def mirror(name):
    """Where this machine's apt takes that release from."""
    lines = output("apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)",
                   "Created-By: Packages").splitlines()
    for site, suite in (line.split() for line in lines):
        if suite == name:
            return site
    raise SystemExit(f"apt on this machine has no source for {name}")


class Machine:
    """Made by `with Machine() as machine`; gone at the end, with every process started in it."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hd-package-", dir="/var/tmp"))
        self.root = self.folder / "root"
        self.log = (self.folder / "log").open("w+b")
        name = release()
        self._logged("debootstrap", "--variant=minbase", name, str(self.root), mirror(name))
        self._take_over_apt()
        subprocess.run(["mount", "-t", "proc", "proc", self.root / "proc"], check=True)
        self.logged("apt-get", "update")
        return self

    def __exit__(self, *problem):
        subprocess.run(["umount", self.root / "proc"], check=False)
        if os.path.ismount(self.root / "proc"):
            raise SystemExit(f"{self.root}/proc is still in use; nothing was removed")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _take_over_apt(self):
        """Sources, keys and network settings of this machine; no passwords."""
        inside = self.root / "etc/apt"
        for name in ("sources.list", "sources.list.d"):
            source = pathlib.Path("/etc/apt") / name
            if source.is_dir():
                shutil.copytree(source, inside / name, dirs_exist_ok=True)
            elif source.exists():
                shutil.copy(source, inside / name)
        shutil.copytree("/usr/share/keyrings", self.root / "usr/share/keyrings", dirs_exist_ok=True)
        settings = [line for line in output("apt-config", "dump").splitlines()
                    if line.startswith("Acquire::http")]
        (inside / "apt.conf.d/00-machine").write_text("\n".join(settings) + "\n")

    def _logged(self, *command):
        """Runs outside; on failure shows the end of what was said."""
        if subprocess.run(command, stdout=self.log, stderr=self.log, check=False).returncode:
            self.log.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n"
                             + self.log.read()[-3000:].decode(errors="replace"))

    def logged(self, *command):
        self._logged("chroot", self.root, "env", "-i",
                     *(f"{key}={value}" for key, value in QUIET.items()), *command)

    def run(self, *command):
        """Runs inside; the finished process with its two outputs together as text."""
        return subprocess.run(["chroot", self.root, *command], env=QUIET, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def path(self, text):
        """The place outside of a path inside."""
        return self.root / text.lstrip("/")

    def named(self, word):
        """Every path inside whose last part holds the word, without what is below such a folder."""
        found = []
        for folder, folders, files in os.walk(self.root):
            if folder == str(self.root):
                folders[:] = [name for name in folders if name not in ("proc", "sys", "dev")]
            hits = [name for name in folders + files if word in name]
            found += ["/" + os.path.relpath(os.path.join(folder, name), self.root) for name in hits]
            folders[:] = [name for name in folders if name not in hits]
        return sorted(found)
