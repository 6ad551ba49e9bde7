"""A full disk, a lost database, a standby that does not confirm: refusals while it lasts, no false
success, recovery without a restart. A damaged file: no work at all."""
import concurrent.futures
import contextlib
import shutil
import sqlite3
import subprocess
import time
import unittest
import uuid

from harness import BINARY, Server
from postgres import Postgres

CONTACT = {"channel": "phone_111", "direction": "in", "started_at": "2026-03-02T08:50:00.000+07:00"}


def new_contact(client, key=None):
    body = dict(CONTACT, hotline_id=client.session["posts"][0]["organisation_id"])
    return client.post("/contacts", body, headers={"Idempotency-Key": key or str(uuid.uuid4())})


def call_log(server):
    """Ids of the contacts begun in these stories."""
    reader = server.sign_in("truongca1")
    found, path = [], "/contacts?limit=200&from=2026-03-02"
    while path:
        page = reader.get(path).expect(200)
        found += [item["id"] for item in page["items"]]
        path = page["next"] and f"/contacts?limit=200&from=2026-03-02&cursor={page['next']}"
    return found


def verify_audit(server, *arguments):
    subprocess.run([BINARY, "verify-audit", "--data", server.data, *arguments], check=True,
                   capture_output=True)


class AFullDisk(unittest.TestCase):
    """Needs the right to mount a small file system in memory."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.server.stop()
        disk = self.server.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "none", disk],
                          check=False, capture_output=True).returncode != 0:
            self.skipTest("mounting needs root")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        self.addCleanup(self.server.stop)
        shutil.copytree(self.server.data, disk / "data")
        self.server.data = disk / "data"
        self.server.start()
        self.filler = disk / "filler"

    def fill(self):
        with self.filler.open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"x" * 65536)
            except OSError:
                pass

    def test_writes_are_refused_until_there_is_room_and_none_is_lost(self):
        counsellor = self.server.sign_in("tuvan1")
        promised = [new_contact(counsellor).expect(201)["id"]]
        self.fill()
        key = str(uuid.uuid4())
        refused = None
        for _ in range(2000):  # what the log has already set aside may take some more
            answer = new_contact(counsellor, key)
            if answer.status != 201:
                refused = answer
                break
            promised.append(answer.json["id"])
            key = str(uuid.uuid4())
        self.assertIsNotNone(refused)
        self.assertEqual(refused.status, 507, refused.bytes)
        counsellor.get("/contacts").expect(200)
        self.assertEqual(counsellor.get("//readyz").status, 503)
        counsellor.get("//livez").expect(200)
        self.filler.unlink()
        promised.append(new_contact(counsellor, key).expect(201)["id"])
        counsellor.get("//readyz").expect(200)
        self.assertEqual(sorted(call_log(self.server)), sorted(promised))
        self.server.stop()
        verify_audit(self.server)


class OnPostgres(unittest.TestCase):
    """The same system on a PostgreSQL of its own."""

    def setUp(self):
        self.postgres = Postgres()
        self.addCleanup(self.postgres.remove)
        self.database = ["--database", self.postgres.url]
        self.server = Server(demo=False, arguments=self.database)
        self.addCleanup(self.server.close)
        self.server.stop()
        subprocess.run([BINARY, "demo", "--people", "--data", self.server.data, *self.database],
                       check=True, capture_output=True)
        self.server.start()


class ALostDatabase(OnPostgres):
    def test_requests_are_refused_until_it_is_back_and_none_is_lost_or_doubled(self):
        counsellor = self.server.sign_in("tuvan1")
        promised = [new_contact(counsellor).expect(201)["id"]]
        self.postgres.halt()
        key = str(uuid.uuid4())
        new_contact(counsellor, key).expect(503)
        counsellor.get("/contacts").expect(503)
        counsellor.get("//livez").expect(200)
        self.assertEqual(counsellor.get("//readyz").status, 503)
        self.postgres.resume()
        promised.append(new_contact(counsellor, key).expect(201)["id"])
        self.assertEqual(new_contact(counsellor, key).expect(201)["id"], promised[-1])
        counsellor.get("//readyz").expect(200)
        self.assertEqual(sorted(call_log(self.server)), sorted(promised))
        self.server.stop()
        verify_audit(self.server, *self.database)
        # The private server of the stories is quick, and would lose data with the machine: it is told.
        self.assertRegex(self.server.log.read_text(), '"database.weak_setting".*"fsync"')


class AStandbyThatDoesNotConfirm(OnPostgres):
    """The primary is told to wait for a standby that is not there: every commit then waits, and what
    ends the waiting leaves the change on one machine only."""

    WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query = 'COMMIT'"

    def lose_the_standby(self):
        self.postgres.set(synchronous_standby_names="ANY 1 (nobody)")

    def answer_while(self, act, client, key):
        """The answer to a new contact, with `act` done while its commit waits for the standby."""
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            answer = pool.submit(new_contact, client, key)
            for _ in range(200):
                waiting = self.postgres.run(self.WAITING)
                if waiting or answer.done():
                    break
                time.sleep(0.02)
            self.assertTrue(waiting, "no commit waits for the standby")
            act(waiting.splitlines()[0])
            return answer.result(timeout=30)

    def test_a_commit_that_nobody_confirmed_is_no_success_and_is_there_once_afterwards(self):
        counsellor, other = self.server.sign_in("tuvan1"), self.server.sign_in("truongca1")
        promised = [new_contact(counsellor).expect(201)["id"]]
        self.lose_the_standby()
        key = str(uuid.uuid4())

        def cancel(process):
            self.postgres.run(f"SELECT pg_cancel_backend({process})", self.postgres.own)
        self.answer_while(cancel, counsellor, key).refused(503, "storage.unavailable")

        # Asked again, it is still one machine: no success either, though the row is there by now.
        rows = f"SELECT count(*) FROM idempotency WHERE key = '{key}'"
        self.assertEqual(self.postgres.run(rows), "1")
        self.answer_while(cancel, counsellor, key).refused(503, "storage.unavailable")

        # The waiting ends by itself, too, and reading goes on meanwhile.
        def read(_process):
            other.get("/contacts").expect(200)
        begun = time.monotonic()
        self.answer_while(read, counsellor, key).refused(503, "storage.unavailable")
        self.assertLess(time.monotonic() - begun, 25)

        self.postgres.set(synchronous_standby_names="")
        again = new_contact(counsellor, key)
        promised.append(again.expect(201)["id"])
        self.assertEqual(again.headers.get("Idempotency-Replayed"), "true")
        counsellor.get("//readyz").expect(200)
        self.assertEqual(sorted(call_log(self.server)), sorted(promised))
        self.server.stop()
        verify_audit(self.server, *self.database)

    def test_a_connection_that_is_cut_while_it_waits_is_no_success(self):
        counsellor = self.server.sign_in("tuvan1")
        self.lose_the_standby()
        key = str(uuid.uuid4())

        def cut(process):
            self.postgres.run(f"SELECT pg_terminate_backend({process})", self.postgres.own)
        self.answer_while(cut, counsellor, key).refused(503, "storage.unavailable")
        self.postgres.set(synchronous_standby_names="")
        promised = new_contact(counsellor, key).expect(201)["id"]
        self.assertEqual(call_log(self.server), [promised])


class ADamagedFile(unittest.TestCase):
    """A page of the database that is not what was written to it is never worked on."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)

    def place(self):
        """Where the root of a table lies that no start needs: (file, page, size of a page)."""
        path = self.server.data / "haidang.sqlite"
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            page = database.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'opening_balance'").fetchone()[0]
            size = database.execute("PRAGMA page_size").fetchone()[0]
            return path, page, size

    def overwrite(self, path, page, size):
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"Z" * size)

    def test_after_a_kill_it_is_refused_before_anybody_is_served(self):
        where = self.place()
        new_contact(self.server.sign_in("tuvan1")).expect(201)
        self.server.kill()
        self.assertGreater((self.server.data / "haidang.sqlite-wal").stat().st_size, 0)
        self.overwrite(*where)
        with self.assertRaisesRegex(AssertionError, "did not start"):
            self.server.start()
        self.assertEqual(self.server.process.wait(timeout=20), 1)
        told = self.server.log.read_text()
        self.assertIn("the database file is damaged", told)
        self.assertIn('"database.damaged"', told)
        # Whoever starts it again is told the same: looking has repaired, or hidden, nothing.
        with self.assertRaisesRegex(AssertionError, "did not start"):
            self.server.start()

    def test_after_a_clean_stop_it_is_noticed_while_the_server_works_and_ends_it(self):
        where = self.place()
        self.server.stop()
        self.overwrite(*where)
        try:
            self.server.start()
        except AssertionError:
            pass  # it was faster than the port
        self.assertEqual(self.server.process.wait(timeout=30), 1)
        self.assertIn("the database file is damaged", self.server.log.read_text())

    def test_a_sound_file_is_served_after_both(self):
        self.server.client().get("//readyz").expect(200)  # which writes
        self.server.kill()
        self.server.start()
        self.assertIn('"before_serving"', self.server.log.read_text())
        self.server.stop()
        before = len(self.server.log.read_text())
        self.server.start()
        for _ in range(200):
            told = self.server.log.read_text()[before:]
            if '"database.checked"' in told:
                break
            time.sleep(0.05)
        self.assertIn('"when":"serving"', told)
        metrics = self.server.client().get("//metrics").bytes.decode()
        self.assertIn("hd_database_checked 1", metrics)


if __name__ == "__main__":
    unittest.main()
