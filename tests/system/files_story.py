"""Attachments of a record: in by parts, examined, scanned, out as a safe copy or with a reason
(security 3.8, abuse case 19)."""
import hashlib
import io
import os
import pathlib
import struct
import subprocess
import time
import zipfile
import zlib

from harness import Server, Story

CLAMD = pathlib.Path(__file__).resolve().parent.parent / "clamd.sh"
# In two pieces, so that no antivirus takes this file for the test file itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PART = 512 * 1024
BINARY = {"Content-Type": "application/octet-stream"}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(
        ">I", zlib.crc32(kind + data))


def png(width=40, height=30, note=b"GPS 10.0452,105.7469"):
    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Comment\0" + note) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def docx(**more):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 20)
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return memory.getvalue()


class FilesStory(Story):
    def record(self, user):
        hotline = user.session["posts"][0]["organisation_id"]
        return user.post("/contacts", {
            "hotline_id": hotline, "channel": "zalo", "direction": "in",
            "started_at": self.server.now.isoformat()}).expect(201)["id"]

    def begin(self, user, record, name, size, kind="photo"):
        return user.post("/files", {"subject_kind": "contact", "subject_id": record, "kind": kind,
                                    "name": name, "size_bytes": size})

    def part(self, user, file, number, data, **more):
        return user.request("PUT", f"/files/{file}/parts/{number}", data, headers=BINARY, **more)

    def upload(self, user, record, name, data, kind="photo"):
        """The file once its examination has ended, or waits for the antivirus."""
        file = self.begin(user, record, name, len(data), kind).expect(201)
        for number in range(file["parts"]):
            self.part(user, file["id"], number + 1,
                      data[number * PART:(number + 1) * PART]).expect(200)
        return self.settled(user, file["id"])

    def settled(self, user, file, waiting=("arriving", "checking")):
        for _ in range(300):
            state = user.get(f"/files/{file}/state").expect(200)
            if state["state"] not in waiting:
                return state
            time.sleep(0.1)
        self.fail(f"still {state}")

    def content(self, user, file, query=""):
        return user.get(f"/files/{file}/content{query}")

    def shown(self, user, record, file):
        items = user.get(f"/files?subject_kind=contact&subject_id={record}").expect(200)["items"]
        return next(item for item in items if item["id"] == file)


