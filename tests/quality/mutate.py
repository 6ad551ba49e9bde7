#!/usr/bin/python3
"""Changes the code of the groups of groups.ini in small ways, one at a time, and sees whether a unit
test notices. All changes ("mutants") are in one build and chosen by number while it runs. See README.md.
Needs Debian's own python3, for python3-clang-14.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import time

import groups
import mutants

sys.path.insert(0, str(groups.ROOT / "tests"))
import verdicts  # noqa: E402

TARGET = 90.0
BUILD = groups.ROOT / "build-mutate"
TREE = BUILD / "tree"
MADE = BUILD / "made"
PER_FILE = 1500  # numbers of a file, so that a change of one file rebuilds that file only
SEEN_BYTES = 65536
TOO_LONG = 1000  # in place of an exit code
FIRST_BATCH = 0.3  # seconds of tests that are tried before the rest
WORKERS = 2
FLAGS = ["-DCMAKE_C_COMPILER=clang-14", "-DCMAKE_CXX_COMPILER=clang++-14", "-DCMAKE_BUILD_TYPE=Debug",
         "-DCMAKE_CXX_FLAGS_DEBUG=-O1", f"-DCMAKE_CXX_FLAGS=-w -include {groups.HERE}/mutant.h"]


def run(command, **more):
    return subprocess.run([str(part) for part in command], check=True, **more)


def keep(path, data):
    """Writes only what differs, so that only that is built anew."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def copy_tree(replaced):
    listed = run(["git", "ls-files", "-co", "--exclude-standard"], cwd=groups.ROOT,
                 capture_output=True, text=True).stdout.splitlines()
    there = {name for name in listed if (groups.ROOT / name).is_file()}
    for name in there:
        source = groups.ROOT / name
        keep(TREE / name, replaced.get(name) or source.read_bytes())
        os.chmod(TREE / name, source.stat().st_mode)
    for path in (TREE / "src").rglob("*.*"):
        if str(path.relative_to(TREE)) not in there:
            path.unlink()


def compile_arguments():
    """For each file the options it is compiled with."""
    run(["cmake", "-S", TREE, "-B", MADE, "-G", "Ninja", *FLAGS], stdout=subprocess.DEVNULL)
    found = {}
    for entry in json.loads((MADE / "compile_commands.json").read_text(encoding="utf-8")):
        words = shlex.split(entry["command"])
        start = next(at for at, word in enumerate(words) if word.endswith("clang++-14")
                     or word.endswith("clang-14"))
        kept = words[start + 1:words.index("-o")]
        name = str(pathlib.Path(entry["file"]).relative_to(TREE)) \
            if entry["file"].startswith(str(TREE) + "/") else entry["file"]
        found[name] = ["-x", "c++", "-ferror-limit=0", *kept]
    return found


def written_mutants(all_groups):
    """Finds the mutants of every file and builds a tree that has them all: [(group, mutant)]."""
    if not (MADE / "compile_commands.json").is_file():
        copy_tree({})
    arguments = compile_arguments()
    replaced, found = {}, []
    for position, (group, file) in enumerate((group, file) for group in all_groups
                                             for file in group.files):
        same_folder = file.rsplit("/", 1)[0]
        options = arguments.get(file) or next(
            kept for name, kept in arguments.items() if name.rsplit("/", 1)[0] == same_folder)
        text = (groups.ROOT / file).read_text(encoding="utf-8")
        finder = mutants.Finder(str(TREE / file), file, text, options)
        listed = finder.mutants()
        for number, mutant in enumerate(listed):
            mutant.number = 1 + position * PER_FILE + number
            mutant.file = file
        if len(listed) > PER_FILE or (position + 1) * PER_FILE >= SEEN_BYTES:
            raise SystemExit("more mutants than numbers")
        good, changed = finder.that_compile(listed)
        print(f"  {file}: {len(good)} mutants, {len(listed) - len(good)} do not compile", flush=True)
        replaced[file] = changed.encode()
        found += [(group, mutant) for mutant in good]
    copy_tree(replaced)
    return found


class Tests:
    """The tests of all groups: how long each takes and which mutants it comes by."""

    def __init__(self, all_groups, only):
        self.seconds, self.seen = {}, {}
        wanted = groups.programs(all_groups)
        run(["nice", "-n", "5", "ninja", "-C", MADE, "-j2", *wanted], stdout=subprocess.DEVNULL)
        names = [(program, name) for program, pattern in wanted.items()
                 for name in tests_of(program, only or pattern)]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for test, (seconds, seen) in zip(names, pool.map(lambda test: self.look(*test), names)):
                self.seconds[test], self.seen[test] = seconds, seen

    @staticmethod
    def look(program, name):
        with tempfile.NamedTemporaryFile(dir=BUILD) as kept:
            kept.truncate(SEEN_BYTES)
            started = time.monotonic()
            done = start(program, [name], 0, 600, {"HD_MUTANTS_SEEN": kept.name})
            if done != 0:
                raise SystemExit(f"{program} {name}: fails without any mutant")
            return time.monotonic() - started, kept.read()

    def that_see(self, group, number):
        """The tests of a group that come by a mutant, fastest first."""
        return sorted((test for test, seen in self.seen.items()
                       if seen[number] and test[0] in group.tests), key=self.seconds.get)

    def kill(self, group, number):
        """How the tests end it: "killed", "too long", or "" when they all pass."""
        first, rest, total = [], [], 0.0
        for test in self.that_see(group, number):
            total += self.seconds[test]
            (first if not first or total < FIRST_BATCH else rest).append(test)
        for batch in (first, rest):
            for program in dict.fromkeys(program for program, _ in batch):
                names = [name for other, name in batch if other == program]
                limit = 5 + 5 * sum(self.seconds[program, name] for name in names)
                code = start(program, names, number, limit)
                if code == TOO_LONG:  # perhaps the machine was busy
                    code = start(program, names, number, 4 * limit)
                if code != 0:
                    return "too long" if code == TOO_LONG else "killed"
        return ""

    def pass_again(self):
        """Whether without a mutant they still pass: otherwise something else killed."""
        programs = {program: [name for other, name in self.seconds if other == program]
                    for program, _ in self.seconds}
        return all(start(program, names, 0, 600) == 0 for program, names in programs.items())


