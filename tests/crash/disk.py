"""File systems of their own for the rigs, in files: a disk that can be cut off, copied or filled up
without harm to the one of this machine."""
import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import tempfile

FICLONE = 0x40049409  # linux/fs.h: the new file shares what the other holds at this moment
MEBIBYTE = 1 << 20


def missing():
    """Why there can be none here; None when there can."""
    if os.geteuid() != 0:
        return "needs root for loop devices and mounting"
    for program in ("losetup", "mkfs.ext4", "mkfs.xfs"):
        if not shutil.which(program, path="/usr/sbin:/sbin:/usr/bin"):
            return f"needs {program}"
    with tempfile.NamedTemporaryFile() as probe:
        probe.truncate(MEBIBYTE)
        tried = subprocess.run(["losetup", "--show", "-f", probe.name], capture_output=True,
                               text=True, check=False)
        if tried.returncode != 0:
            return "needs loop devices: " + tried.stderr.strip()
        run("losetup", "-d", tried.stdout.strip())
    return None


def run(*command):
    """What it prints; raises with what it complains about."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
    return done.stdout.strip()


def image(path, mebibytes, *make):
    """A file of this size that takes no room yet, with a file system in it."""
    with open(path, "wb") as file:
        file.truncate(mebibytes * MEBIBYTE)
    run(*make, path)
    return path


@contextlib.contextmanager
def mounted(path, folder, direct=False):
    """Mounts the image on `folder`. `direct`: past the page cache of what holds the image."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    device = run("losetup", f"--direct-io={'on' if direct else 'off'}", "--show", "-f", path)
    try:
        if direct and run("losetup", "-n", "-O", "DIO", device).strip() != "1":
            raise RuntimeError("the loop device does not write directly")
        run("mount", device, folder)
        try:
            if not os.path.ismount(folder):
                raise RuntimeError(f"nothing is mounted on {folder}")
            yield folder
        finally:
            run("umount", folder)
    finally:
        run("losetup", "-d", device)


def clone(path, copy):
    """The file as it is at this one moment, whoever writes to it."""
    with open(path, "rb") as source, open(copy, "xb") as target:
        fcntl.ioctl(target.fileno(), FICLONE, source.fileno())
