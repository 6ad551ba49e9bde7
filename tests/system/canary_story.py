"""Distinctive words go into every content field; afterwards they are nowhere on the machine: not in the
database, its log files, the program's log, the incident file or a temporary file.
"""
import base64
import pathlib
import unicodedata
import uuid

from harness import Story

PHONE = "0900 000 097"
PHONE_DIGITS = "900000097"
# Keys of sealed facts as JSON would spell them: were a fact stored readable, its name would show.
SEALED_KEYS = ("caller_relation", "ethnic_group", "age_band", "commune_text", "safe_contact",
               "advice", "risk_level")


class Canaries:
    """Makes words nobody else writes, and finds them in any spelling a leak could have."""

    def __init__(self):
        self.words = {}

    def word(self, field):
        made = "Chim" + uuid.uuid4().hex[:12]
        self.words[made] = field
        return f"Lời kể {made} của chị Hoà"

    def short(self, field):
        made = "chim" + uuid.uuid4().hex[:12]
        self.words[made] = field
        return made

    def spellings(self, word):
        for text in (word, word.lower(), word.upper(), word[::-1]):
            raw = text.encode()
            yield raw
            yield text.encode("utf-16-le")
            yield text.encode("utf-16-be")
            yield raw.hex().encode()
            for start in range(3):  # base64 of a text depends on where it begins
                inner = base64.b64encode(b"\0" * start + raw)[4 if start else 0:-4]
                yield inner

    def found_in(self, data):
        """Fields whose word stands in `data`."""
        return {field for word, field in self.words.items()
                if any(spelling in data for spelling in self.spellings(word))}


class NothingReadableStaysBehind(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.canaries = Canaries()

    def leaks(self):
        """{"file: field"} of everything readable under the folder of the server, and of every file
        that the server holds open."""
        files = [path for path in self.server.folder.rglob("*") if path.is_file()]
        process = self.server.process
        if process.poll() is None:
            files += [path for path in pathlib.Path(f"/proc/{process.pid}/fd").iterdir()
                      if path.is_file()]
        found = set()
        for path in files:
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            found |= {f"{path.name}: {field}" for field in self.canaries.found_in(data)}
            if PHONE_DIGITS.encode() in data:
                found.add(f"{path.name}: phone")
            if path.name.startswith("haidang.sqlite"):
                found |= {f"{path.name}: key {key}" for key in SEALED_KEYS
                          if f'"{key}"'.encode() in data}
        return found

    def test_the_search_would_find_them(self):
        canaries = Canaries()
        text = canaries.word("field")
        word = next(iter(canaries.words))
        for data in (text.encode(), unicodedata.normalize("NFD", text).encode(),
                     base64.b64encode(text.encode()), text.upper().encode(), word.encode().hex().encode(),
                     text.encode("utf-16-le")):
            self.assertEqual(canaries.found_in(data), {"field"}, data)
        self.assertEqual(canaries.found_in(b"nothing"), set())

    def test_sign_in_and_accounts(self):
        word = self.canaries.short
        stranger = self.server.client()
        stranger.post("/sessions", {"username": word("user name typed"),
                                    "password": word("password typed"), "totp": "000000"})
        stranger.get(f"/contacts?state={word('query')}", check=False)
        stranger.request("POST", "/sessions", word("broken body").encode(), check=False)
        administrator = self.server.sign_in("quantri")
        organisation = administrator.get("/organisations").expect(200)["items"][0]["id"]
        made = administrator.post("/users", {
            "username": "moi" + uuid.uuid4().hex[:6], "display_name": word("display name"),
            "email": word("mail") + "@example.org", "language": "vi"}).expect(201)
        self.canaries.words[made["enrolment_code"]] = "enrolment code"
        user = made["user"]["id"]
        administrator.post("/posts", {
            "user_id": user, "role": "counsellor", "organisation_id": organisation,
            "valid_from": "2026-03-01", "basis": word("basis of a post")}).expect(201)
        administrator.request("POST", f"/users/{user}/resets",
                              {"version": 1, "reason": word("reset")}, check=False)
        self.assertEqual(self.leaks(), set())

    def contact_fields(self):
        word = self.canaries.word
        return {
            "caller_relation": "self_victim", "sex": "female", "age": 19, "province": "24",
            "commune_text": word("commune"), "anonymous": False, "phone": PHONE,
            "safe_contact": {"when": word("safe: when"), "how": word("safe: how"),
                             "code_word": word("safe: code word"), "may_leave_message": "no",
                             "who_else_hears": word("safe: who hears"), "do_not_call": True},
            "summary": word("summary"), "advice": word("advice"),
            "safe_migration": {"offer": word("offer"), "company": word("company"),
                               "licence_checked": "unknown", "advice_given": word("migration")},
        }

    def start_contact(self, counsellor):
        hotline = next(post["organisation_id"] for post in counsellor.session["posts"])
        fields = self.contact_fields()
        contact = counsellor.post("/contacts", {
            "hotline_id": hotline, "channel": "phone_111", "direction": "in",
            "started_at": self.server.now.isoformat(), **fields}).expect(201)
        self.assertIn(fields["summary"], contact["summary"])
        return contact

    def test_conversations(self):
        word = self.canaries.word
        counsellor = self.server.sign_in("tuvan1")
        lead = self.server.sign_in("truongca1")
        contact = self.start_contact(counsellor)
        path = f"/contacts/{contact['id']}"
        contact = counsellor.put(path, {"version": contact["version"],
                                        "summary": word("summary, saved")}).expect(200)
        version = contact["version"]
        contact = counsellor.post(path + "/risk-flags", {
            "version": version, "reason": word("risk")}).expect(200)
        contact = counsellor.post(path + "/follow-ups", {
            "version": contact["version"], "due_at": "2026-03-03T03:00:00Z",
            "note": word("follow-up")}).expect(200)
        contact = lead.post(path + "/takeovers", {
            "version": contact["version"], "reason": word("take-over")}).expect(200)
        counsellor.post("/contact-searches", {"phone": PHONE}).expect(200)
        lead.post("/contact-reveals", {"contact_id": contact["id"], "field": "phone",
                                       "reason": word("reveal")}).expect(200)
        lead.post(path + "/discards", {"version": contact["version"],
                                       "reason": word("discard")}).expect(200)
        self.assertEqual(self.leaks(), set())

    def test_zz_after_the_server_has_stopped(self):
        self.server.stop()
        self.assertGreater(len(self.canaries.words), 5)
        self.assertEqual(self.leaks(), set())
        self.server.start()
