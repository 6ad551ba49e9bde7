#!/usr/bin/env python3
"""Checks that every error and every turn of a record that the server can name has words in both
languages of the front end.

Usage: check_words.py [PROJECT_ROOT]. Prints one line per finding; exit 1 when there is any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1]
NOT_FOR_PEOPLE = {  # faults of a program that calls, and of commands, which say it themselves
    "idempotency_key.malformed", "idempotency_key.required", "json.malformed", "import.mapping",
    "mail.address", "mail.not_accepted"}
FIELD = re.compile(r"""complain\([^,;]+,\s*"([a-z_]+)"\)
                     | push_back\(\{[^{};,]*,\s*"([a-z_]+)"\}\)
                     | invalid\(\{\{[^{}]*?,\s*"([a-z_]+)"\}
                     | FieldError\{[^{}]*?,\s*"([a-z_]+)"\}""", re.VERBOSE)
TURN = re.compile(r"""(?:[eE]ntry(?:\ \w+)?|(?:keep|write_entry|add_timeline)\([^;{]*)
                     \s*\{\.kind\ =\ "([a-z_]*[a-z])\"""", re.VERBOSE)
TURN_WORDS = {"cases": "screens/case", "referrals": "ui/referrals", "connections": "screens/connection"}
PROBLEM = re.compile(r'ErrorKind::\w+,\s*"([a-z_]+(?:\.[a-z_]+)+)"')


def codes_of_server(root):
    """{key of the words: file}"""
    found = {}
    for path in sorted((root / "src").glob("*/*.cc")):
        if path.name.endswith("_test.cc") or path.name == "testing.cc":
            continue
        text = path.read_text(encoding="utf-8")
        for match in FIELD.finditer(text):
            found.setdefault("field_" + next(group for group in match.groups() if group), path)
        for match in PROBLEM.finditer(text):
            if match[1] not in NOT_FOR_PEOPLE:
                found.setdefault(match[1].replace(".", "_"), path)
    return found


def sources(root, module):
    return [path.read_text(encoding="utf-8") for path in sorted((root / "src" / module).glob("*.cc"))
            if not path.name.endswith("_test.cc")]


def turns_without_words(root, known_in):
    """One finding for each turn of a timeline that the front end has no word for."""
    for module, folder in TURN_WORDS.items():
        turns = {turn for text in sources(root, module) for turn in TURN.findall(text)}
        if len(turns) < 5:
            yield f"src/{module}: only {len(turns)} turns found: the patterns of this check are stale"
        for language in ("vi", "en"):
            words = f"web/src/{folder}/{language}.ts"
            for turn in sorted(turns - known_in(words)):
                yield f"{words}: no word at_{turn}"


def main():
    findings = []
    codes = codes_of_server(ROOT)
    if len(codes) < 100:
        findings.append(f"only {len(codes)} codes found: the patterns of this check are stale")

    def keys_of(words):
        return set(re.findall(r"^  (\w+):", (ROOT / words).read_text(encoding="utf-8"), re.MULTILINE))

    findings += turns_without_words(
        ROOT, lambda words: {key[3:] for key in keys_of(words) if key.startswith("at_")})
    for language in ("vi", "en"):
        known = keys_of(f"web/src/api/words/{language}.ts")
        for key, path in sorted(codes.items()):
            if key not in known:
                findings.append(f"web/src/api/words/{language}.ts: no words for {key} "
                                f"({path.relative_to(ROOT)})")
    print("\n".join(findings))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
