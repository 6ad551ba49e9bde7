#!/usr/bin/env python3
"""Runs the fuzz targets of build-fuzz, two at a time, and prints one row for each.

Usage: tests/fuzz/run.py [SECONDS] [TARGET...]     FUZZ_JOBS: how many at a time (2)

What libFuzzer finds stays in build-fuzz/found/TARGET, inputs that reach new code in
build-fuzz/grown/TARGET, from where the next run goes on.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build-fuzz"
sys.path.insert(0, str(HERE.parent))
import verdicts  # noqa: E402

SELF_CHECK = "self_check"
SELF_CHECK_SECONDS = 60
REPORT = re.compile(r"ERROR: (?:Address|Leak|Undefined\w*)Sanitizer|runtime error:")
LIMITS = ["-rss_limit_mb=1500", "-malloc_limit_mb=1000", "-timeout=20", "-max_len=8192",
          "-use_value_profile=1", "-print_final_stats=1"]


def folder(*parts):
    path = BUILD.joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def command(target, seconds):
    """The call of a target; its corpus is read, never written."""
    found = folder("found", target)
    call = ["nice", "-n", "19", str(BUILD / "tests/fuzz" / f"fuzz_{target}"), *LIMITS,
            f"-max_total_time={seconds}", f"-artifact_prefix={found}/"]
    words = HERE / "words" / f"{target}.dict"
    if words.exists():
        call.append(f"-dict={words}")
    call.append(str(folder("grown", target)))
    if (HERE / "corpus" / target).is_dir():
        call.append(str(HERE / "corpus" / target))
    return call


def run(target, seconds):
    """What one target did: executions, crashes, reports, seconds, end of its output."""
    before = set(folder("found", target).iterdir())
    started = time.monotonic()
    environment = {**os.environ, "ASAN_OPTIONS": "detect_stack_use_after_return=0",
                   "UBSAN_OPTIONS": "print_stacktrace=1",
                   "LSAN_OPTIONS": f"suppressions={HERE.parent}/leak-suppressions.txt:"
                                   "print_suppressions=0"}
    ended = subprocess.run(command(target, seconds), stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, env=environment, check=False)
    output = ended.stdout.decode("utf-8", "replace")
    executed = re.findall(r"stat::number_of_executed_units:\s+(\d+)", output)
    reached = re.findall(r"cov: (\d+)", output)
    inputs = [path for path in sorted(folder("found", target).iterdir())
              if path not in before and not path.name.startswith("slow-unit")]
    return {"target": target, "executions": int(executed[-1]) if executed else 0,
            "reached": int(reached[-1]) if reached else 0,
            "crashes": max(len(inputs), 1 if ended.returncode else 0), "inputs": inputs,
            "reports": len(REPORT.findall(output)), "seconds": time.monotonic() - started,
            "output": output}


def add_row(done):
    kept = done["crashes"] == 0 and done["reports"] == 0 and done["executions"] > 0
    verdicts.add(f"fuzz {done['target']}",
                 f"{done['crashes']} crashes, {done['reports']} reports in "
                 f"{done['executions']:,} runs, {done['reached']:,} places",
                 "0 crashes, 0 reports", kept)
    if not kept:
        print("\n".join(done["output"].splitlines()[-60:]), file=sys.stderr)
        for path in done["inputs"]:
            print(f"input: {path}", file=sys.stderr)
    return kept


def check_self():
    """The planted defect is found, else nothing of the rest says anything."""
    for path in [*folder("found", SELF_CHECK).iterdir(), *folder("grown", SELF_CHECK).iterdir()]:
        path.unlink()
    done = run(SELF_CHECK, SELF_CHECK_SECONDS)
    found = done["reports"] > 0 and "heap-buffer-overflow" in done["output"]
    figure = f"found after {done['seconds']:.0f} s" if found else "not found"
    return verdicts.add("self-check: a planted read past the end", figure,
                        f"found in {SELF_CHECK_SECONDS} s", found)


def main(arguments):
    seconds = int(arguments[0]) if arguments else 10
    targets = arguments[1:] or sorted(path.stem for path in (HERE / "targets").glob("*.cc"))
    good = check_self()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("FUZZ_JOBS", "2"))) as pool:
        for done in pool.map(lambda target: run(target, seconds), targets):
            good = add_row(done) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