class AttachmentsOfAConversation(FilesStory):
    def test_a_photo_comes_back_without_what_the_camera_wrote(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        photo = png()
        file = self.upload(user, record, "Ảnh chụp lúc 9 giờ.png", photo)
        self.assertEqual((file["state"], file["scan"]), ("ready", "not_configured"))
        shown = self.shown(user, record, file["id"])
        self.assertEqual(shown["content_type"], "image/png")
        self.assertEqual(shown["sha256"], hashlib.sha256(photo).hexdigest())
        self.assertEqual(shown["next_actions"], ["download_safe", "download_original", "withdraw"])

        answer = self.content(user, file["id"])
        answer.expect(200)
        self.assertTrue(answer.bytes.startswith(b"\x89PNG"))
        self.assertNotIn(b"GPS", answer.bytes)
        self.assertEqual(answer.headers["Content-Type"], "application/octet-stream")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        disposition = answer.headers["Content-Disposition"]
        self.assertTrue(disposition.startswith("attachment; filename=\""), disposition)
        self.assertIn("filename*=UTF-8''%E1%BA%A2nh", disposition)

        # The original is evidence: only with a reason from the list.
        self.content(user, file["id"], "?copy=original").refused(400, "request.invalid")
        self.content(user, file["id"], "?copy=original&reason=vi_sao").refused(400, "request.invalid")
        original = self.content(user, file["id"], "?copy=original&reason=evidence")
        original.expect(200)
        self.assertEqual(original.bytes, photo)

        auditor = self.server.sign_in("kiemtoan")
        entries = auditor.get(f"/audit-entries?object_id={file['id']}").expect(200)["items"]
        self.assertEqual([(entry["action"], entry["reason"]) for entry in entries],
                         [("file.download_original", "evidence"), ("file.download_safe", None),
                          ("file.examine", "ready"), ("file.upload", None), ("file.begin", None)])

    def test_what_pretends_to_be_something_else_is_refused_and_its_bytes_are_gone(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        photo = png()
        bomb = docx(word__a_dot_bin=b"\0" * 40_000_000)
        for name, data, refusal in [
                ("anh.png", photo[:len(photo) // 2], "damaged"),
                ("anh.jpg", photo, "type_mismatch"),
                ("anh.png", b"MZ\x90\x00" + os.urandom(200), "type_not_allowed"),
                ("anh.png", photo + docx(), "two_faces"),
                ("don.docx", bomb, "archive_too_large"),
                ("don.docx", docx(word__vbaProject_dot_bin=b"x"), "active_content"),
                ("don.docx", docx(word__b_dot_zip=b"PK\3\4"), "archive_nested"),
                ("don.docx", docx()[:-30], "damaged"),
                ("don.txt", b"<html><script>alert(1)</script></html>", "type_mismatch"),
                ("don.pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS (x)>>>>endobj\n%%EOF",
                 "active_content")]:
            with self.subTest(name=name, refusal=refusal):
                file = self.upload(user, record, name, data)
                self.assertEqual((file["state"], file["refusal"]), ("refused", refusal))
                for copy in ("", "?copy=original&reason=evidence"):
                    self.content(user, file["id"], copy).refused(409, "file.not_ready")

    def test_an_announcement_that_cannot_end_well_is_refused_before_any_byte(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        for name, size, problem in [
                ("anh.png", 0, {"size_bytes": "out_of_range"}),
                ("virus.exe", 10, {"name": "extension_not_allowed"}),
                ("anh", 10, {"name": "extension_not_allowed"}),
                ("a\x07b.png", 10, {"name": "malformed_text"}),
                ("\u202e\u200b", 10, {"name": "malformed"})]:
            self.assertEqual(self.begin(user, record, name, size).refused(400, "request.invalid"),
                             problem)
        self.begin(user, record, "anh.png", 25 * 1024 * 1024 + 1).refused(413, "file.too_large")
        # Paths and invisible marks are no part of a name.
        self.assertEqual(
            self.begin(user, record, "../../etc/cron.d/anh\u202e.png", 9).expect(201)["name"],
            "anh.png")
        self.assertEqual(
            self.begin(user, record, "C:\\Users\\a\\anh.png", 9).expect(201)["name"], "anh.png")
        # Twenty files of 25 MB fill a record.
        for _ in range(19):
            self.begin(user, record, "anh.png", 25 * 1024 * 1024).expect(201)
        self.begin(user, record, "anh.png", 25 * 1024 * 1024).refused(409, "file.quota_record")

    def test_a_broken_line_goes_on_where_it_broke(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        text = ("Lời kể, dòng này lặp lại.\n" * 60_000).encode()
        self.assertGreater(len(text), 2 * PART)
        file = self.begin(user, record, "loi-ke.txt", len(text), "statement").expect(201)
        parts = [text[at:at + PART] for at in range(0, len(text), PART)]
        self.assertEqual(file["parts"], len(parts))
        self.part(user, file["id"], 2, parts[1]).refused(409, "file.part_order")
        self.part(user, file["id"], 1, parts[0][:-1]).refused(409, "file.part_size")
        for _ in range(2):  # the answer got lost: the same again
            sent = self.part(user, file["id"], 1, parts[0]).expect(200)
            self.assertEqual(sent["parts_received"], 1)
        self.content(user, file["id"]).refused(409, "file.not_ready")
        self.server.kill()
        self.server.start()
        user = self.server.sign_in("tuvan1")
        state = user.get(f"/files/{file['id']}/state").expect(200)
        self.assertEqual((state["state"], state["parts_received"]), ("arriving", 1))
        self.content(user, file["id"]).refused(409, "file.not_ready")
        for number in range(1, len(parts)):
            self.part(user, file["id"], number + 1, parts[number]).expect(200)
        self.assertEqual(self.settled(user, file["id"])["state"], "ready")
        self.content(user, file["id"]).refused(409, "file.no_safe_copy")
        self.assertEqual(
            self.content(user, file["id"], "?copy=original&reason=no_safe_copy").bytes, text)

    def test_what_never_ends_is_cleaned_away(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        file = self.begin(user, record, "loi-ke.txt", 2 * PART).expect(201)["id"]
        self.part(user, file, 1, b"a" * PART).expect(200)
        self.server.advance(hours=25)
        user = self.server.sign_in("tuvan1")
        for _ in range(300):
            if user.get(f"/files/{file}/state").status == 404:
                break
            time.sleep(0.1)
        user.get(f"/files/{file}/state").refused(404, "not_found")

    def test_a_stranger_cannot_tell_a_file_from_nothing(self):
        user, colleague, stranger = (self.server.sign_in(name)
                                     for name in ("tuvan1", "tuvan2", "tuvan_hy"))
        record = self.record(user)
        file = self.upload(user, record, "anh.png", png())["id"]
        nothing = "00000000-0000-4000-8000-000000000000"
        for other in (colleague, stranger):
            for id_ in (file, nothing):
                self.content(other, id_).refused(404, "not_found")
                other.get(f"/files/{id_}/state").refused(404, "not_found")
                self.part(other, id_, 1, b"x").refused(404, "not_found")
            other.get(f"/files?subject_kind=contact&subject_id={record}").refused(404, "not_found")
            self.begin(other, record, "anh.png", 9).refused(404, "not_found")
        user.get(f"/files?subject_kind=secret&subject_id={record}").refused(404, "not_found")
        # Once the conversation is closed, colleagues open it, and what hangs on it; they change
        # nothing of what somebody else uploaded.
        self.server.sign_in("quantri").get(f"/files/{file}/state").refused(403, "permission.missing")

    def test_a_wrong_file_is_taken_out_of_use(self):
        user = self.server.sign_in("tuvan1")
        record = self.record(user)
        file = self.upload(user, record, "anh.png", png())
        path = f"/files/{file['id']}/withdrawals"
        user.post(path, {"version": file["version"] + 1, "reason": "nhầm"}).refused(409, "stale")
        gone = user.post(path, {"version": file["version"], "reason": "nhầm hồ sơ"}).expect(200)
        self.assertEqual((gone["state"], gone["next_actions"]), ("withdrawn", []))
        self.content(user, file["id"]).refused(409, "file.not_ready")


class AttachmentsOfACase(FilesStory):
    def shown_to(self, user, case):
        found = user.get(f"/files?subject_kind=case&subject_id={case}").expect(200)["items"]
        return sorted(item["name"] for item in found)

    # The walls of a case hold for what hangs on it (R-069; security 3.5).
    def test_walls_and_membership_hold_for_files(self):
        lead, interpreter, police = (self.server.sign_in(name)
                                     for name in ("tuvan1", "hpn_tv", "ca_tv"))
        case = lead.post("/cases", {"entry_road": "hotline",
                                    "person": {"kind": "suspected_victim"}}).expect(201)
        ids = {}
        for name, kind in (("giay-to.png", "identity_paper"), ("loi-ke.png", "statement")):
            photo = png()
            file = lead.post("/files", {"subject_kind": "case", "subject_id": case["id"],
                                        "kind": kind, "name": name,
                                        "size_bytes": len(photo)}).expect(201)["id"]
            self.part(lead, file, 1, photo).expect(200)
            self.assertEqual(self.settled(lead, file)["state"], "ready")
            ids[name] = file
        self.assertEqual(self.shown_to(lead, case["id"]), ["giay-to.png", "loi-ke.png"])
        # A manager sees who somebody is, not what she told, and adds nothing; a stranger nothing at all.
        manager = self.server.sign_in("lanhdao111")
        self.assertEqual(self.shown_to(manager, case["id"]), ["giay-to.png"])
        for user, actions in ((lead, ["add"]), (manager, [])):
            page = user.get(f"/files?subject_kind=case&subject_id={case['id']}").expect(200)
            self.assertEqual(page["next_actions"], actions)
        manager.post("/files", {"subject_kind": "case", "subject_id": case["id"], "kind": "photo",
                                "name": "anh.png", "size_bytes": 8}).refused(404, "not_found")
        for stranger in (interpreter, police):
            stranger.get(f"/files?subject_kind=case&subject_id={case['id']}").refused(
                404, "not_found")
        case = lead.post(f"/cases/{case['id']}/members", {
            "version": case["version"], "username": "ca_tv", "kind": "protection"}).expect(200)
        self.assertEqual(self.shown_to(police, case["id"]), ["giay-to.png"])
        self.content(police, ids["giay-to.png"]).expect(200)
        self.content(police, ids["loi-ke.png"]).refused(404, "not_found")
        # Whoever is called off loses sight in the same moment.
        lead.post(f"/cases/{case['id']}/member-endings", {
            "version": case["version"], "user_id": police.session["user"]["id"],
            "reason": "xong việc"}).expect(200)
        self.content(police, ids["giay-to.png"]).refused(404, "not_found")


class WithAnAntivirus(FilesStory):
    @classmethod
    def setUpClass(cls):
        said = subprocess.run([CLAMD, "start"], check=True, capture_output=True, text=True).stdout
        cls.clamd_folder, cls.clamd = said.split()
        cls.addClassCleanup(subprocess.run, [CLAMD, "stop", cls.clamd_folder], check=True)

    def test_what_the_antivirus_knows_is_refused(self):
        server = Server(arguments=["--clamd", self.clamd])
        self.addCleanup(server.stop)
        self.server = server
        user = server.sign_in("tuvan1")
        record = self.record(user)
        file = self.upload(user, record, "don.txt", EICAR, "statement")
        self.assertEqual((file["state"], file["refusal"], file["scan"]),
                         ("refused", "infected", "infected"))
        self.content(user, file["id"], "?copy=original&reason=evidence").refused(
            409, "file.not_ready")
        fine = self.upload(user, record, "anh.png", png())
        self.assertEqual((fine["state"], fine["scan"]), ("ready", "clean"))

    def test_without_an_answer_nothing_is_given_out(self):
        server = Server(arguments=["--clamd", "unix:/tmp/there-is-no-daemon.ctl"])
        self.addCleanup(server.stop)
        self.server = server
        user = server.sign_in("tuvan1")
        record = self.record(user)
        photo = png()
        file = self.upload(user, record, "anh.png", photo)
        self.assertEqual((file["state"], file["scan"]), ("waiting_for_scan", "not_done"))
        for copy in ("", "?copy=original&reason=evidence"):
            self.content(user, file["id"], copy).refused(409, "file.not_ready")
        # The daemon is there at last; a kill in between loses nothing.
        server.kill()
        server.arguments = ["--clamd", self.clamd]
        server.advance(minutes=5)
        server.start()
        user = server.sign_in("tuvan1")
        state = self.settled(user, file["id"], ("waiting_for_scan",))
        self.assertEqual((state["state"], state["scan"]), ("ready", "clean"))
        answer = self.content(user, file["id"], "?copy=original&reason=evidence")
        answer.expect(200)
        self.assertEqual(answer.bytes, photo)
