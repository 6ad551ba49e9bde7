"""What an administrator does with backups: make them while the server works, in a folder that rotates;
bring one back by the script of the package; go back to before an upgrade is in tests/crash/upgrade.py."""
import os
import shutil
import subprocess

from contract import ROOT
from harness import BINARY, Server, Story

SCRIPT = ROOT / "packaging" / "haidang-restore"


class BackupStory(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.safe = cls.server.folder / "safe"
        cls.safe.mkdir()
        subprocess.run([BINARY, "backup-key", "--to", cls.safe / "backup.key"], check=True,
                       capture_output=True)

    def back_up(self, *more):
        return subprocess.run(
            [BINARY, "backup", "--data", self.server.data, "--recipient", self.safe, *more],
            text=True, check=False, capture_output=True)

    def restore(self, backup, data, *more):
        user = subprocess.run(["id", "-un"], text=True, check=True, capture_output=True).stdout.strip()
        return subprocess.run(
            [SCRIPT, "--from", backup, "--key", self.safe / "backup.key", "--root-keys",
             self.server.data / "keys" / "root.keys", "--data", data, "--user", user, "--no-start",
             *more], env={**os.environ, "HAIDANG": str(BINARY)}, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def test_the_script_brings_a_backup_back_and_leaves_what_was_there_when_it_cannot(self):
        counsellor = self.server.sign_in("tuvan1")
        hotline = counsellor.session["posts"][0]["organisation_id"]
        made = counsellor.post("/contacts", {
            "hotline_id": hotline, "channel": "phone_111", "direction": "in",
            "started_at": "2026-03-02T08:50:00.000+07:00"}).expect(201)["id"]
        backup = self.server.folder / "one.sealed"
        done = self.back_up("--to", backup)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("entries of the log", done.stdout)
        head = backup.with_name("one.sealed.head")

        data = self.server.folder / "restored"
        done = self.restore(backup, data, "--heads", head)
        self.assertEqual(done.returncode, 0, done.stdout)
        restored = Server.__new__(Server)
        restored.__dict__.update({**self.server.__dict__, "data": data,
                                  "log": self.server.folder / "log-restored", "process": None})
        restored.start()
        try:
            self.assertEqual(restored.sign_in("tuvan1").get(f"/contacts/{made}").expect(200)["id"],
                             made)
        finally:
            restored.stop()

        cut = self.server.folder / "cut.sealed"
        cut.write_bytes(backup.read_bytes()[:9000])
        before = sorted(path.name for path in data.iterdir())
        done = self.restore(cut, data)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("NOT restored", done.stdout)
        self.assertEqual(sorted(path.name for path in data.iterdir()), before)
        shutil.rmtree(data)

    def test_a_folder_keeps_what_its_rules_say_and_clears_what_a_killed_run_left(self):
        folder = self.server.folder / "kept"
        folder.mkdir()
        (folder / "haidang-20200101T000000Z.sealed.plain").write_text("left by a run that was killed")
        for day in ("20260228", "20260301"):
            (folder / f"haidang-{day}T000000Z.sealed").write_text("an older one")
        (folder / "notes.txt").write_text("mine")
        done = self.back_up("--folder", folder, "--keep-hours", "1", "--keep-days", "1",
                            "--keep-months", "0")
        self.assertEqual(done.returncode, 0, done.stderr)
        names = sorted(path.name for path in folder.iterdir())
        self.assertEqual(len(names), 4, names)
        self.assertIn("notes.txt", names)

    def test_a_backup_of_a_log_that_was_changed_is_refused(self):
        copy = self.server.folder / "changed"
        shutil.copytree(self.server.data / "keys", copy / "keys")
        subprocess.run(["sqlite3", self.server.data / "haidang.sqlite",
                        f"VACUUM INTO '{copy / 'haidang.sqlite'}'"], check=True)
        subprocess.run(["sqlite3", copy / "haidang.sqlite",
                        "UPDATE audit_entry SET action = 'contact.spoilt' WHERE sequence = 7"],
                       check=True)
        target = self.server.folder / "of-changed.sealed"
        done = subprocess.run([BINARY, "backup", "--data", copy, "--to", target, "--recipient",
                               self.safe], text=True, check=False, capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("bad at entry 7", done.stderr)
        self.assertFalse(target.exists())
        self.assertEqual([path.name for path in self.server.folder.glob("of-changed*")], [])
