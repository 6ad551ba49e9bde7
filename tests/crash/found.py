"""What the crash rig finds after the last crash, and how that differs from what was promised."""
import collections
import contextlib
import hashlib
import sqlite3
import subprocess
import sys
import pathlib
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
from harness import BINARY  # noqa: E402

# A duty of the same rule for the same matter, body and moment is there once.
DOUBLED_DUTIES = """
  SELECT subject_kind, subject_id, rule_code, org, count(*) FROM duty WHERE state <> 'transferred'
  GROUP BY subject_kind, subject_id, rule_code, org, COALESCE(unit, ''), COALESCE(user_id, ''),
           COALESCE(counterpart, ''), kind, started_at
  HAVING count(*) > 1"""
WITHOUT_THEIR_RECORD = {
    "a turn of no referral": "SELECT id FROM referral_entry WHERE referral NOT IN "
                             "(SELECT id FROM referral)",
    "a copy of no file": "SELECT file_id FROM file_copy WHERE file_id NOT IN (SELECT id FROM file)",
    "a case without a person": "SELECT id FROM case_file WHERE id NOT IN "
                               "(SELECT case_file FROM person)",
}
# Pieces are 64 KiB each; the load sends every file in two parts.
WHOLE_BY_PIECES = """
  SELECT id FROM file WHERE parts_received = 2 AND (size_bytes + 65535) / 65536 =
    (SELECT count(*) FROM file_piece WHERE file_id = file.id AND copy = 'original')"""
FILES_READY_WITHIN_SECONDS = 120
WAITING = "SELECT id FROM file WHERE state = 'checking'"


class Found:
    """`postgres`: the database server; None when the system runs on SQLite."""

    def __init__(self, server, postgres=None):
        self.server = server
        self.postgres = postgres
        self.later = False

    def rows(self, sql):
        """Rows of texts."""
        if self.postgres:
            return [line.split("\t") for line in self.postgres.run(sql).splitlines()]
        with contextlib.closing(sqlite3.connect(self.server.data / "haidang.sqlite")) as database:
            return [[str(value) for value in row] for row in database.execute(sql)]

    def change(self, sql):
        if self.postgres:
            self.postgres.run(sql)
            return
        with contextlib.closing(sqlite3.connect(self.server.data / "haidang.sqlite",
                                                timeout=30)) as database:
            database.execute(sql)
            database.commit()

    def records(self):
        """How often each (what, id) is there."""
        found = collections.Counter()
        for what, path, user in (("contact", "/contacts", "truongca1"),
                                 ("case", "/cases", "truongca1"),
                                 ("referral", "/referrals", "tuvan1")):
            found.update((what, one) for one in self.listed(path, user))
        found.update(("consent", row[0]) for row in self.rows("SELECT id FROM consent"))
        found.update(("file", row[0]) for row in self.rows("SELECT id FROM file"))
        for kind, code, referral in self.rows("SELECT kind, code, referral FROM referral_entry"):
            found[f"step {code}" if kind == "step_recorded" else kind, referral] += 1
        for rule, referral in self.rows(
                "SELECT rule_code, subject_id FROM duty WHERE subject_kind = 'referral' "
                "AND rule_code IN ('RA1', 'T4')"):
            found[f"duty {rule}", referral] += 1
        return found

    def with_files(self):
        """Also the files that have all their pieces: reading them would need their examination."""
        return self.records() + self._by_pieces()

    def _by_pieces(self):
        return collections.Counter(("whole file", row[0]) for row in self.rows(WHOLE_BY_PIECES))

    def listed(self, path, user):
        reader = self.server.sign_in(user)
        cursor = None
        while True:
            page = reader.get(f"{path}?limit=200" + (f"&cursor={cursor}" if cursor else ""),
                              check=False).expect(200)
            yield from (item["id"] for item in page["items"])
            cursor = page["next"]
            if not cursor:
                return

    def whole_files(self, contents, most=None):
        """Those of `contents` that are ready and come back as they were sent; with `most`, only that many
        are waited for and read, and of the others the pieces count."""
        if not self.later:  # an examination that was killed is taken up again after some minutes
            self.server.advance(minutes=10)
            self.later = True
        read = dict(list(contents.items())[:most])
        self._wait_for(set(read))
        found = self._by_pieces()
        for file in read:
            del found["whole file", file]
        return found + self._read(read)

    def _wait_for(self, files):
        """As long as the examination goes on with any file: many take many times these seconds."""
        end = time.monotonic() + FILES_READY_WITHIN_SECONDS
        before = None
        while (waiting := {row[0] for row in self.rows(WAITING)}) & files and time.monotonic() < end:
            if waiting != before:
                before, end = waiting, time.monotonic() + FILES_READY_WITHIN_SECONDS
            time.sleep(0.2)

    def _read(self, contents):
        reader = self.server.sign_in("tuvan1")
        found = collections.Counter()
        for file, digest in contents.items():
            answer = reader.get(f"/files/{file}/content?copy=original&reason=evidence")
            if answer.status != 200:
                print(f"{file}: {answer.status} {answer.bytes[:200]}", file=sys.stderr)
            if answer.status == 200 and hashlib.sha256(answer.bytes).hexdigest() == digest:
                found["whole file", file] += 1
        return found

    def torn(self):
        """What must not be, whoever was promised what; as sentences."""
        faults = [f"doubled: duty {' '.join(row)}" for row in self.rows(DOUBLED_DUTIES)]
        return faults + [f"torn: {what} {row[0]}" for what, sql in WITHOUT_THEIR_RECORD.items()
                         for row in self.rows(sql)]

    def audit(self):
        """The server must be stopped."""
        more = ["--database", self.postgres.url] if self.postgres else []
        done = subprocess.run([BINARY, "verify-audit", "--data", self.server.data, *more],
                              capture_output=True, text=True, check=False)
        return [] if done.returncode == 0 else [f"audit: {done.stdout}{done.stderr}"]


def differences(before, after, promised):
    """What is wrong, as sentences. Nobody promised more than `promised`, so nothing else may be there
    but what was there before and what follows from a promise."""
    times = collections.Counter(promised)
    faults = [f"lost: {what} {record} was acknowledged" for what, record in times
              if (what, record) not in after]
    faults += [f"doubled: {what} {record} is there {after[what, record]} times"
               for what, record in times if after[what, record] > 1]
    faults += [f"doubled: {what} {record} was the answer to {count} keys"
               for (what, record), count in times.items() if count > 1]
    kinds = {what for what, _ in times}
    faults += [f"doubled: {what} {record} was never acknowledged" for what, record in after
               if what in kinds and (what, record) not in times and (what, record) not in before]
    return faults + [f"lost: {what} {record} was there before" for what, record in before
                     if (what, record) not in after]
