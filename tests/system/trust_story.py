"""What people outside the server room can rely on: the log shows tampering, keys change safely."""
import contextlib
import signal
import sqlite3
import subprocess
import time

from harness import BINARY, Story


def run(*arguments):
    """(exit code, what was printed)"""
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


class TrustStory(Story):
    def database(self):
        """A connection of the story's own, as an administrator of the machine could open it."""
        connection = sqlite3.connect(self.server.data / "haidang.sqlite", timeout=20,
                                     isolation_level=None)
        return contextlib.closing(connection)

    def change(self, sql, *values):
        with self.database() as connection:
            connection.execute(sql, values)

    def ask(self, sql):
        with self.database() as connection:
            return connection.execute(sql).fetchall()


class TheLog(TrustStory):
    def setUp(self):
        for _ in range(3):
            self.server.sign_in("kiemtoan").delete("/sessions/current").expect(204)
        self.server.stop()
        self.addCleanup(self.server.start)

    def verify(self, *more):
        return run("verify-audit", "--data", self.server.data, *more)

    def last(self):
        return self.ask("SELECT MAX(sequence) FROM audit_entry")[0][0]

    def test_an_untouched_log_is_good_and_can_be_checked_elsewhere(self):
        export = self.server.folder / "log.jsonl"
        code, text = self.verify()
        self.assertEqual(code, 0, text)
        self.assertEqual(run("export", "--data", self.server.data, "--audit", export)[0], 0)
        self.assertIn(f"good: {self.last()} entries", text)
        signer = text.split("signer: ")[1].split()[0]
        code, text = run("verify-audit", "--file", export, "--key", signer)
        self.assertEqual(code, 0, text)
        export.unlink()

    def test_a_changed_row_is_named(self):
        before = self.ask("SELECT user_id FROM audit_entry WHERE sequence = 2")[0][0]
        self.change("UPDATE audit_entry SET user_id = ? WHERE sequence = 2",
                    "00000000-0000-4000-8000-000000000000")
        code, text = self.verify()
        self.assertEqual(code, 1)
        self.assertTrue(text.startswith("BAD at entry 2: entry 2 was changed"), text)
        self.change("UPDATE audit_entry SET user_id = ? WHERE sequence = 2", before)
        self.assertEqual(self.verify()[0], 0)

    def test_a_missing_row_is_named(self):
        row = self.ask("SELECT * FROM audit_entry WHERE sequence = 2")[0]
        self.change("DELETE FROM audit_entry WHERE sequence = 2")
        code, text = self.verify()
        self.assertEqual(code, 1)
        self.assertTrue(text.startswith("BAD at entry 2: entry 2 is missing"), text)
        self.change(f"INSERT INTO audit_entry VALUES ({','.join('?' * len(row))})", *row)
        self.assertEqual(self.verify()[0], 0)

    def test_an_end_that_was_cut_off_is_noticed_by_a_head_kept_elsewhere(self):
        code, text = self.verify()
        self.assertEqual(code, 0, text)
        kept = self.server.folder / "heads"
        kept.write_text(text.split("head: ")[1])
        rows = self.ask("SELECT * FROM audit_entry ORDER BY sequence DESC LIMIT 1")
        heads = self.ask("SELECT * FROM audit_head")
        chain = self.ask("SELECT size, hash FROM audit_chain")[0]
        last = chain[0]
        self.change("DELETE FROM audit_entry WHERE sequence = ?", last)
        self.change("DELETE FROM audit_head")
        self.change("UPDATE audit_chain SET size = size - 1, hash = "
                    "(SELECT hash FROM audit_entry WHERE sequence = ?)", last - 1)
        code, text = self.verify("--heads", kept)
        self.assertEqual(code, 1)
        self.assertTrue(text.startswith(f"BAD at entry {last}: "), text)
        self.change("UPDATE audit_chain SET size = ?, hash = ?", *chain)
        self.change(f"INSERT INTO audit_entry VALUES ({','.join('?' * len(rows[0]))})", *rows[0])
        for head in heads:
            self.change(f"INSERT INTO audit_head VALUES ({','.join('?' * len(head))})", *head)
        self.assertEqual(self.verify("--heads", kept)[0], 0)


class TheKeys(TrustStory):
    def wrapped_by(self):
        """{number of the root key: how many data keys it wraps}"""
        return dict(self.ask("SELECT root_number, COUNT(*) FROM vault_key GROUP BY root_number"))

    def rotate_and_kill(self):
        """Kills a rotation after its first steps; returns how many data keys it had moved."""
        process = subprocess.Popen(
            [BINARY, "keys", "rotate", "--data", self.server.data, "--batch", "1"],
            stdout=subprocess.DEVNULL)
        while len(self.wrapped_by()) < 2 and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = self.wrapped_by()
        return found[max(found)] if len(found) > 1 else None

    def test_a_rotation_that_is_killed_goes_on_and_the_server_keeps_working(self):
        keys = sum(self.wrapped_by().values())
        self.assertGreater(keys, 1)
        for _ in range(10):  # a rotation may be over before it can be killed
            moved = self.rotate_and_kill()
            if moved:
                break
        self.assertTrue(moved, "no rotation could be killed half-way")
        self.server.sign_in("quantri").get("/sessions/current").expect(200)
        root_keys = (self.server.data / "keys" / "root.keys").read_text().count("root ")
        code, text = run("keys", "rotate", "--data", self.server.data)
        self.assertEqual(code, 0, text)
        self.assertIn("finishing an earlier rotation", text)
        self.assertEqual(len(self.wrapped_by()), 1)
        self.assertEqual((self.server.data / "keys" / "root.keys").read_text().count("root "),
                         root_keys)
        self.server.sign_in("quantri").get("/sessions/current").expect(200)
        self.server.stop()
        self.server.start()
        self.server.sign_in("quantri").get("/sessions/current").expect(200)
        self.assertEqual(run("keys", "status", "--data", self.server.data)[0], 0)

    def test_a_database_whose_key_file_is_gone_does_not_start_with_a_new_one(self):
        self.server.stop()
        keys = self.server.data / "keys" / "root.keys"
        away = keys.with_name("away")
        keys.rename(away)
        code, text = run("serve", "--data", self.server.data, "--listen", "127.0.0.1:0")
        self.assertEqual(code, 1)
        self.assertIn("missing", text)
        self.assertFalse(keys.exists())
        keys.write_text("root 1 " + "00" * 32 + "\n")
        keys.chmod(0o600)
        code, text = run("serve", "--data", self.server.data, "--listen", "127.0.0.1:0")
        self.assertEqual(code, 1)
        self.assertRegex(text, "does not open|is missing")
        away.rename(keys)
        self.server.start()
