#!/usr/bin/env python3
"""Checks every #include in src/ against the architecture. Usage: check_deps.py [root]

Two rules, each with one source of truth:

  modules  add_module() in CMakeLists.txt. A module sees the modules it DEPENDS on, and those must
           be declared above it, so the graph has no cycles. Everybody sees everybody's ids.h.
  layers   ALLOWED below. In a domain module the file name is the layer: ids, store*, operations*,
           api*; any other file is the domain itself and is pure. Nobody sees another module's
           store or api.
"""
import pathlib
import re
import sys

SUPPORT = {"base", "platform", "access", "audit", "vault", "server"}  # no layers inside these

PURE = {"base", "ids", "domain"}
ALLOWED = {
    "ids": {"base"},
    "domain": PURE | {"access", "platform/json.h", "platform/csv.h"},
    "store": PURE | {"store", "platform/db.h", "platform/row_name.h", "platform/cursor.h",
                     "platform/outbox.h", "platform/csv.h", "vault", "access"},
    "operations": PURE | {"store", "operations", "platform/db.h", "platform/outbox.h",
                          "platform/json.h", "platform/cursor.h", "platform/crypto.h",
                          "platform/totp.h", "platform/csv.h", "platform/embedded.h",
                          "platform/spreadsheet.h", "platform/log.h", "platform/metrics.h",
                          "platform/file_stream.h", "platform/antivirus.h", "platform/wall.h",
                          "access", "audit", "vault"},
    "api": PURE | {"operations", "api", "platform/json.h", "platform/db.h", "server", "access",
                   "platform/http.h", "vault"},
}
ACROSS_MODULES = {"ids", "domain", "operations"}


def read_modules(cmake_text):
    """{module: its DEPENDS}, in the order of declaration; ${name} stands for set(name …)."""
    sets = dict(re.findall(r"^set\((\w+) ([a-z_ ]+)\)", cmake_text, re.MULTILINE))
    modules = {}
    for call in re.findall(r"^add_module\(([^)]*)\)", cmake_text, re.MULTILINE):
        expanded = re.sub(r"\$\{(\w+)\}", lambda match: sets.get(match.group(1), ""), call)
        words = expanded.split()
        depends = re.search(r"DEPENDS((?: [a-z_]+)*)", " ".join(words))
        modules[words[0]] = depends.group(1).split() if depends else []
    return modules


def layer_of(module, path):
    """The name under which ALLOWED lists an include of `path`."""
    if module in SUPPORT:
        return f"platform/{path.name}" if module == "platform" else module
    stem = path.stem.split("_")[0]
    return stem if stem in ALLOWED else "domain"


def is_test(path):
    return path.stem.endswith("_test") or path.stem.startswith("testing")


def complaint(modules, source, target):
    """Why `source` must not include `target` (both relative to src/), or None."""
    module, other = source.parts[0], target.parts[0]
    if other not in modules:
        return f"{other} is not declared with add_module()"
    if is_test(target) and not is_test(source):
        return f"{target} is for tests only"
    if other != module and target.name != "ids.h" and not is_test(target):
        if other not in modules[module]:
            return f"{module} does not depend on {other} (see CMakeLists.txt)"
        if other not in SUPPORT and layer_of(other, target) not in ACROSS_MODULES:
            if not is_test(source):
                return f"{target} is private to {other}"
    if module in SUPPORT or is_test(source):
        return None
    layer, wanted = layer_of(module, source), layer_of(other, target)
    if wanted not in ALLOWED[layer]:
        return f"a file of layer '{layer}' must not include {target}"
    return None


def check(root):
    modules = read_modules((root / "CMakeLists.txt").read_text())
    declared = set()
    for module, depends in modules.items():
        for other in depends:
            if other not in declared:
                yield f"CMakeLists.txt: {module} DEPENDS {other}, which is not declared above it"
        declared.add(module)
    for path in sorted((root / "src").rglob("*.[hc]*")):
        source = path.relative_to(root / "src")
        for number, line in enumerate(path.read_text().splitlines(), 1):
            include = re.match(r'#include "([^"]+)"', line)
            if include and source.parts[0] in modules:
                problem = complaint(modules, source, pathlib.PurePath(include.group(1)))
                if problem:
                    yield f"src/{source}:{number}: {problem}"
        if source.parts[0] not in modules:
            yield f"src/{source}: its folder is not declared with add_module()"


if __name__ == "__main__":
    problems = list(check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