def tests_of(program, pattern):
    listed = run([MADE / program, "--gtest_list_tests", f"--gtest_filter={pattern}"],
                 capture_output=True, text=True).stdout.splitlines()
    suite, found = "", []
    for line in listed:
        if line.startswith("  "):
            found.append(suite + line.split("#")[0].strip())
        elif line.rstrip().endswith(".") or ".  #" in line:
            suite = line.split("#")[0].strip()
    return found


def start(program, names, number, limit, more=None):
    """The exit code of the tests with a mutant chosen, or TOO_LONG."""
    # Tests that crash leave their folders behind.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else BUILD
    with tempfile.TemporaryDirectory(prefix="hd-mutant-", dir=memory,
                                     ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "HD_MUTANT": str(number), "HD_TEST_FOLDER": folder, **(more or {})}
        return run_tests(program, names, environment, limit)


def run_tests(program, names, environment, limit):
    command = ["nice", "-n", "5", str(MADE / program), "--gtest_fail_fast", "--gtest_brief=1",
               "--gtest_filter=" + (":".join(names) or "-*")]
    try:
        return subprocess.run(command, env=environment, timeout=limit, cwd=BUILD,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode
    except subprocess.TimeoutExpired:
        return TOO_LONG


def equivalents():
    """Mutants that change no behaviour: {(file, function, change)}."""
    kept = set()
    for line in (groups.HERE / "equivalent.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, function, rest = line.split(" | ", 2)
            change, reason = rest.rsplit(" | ", 1)
            assert reason
            kept.add((file, function, change))
    return kept


def key_of(mutant):
    return mutant.file, mutant.function, mutant.change


def choose(found, arguments):
    if arguments.again:
        left = {tuple(line.split(" | ", 3)[1:]) for line in
                (BUILD / "survivors.txt").read_text(encoding="utf-8").splitlines()}
        found = [(group, mutant) for group, mutant in found if key_of(mutant) in left]
    if arguments.sample and arguments.sample < len(found):
        found = random.Random(arguments.seed).sample(found, arguments.sample)
    return found


def check_yourself(found, arguments):
    """Without tests nothing can be killed; otherwise the figures mean nothing."""
    some = random.Random(arguments.seed).sample(found, min(20, len(found)))
    killed = sum(start(next(iter(group.tests)), [], mutant.number, 60) != 0 for group, mutant in some)
    return verdicts.add("mutants, self-check: no tests", f"{killed} of {len(some)} killed",
                        "0 killed", killed == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", help="this group only")
    parser.add_argument("--sample", type=int, help="that many mutants, by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only those that survived the last run")
    parser.add_argument("--gtest_filter", help="only these tests, whatever groups.ini says")
    arguments = parser.parse_args()

    same = equivalents()
    found = [(group, mutant) for group, mutant in written_mutants(groups.read_groups())
             if key_of(mutant) not in same]
    chosen_groups = {group.name for group in groups.read_groups(arguments.group)}
    found = [(group, mutant) for group, mutant in found if group.name in chosen_groups]
    wanted = list({group.name: group for group, _ in found}.values())
    tests = Tests(wanted, arguments.gtest_filter)
    good = check_yourself(found, arguments)
    found = choose(found, arguments)

    counted = collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool, \
            open(BUILD / "survivors.txt", "w", encoding="utf-8", buffering=1) as survivors:
        ends = pool.map(lambda pair: tests.kill(pair[0], pair[1].number), found)
        for (group, mutant), end in zip(found, ends):
            word = end or ("survived" if tests.that_see(group, mutant.number) else "never run")
            count = counted[group.name]
            count[word] += 1
            if not end:
                place = f"{word} {mutant.file}:{mutant.line}"
                survivors.write(" | ".join([place, *key_of(mutant)]) + "\n")
            if count.total() % 50 == 0:
                print(f"  {group.name}: {count['killed']} of {count.total()} killed", flush=True)
    words = ("killed", "too long", "survived", "never run")
    print(f"{'':12}" + "".join(f"{word:>11}" for word in ("mutants", *words)))
    for name, count in counted.items():
        print(f"{name:12}" + "".join(f"{n:11}" for n in (count.total(), *(count[w] for w in words))))
    passed = tests.pass_again()
    good &= verdicts.add("mutants, self-check: none chosen", "all pass" if passed else "some fail",
                         "all pass", passed)
    for name, count in counted.items():
        share = 100.0 * (count["killed"] + count["too long"]) / count.total()
        good &= verdicts.add(f"mutants killed, {name}", f"{share:.1f} %", f">= {TARGET:.0f} %",
                             share >= TARGET)
    print(f"survivors: {(BUILD / 'survivors.txt').relative_to(groups.ROOT)}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
