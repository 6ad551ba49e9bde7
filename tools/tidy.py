#!/usr/bin/env python3
"""The rules of style that neither clang-format nor clang-tidy knows. Usage: tidy.py [root]

Every rule has a reason in its message. There is no list of exemptions.
"""
import pathlib
import re
import sys

MAX_LINE, MAX_FUNCTION, MAX_FILE, MAX_TEST_FILE, MAX_HEADER = 100, 60, 400, 600, 250

# (pattern, where it is allowed, what to do instead)
BANNED = [
    (r"using namespace (?!std::chrono)", r"$^", "name the namespace where you use it"),
    (r"\b(TODO|FIXME|XXX)\b", r"$^", "finish it, or write it into docs/STATUS.md"),
    (r"system_clock::now", r"src/platform/", "take a base::Clock"),
    (r'R"sql\(', r"/store\w*\.cc$|src/(platform|audit|vault|server)/|_test\.cc$",
     "SQL lives in store.cc"),
    (r"\b(std::getenv|getenv)\b", r"^apps/|src/platform/testing|src/vault/",
     "configuration is read once, in apps/"),
    (r"std::(cout|cerr|endl)\b|\bprintf\(", r"^apps/|_test\.cc$|src/platform/log", "use the log"),
    (r"^#define ", r"$^", "a function, a constant or a template instead of a macro"),
]


def function_lengths(lines):
    """(first line, length) of each function body, in code that clang-format has laid out."""
    for start, line in enumerate(lines):
        opened = re.match(r"( *)(?!namespace|class|struct|enum|union).*\).*\{$", line)
        if opened and len(opened.group(1)) <= 2:
            closing = opened.group(1) + "}"
            for end in range(start + 1, len(lines)):
                if lines[end].startswith(closing):
                    yield start + 1, end - start + 1
                    break


def limit_of(name):
    if "_test." in name or "/testing." in name:
        return MAX_TEST_FILE
    return MAX_HEADER if name.endswith(".h") else MAX_FILE


def check(path, name):
    lines = path.read_text().splitlines()
    if len(lines) > limit_of(name):
        yield f"{name}: {len(lines)} lines; split it at a seam (limit {limit_of(name)})"
    if name.endswith(".h"):
        if not lines or lines[0] != "#pragma once":
            yield f"{name}:1: a header starts with #pragma once"
        if not name.endswith("/ids.h") and not (len(lines) > 1 and lines[1].startswith("// ")):
            yield f"{name}:2: say in a comment what this header is for"
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            yield f"{name}:{number}: longer than {MAX_LINE} columns"
        for pattern, allowed, instead in BANNED:
            if re.search(pattern, line) and not re.search(allowed, name):
                yield f"{name}:{number}: {instead}"
    for number, length in function_lengths(lines):
        if length > MAX_FUNCTION and not name.endswith("_test.cc"):
            yield f"{name}:{number}: function of {length} lines (limit {MAX_FUNCTION})"


def readmes(root):
    for folder in sorted((root / "src").iterdir()):
        if folder.is_dir() and any(folder.glob("*.cc")) and not (folder / "README.md").exists():
            yield f"src/{folder.name}: a module says its rules in a README.md"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    problems = [problem for top in ("src", "apps") if (root / top).exists()
                for path in sorted((root / top).rglob("*.[hc]*"))
                for problem in check(path, str(path.relative_to(root)))]
    problems += readmes(root)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
