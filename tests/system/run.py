#!/usr/bin/env python3
"""Runs the stories: tests/system/*_story.py. Arguments choose some by a part of their name.

Each story starts the real binary; every answer is checked against api/openapi.yaml.
"""
import pathlib
import sys
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

from contract import CONTRACT  # noqa: E402  (needs the path above)


def main():
    wanted = sys.argv[1:]
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    for path in sorted(FOLDER.glob("*_story.py")):
        if not wanted or any(part in path.name for part in wanted):
            suite.addTests(loader.loadTestsFromName(path.stem))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    missing = CONTRACT.never_called()
    if not wanted and missing:
        print(f"{len(CONTRACT.seen)} operations called; never called: {' '.join(missing)}")
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


if __name__ == "__main__":
    main()
