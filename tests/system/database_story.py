"""A full disk and a lost database: refusals while it lasts, no false success, recovery without a
restart."""
import shutil
import subprocess
import unittest
import uuid

from harness import BINARY, ROOT, Server

CONTACT = {"channel": "phone_111", "direction": "in", "started_at": "2026-03-02T08:50:00.000+07:00"}
POSTGRES = ROOT / "tests" / "postgres.sh"


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


class ALostDatabase(unittest.TestCase):
    """The same system on PostgreSQL, which goes away and comes back."""

    def setUp(self):
        started = subprocess.run([POSTGRES, "start"], check=True, capture_output=True, text=True)
        self.folder, url = started.stdout.split()
        self.addCleanup(subprocess.run, [POSTGRES, "stop", self.folder], check=True)
        subprocess.run(["psql", "-q", url, "-c", "CREATE DATABASE haidang TEMPLATE template0 "
                        "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"], check=True)
        self.database = ["--database", url.removesuffix("/postgres") + "/haidang"]
        self.server = Server(demo=False, arguments=self.database)
        self.addCleanup(self.server.close)
        self.server.stop()
        subprocess.run([BINARY, "demo", "--people", "--data", self.server.data, *self.database],
                       check=True, capture_output=True)
        self.server.start()

    def test_requests_are_refused_until_it_is_back_and_none_is_lost_or_doubled(self):
        counsellor = self.server.sign_in("tuvan1")
        promised = [new_contact(counsellor).expect(201)["id"]]
        subprocess.run([POSTGRES, "halt", self.folder], check=True)
        key = str(uuid.uuid4())
        new_contact(counsellor, key).expect(503)
        counsellor.get("/contacts").expect(503)
        counsellor.get("//livez").expect(200)
        self.assertEqual(counsellor.get("//readyz").status, 503)
        subprocess.run([POSTGRES, "resume", self.folder], check=True)
        promised.append(new_contact(counsellor, key).expect(201)["id"])
        self.assertEqual(new_contact(counsellor, key).expect(201)["id"], promised[-1])
        counsellor.get("//readyz").expect(200)
        self.assertEqual(sorted(call_log(self.server)), sorted(promised))
        self.server.stop()
        verify_audit(self.server, *self.database)


if __name__ == "__main__":
    unittest.main()
