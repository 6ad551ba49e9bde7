#!/usr/bin/env python3
"""Runs the stories: tests/system/*_story.py. Arguments choose some by a part of their name.

Each story starts the real binary; every answer is checked against api/openapi.yaml. Two files run at
a time, each in a process of its own; what it says is printed when it has ended.
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

AT_ONCE = 2


def run_alone(story, seen):
    """One file, here. Which operations it called goes into the file `seen`."""
    from contract import CONTRACT
    suite = unittest.TestLoader().loadTestsFromName(story)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    pathlib.Path(seen).write_text(json.dumps(sorted(CONTRACT.seen)), encoding="utf-8")
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


def run_apart(story, folder):
    """(passed, operations called)."""
    seen = pathlib.Path(folder) / story
    done = subprocess.run([sys.executable, __file__, "--alone", story, seen], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    print(f"--- {story}\n{done.stdout}", flush=True)
    called = json.loads(seen.read_text(encoding="utf-8")) if seen.exists() else []
    return done.returncode == 0, set(called)


def main():
    if sys.argv[1:2] == ["--alone"]:
        run_alone(*sys.argv[2:])
    wanted = sys.argv[1:]
    files = [path for path in FOLDER.glob("*_story.py")
             if not wanted or any(part in path.name for part in wanted)]
    files.sort(key=lambda path: path.stat().st_size, reverse=True)  # long ones first
    stories = [path.stem for path in files]
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(AT_ONCE) as workers:
        results = list(workers.map(lambda story: run_apart(story, folder), stories))
    if not wanted:
        from contract import CONTRACT
        CONTRACT.seen.update(*(called for _, called in results))
        if missing := CONTRACT.never_called():
            print(f"{len(CONTRACT.seen)} operations called; never called: {' '.join(missing)}")
    failed = [story for story, (passed, _) in zip(stories, results) if not passed]
    print(f"{len(stories) - len(failed)} files of stories passed, {len(failed)} failed: "
          f"{' '.join(failed)}")
    sys.exit(0 if stories and not failed else 1)


if __name__ == "__main__":
    main()
