#!/usr/bin/env python3
"""Checks what the whole repository promises: no secrets, no machine paths, no unfinished marks,
links in documents that lead somewhere, every package of the build named in packages.txt once."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = {".h", ".cc", ".md", ".py", ".sh", ".ts", ".tsx", ".css", ".sql", ".csv", ".yaml", ".txt",
        ".json", ".html", ".cmake", ".mjs", ".toml", ""}
FORBIDDEN = [
    (r"-----BEGIN (RSA |EC |OPENSSH )?PRIVATE KEY", "a private key"),
    (r"(?<![\w./])/(?:home|root|work)/[\w.-]+", "a path of one machine"),
    (r"registry\.npmjs\.org|deb\.debian\.org", "the host of a package registry"),
    (r"\b(?:FIXME|XXX)\b|\bTODO\b", "an unfinished mark"),
]
SELF = {"tools/check_project.py", "tools/tidy.py"}


def tracked():
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [pathlib.Path(name) for name in out.stdout.splitlines()]


def words(files):
    for name in files:
        if name.suffix not in TEXT or str(name) in SELF or not (ROOT / name).is_file():
            continue
        for number, line in enumerate((ROOT / name).read_text(errors="ignore").splitlines(), 1):
            for pattern, what in FORBIDDEN:
                if re.search(pattern, line):
                    yield f"{name}:{number}: {what}"


def links(files):
    for name in files:
        if name.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", (ROOT / name).read_text()):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (ROOT / name.parent / target).exists():
                yield f"{name}: the link {target} leads nowhere"


def packages():
    seen = set()
    for line in (ROOT / "packages.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        parts = line.split()
        if parts[0] not in {"build", "run", "test", "package", "attack",
                            "quality", "lint"} or len(parts) not in {2, 3}:
            yield f"packages.txt: {line}"
        if parts[1] in seen:
            yield f"packages.txt: {parts[1]} is named twice"
        seen.add(parts[1])


def main():
    files = tracked()
    problems = [*words(files), *links(files), *packages()]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
