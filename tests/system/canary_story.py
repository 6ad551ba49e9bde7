"""Distinctive words go into every content field; afterwards they are nowhere on the machine: not in the
database, its log files, the program's log, the incident file or a temporary file.
"""
import base64
import pathlib
import subprocess
import tempfile
import unicodedata
import uuid

from harness import BINARY, Story

PHONE = "0900 000 097"
PHONE_DIGITS = "900000097"
# Keys of sealed facts as JSON would spell them: were a fact stored readable, its name would show.
SEALED_KEYS = ("caller_relation", "ethnic_group", "age_band", "commune_text", "safe_contact",
               "advice", "risk_level", "full_name", "residence_class", "purposes", "guardians",
               "participants", "wish", "representative", "told_research", "dangerous_people",
               "safe_places", "able_to_travel_alone", "trusted_people")


MARK = "ChimHoangYen"


def spellings(word):
    """Every way in which a leak could write `word`."""
    for text in (word, word.lower(), word.upper(), word[::-1]):
        raw = text.encode()
        yield raw
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield raw.hex().encode()
        for start in range(3):  # base64 of a text depends on where it begins
            yield base64.b64encode(b"\0" * start + raw)[4 if start else 0:-4]


class Canaries:
    """Makes words nobody else writes, and finds them in any spelling a leak could have."""

    def __init__(self):
        self.words = {}
        self.marks = set(spellings(MARK))

    def short(self, field):
        made = MARK + uuid.uuid4().hex[:12]
        self.words[made] = field
        return made

    def word(self, field):
        return f"Lời kể {self.short(field)} của chị Hoà"

    def found_in(self, data):
        """Fields whose word stands in `data`."""
        if not any(mark in data for mark in self.marks):
            return set()
        return {field for word, field in self.words.items()
                if any(spelling in data for spelling in spellings(word))} or {"some word"}


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

    def test_service_connections_and_their_papers(self):
        word = self.canaries.word
        counsellor = self.server.sign_in("tuvan1")
        agency = self.server.sign_in("yt_tv")
        organisation = agency.session["posts"][0]["organisation_id"]
        contact = self.start_contact(counsellor)
        contact = counsellor.post(f"/contacts/{contact['id']}/finalisations", {
            "version": self.complete(counsellor, contact)["version"]}).expect(200)
        contact = counsellor.post(f"/contacts/{contact['id']}/amendments", {
            "version": contact["version"], "reason": word("reason of an amendment"),
            "changes": {"advice": word("advice, amended")}}).expect(200)

        connection = counsellor.post("/connections", {
            "contact_id": contact["id"], "urgency": "normal",
            "needs": [{"service": "medical_care", "detail": word("need")}],
            "card": {"age_band": "18_24", "sex": "female", "risk_level": "high",
                     "summary": word("card")},
            "target": {"organisation_id": organisation, "kind": "grassroots"},
            "channel_used": "phone", "agreed_measure": word("agreed measure")}).expect(201)
        path = f"/connections/{connection['id']}"

        def step(client, what, **body):
            nonlocal connection
            connection = client.post(f"{path}/{what}", {
                "version": connection["version"], **body}).expect(200)

        step(counsellor, "status-changes", action="send")
        step(counsellor, "call-attempts", at=self.server.now.isoformat(), reached=False,
             note=word("call attempt"))
        step(agency, "messages", text=word("question"))
        step(counsellor, "messages", text=word("answer"))
        step(agency, "status-changes", action="acknowledge", note=word("acknowledgement"))
        step(agency, "handling-records", handled_by=word("handled by"),
             reported_to=word("reported to"), direction=word("direction"),
             units_instructed=word("units instructed"))
        step(agency, "results", situation=word("situation"), result=word("result"))
        document = counsellor.post(path + "/written-reports", {
            "version": counsellor.get(path).expect(200)["version"]}).expect(201)
        paper = f"/documents/{document['id']}"
        document = counsellor.put(paper, {
            "version": document["version"], "title": word("title of a paper"),
            "blocks": [{"kind": "paragraph", "text": word("paragraph of a paper")}],
            "recipients": [word("recipient of a paper")]}).expect(200)
        document = counsellor.post(paper + "/issuances", {
            "version": document["version"]}).expect(200)
        self.assertEqual(counsellor.get(paper + "/pdf", check=False).bytes[:4], b"%PDF")
        counsellor.get(paper + "/print", check=False)
        connection = counsellor.get(path).expect(200)
        step(counsellor, "status-changes", action="complete", outcomes=[
            {"service": "medical_care", "outcome": "met", "note": word("outcome")}])
        self.assertEqual(self.leaks(), set())

    def test_consent_risk_and_identification(self):
        word = self.canaries.word
        lead = self.server.sign_in("tuvan1")
        case = lead.post("/cases", {"entry_road": "self_report", "person": {
            "kind": "suspected_victim", "identity": {"birth": {"year": 2013}}}}).expect(201)
        person = f"/persons/{case['persons'][0]['id']}"
        asked = ("agrees", "told_purpose", "told_use", "told_research", "told_right_to_ask",
                 "told_storage_time", "told_how_to_withdraw")
        given = lead.post(person + "/consents", {
            "purpose": "research", "categories": ["work"], "given_by": "both",
            "form": "spoken_with_witness", "language": "vi",
            "text_version": word("text version")[:60], "answers": {one: "yes" for one in asked},
            "evidence": word("evidence of a consent"), "witness": word("witness"),
            "representative": {"kind": "child_protection_officer", "name": word("representative"),
                               "relation": word("representative: relation")},
            "representative_excluded_reason": word("excluded because")}).expect(201)
        lead.post(f"/consents/{given['id']}/withdrawals", {
            "version": 1, "given_by": "self", "reason": word("withdrawal")}).expect(200)
        choices = lead.get(person + "/risk-assessments").expect(200)["factors"]
        lead.post(person + "/risk-assessments", {
            "level": "emergency", "able_to_travel_alone": "no", "emergency": True,
            "factors": [{"code": one["code"], "answer": "unknown", "note": word("factor")}
                        for one in choices],
            "dangerous_people": [{"name": word("dangerous"), "relation": word("dangerous: relation"),
                                  "why": word("dangerous: why")}],
            "safe_places": [word("safe place")], "note": word("note on risk")}).expect(201)
        lead.put(person + "/safety-plan", {
            "version": 0, "warning_signs": word("warning signs"), "steps": [word("step")],
            "trusted_people": word("trusted people"), "emergency_measures": word("measures"),
            "safe_contact": {"when": word("plan: when"), "how": word("plan: how"),
                             "code_word": word("plan: code word"),
                             "who_else_hears": word("plan: who hears")}}).expect(200)
        lead.post(person + "/identification-steps", {
            "version": 0, "action": "suspect"}).expect(200)
        lead.post(person + "/evidence", {
            "version": 1, "kind": "ev_e", "description": word("evidence"),
            "issuer": word("evidence: issuer")}).expect(201)
        lead.post(person + "/identification-steps", {
            "version": 1, "action": "refuse", "reason": word("refusal"), "paper": {
                "kind": "refusal_notice", "number": word("number of a paper"),
                "issuer": word("issuer of a paper")}}).expect(200)
        self.assertEqual(self.leaks(), set())

    def test_cases_and_their_persons(self):
        word = self.canaries.word
        lead, member = self.server.sign_in("tuvan1"), self.server.sign_in("hpn_tv")
        organisation = member.session["posts"][0]["organisation_id"]
        case = lead.post("/cases", {
            "entry_road": "hotline", "summary": word("case: summary"), "person": {
                "kind": "victim",
                "identity": {"full_name": word("full name"), "other_names": [word("other name")],
                             "birth": {"year": 2001}, "phone": PHONE, "id_kind": "passport",
                             "id_number": self.canaries.short("id number"),
                             "origin_address": word("origin"),
                             "present_address": word("present address")},
                "facts": {"sex": "female", "ethnic_group": "01", "languages": ["vi"]},
                "trafficking": {"purposes": ["forced_labour"], "from_place": word("from"),
                                "to_place": word("to"), "who_decided": word("who decided"),
                                "route_legs": [{"from": word("leg from"), "to": word("leg to"),
                                                "by": word("leg by"), "date": "2025"}],
                                "account": word("account")},
                "guardians": [{"name": word("guardian"), "relation": word("guardian: relation"),
                               "adverse": True, "adverse_reason": word("adverse")}]}}).expect(201)
        path, person = f"/cases/{case['id']}", case["persons"][0]["id"]

        def version():
            return lead.get(path).expect(200)["version"]
        lead.put(f"/persons/{person}", {"version": 1, "identity": {
            "full_name": word("full name, saved")}}).expect(200)
        lead.post(path + "/persons", {"kind": "relative", "identity": {
            "full_name": word("relative")}}).expect(201)
        shown = lead.post("/person-reveals", {"person_id": person, "fields": ["full_name", "phone"],
                                              "reason": word("person reveal")}).expect(200)
        self.assertEqual(shown["values"]["phone"], PHONE)
        need = lead.post(path + "/needs", {"service": "shelter", "detail": word("need: detail"),
                                           "wish": word("need: wish")}).expect(201)
        lead.put(f"/needs/{need['id']}", {"version": 1, "state": "met",
                                          "note": word("need: note")}).expect(200)
        held = lead.post(path + "/conferences", {
            "at": self.server.now.isoformat(), "participants": [word("participant")],
            "decisions": [{"text": word("decision"), "organisation_id": organisation,
                           "due_on": "2026-03-09"}]}).expect(201)
        lead.post(path + "/members", {"version": version(), "username": "hpn_tv",
                                      "kind": "support"}).expect(200)
        lead.post(path + "/exclusions", {"version": version(), "username": "yt_tv",
                                         "reason": word("exclusion")}).expect(200)
        for kind in ("support", "wish", "protection"):
            lead.post(path + "/notes", {"kind": kind, "text": word(f"note {kind}")}).expect(201)
        lead.post(path + "/member-endings", {
            "version": version(), "user_id": member.session["user"]["id"],
            "reason": word("end of a membership")}).expect(200)
        lead.post(path + "/status-changes", {
            "version": version(), "action": "close", "reason": "goals_met",
            "outcome": word("outcome of a case"), "re_trafficking_risk": "low",
            "followup_waiver": word("no follow-up"), "open_duty_reasons": [
                {"duty_id": held["decisions"][0]["duty_id"],
                 "reason": word("duty left open")}]}).expect(200)
        lead.post(path + "/status-changes", {"version": version(), "action": "reopen",
                                             "reason": word("reopened")}).expect(200)
        lead.post(path + "/lead-changes", {"version": version(), "username": "hpn_tv",
                                           "reason": word("lead changed")}).expect(200)
        member.get(path + "/timeline?limit=200").expect(200)
        self.assertEqual(self.leaks(), set())

    def test_a_service_connection_that_is_declined(self):
        word = self.canaries.word
        counsellor = self.server.sign_in("tuvan1")
        agency = self.server.sign_in("yt_tv")
        connection = counsellor.post("/connections", {
            "contact_id": self.start_contact(counsellor)["id"],
            "needs": [{"service": "medical_care", "detail": word("need, declined")}],
            "card": {"summary": word("card, declined"), "sex": "female"}, "channel_used": "phone",
            "target": {"kind": "grassroots",
                       "organisation_id": agency.session["posts"][0]["organisation_id"]},
        }).expect(201)
        path = f"/connections/{connection['id']}/status-changes"
        connection = counsellor.post(path, {
            "version": connection["version"], "action": "send"}).expect(200)
        agency.post(path, {"version": connection["version"], "action": "decline",
                           "reason": "other", "note": word("reason to decline")}).expect(200)
        self.assertEqual(self.leaks(), set())

    def test_the_call_log_of_an_older_system(self):
        word = self.canaries.word
        with tempfile.TemporaryDirectory(prefix="hd-log-") as folder:
            log = pathlib.Path(folder) / "log.csv"
            mapping = pathlib.Path(folder) / "mapping.csv"
            log.write_text("khi,tel,noi,ke,khuyen,cty\n" + "".join(
                f"01/03/2026 08:0{row},{PHONE},{word('imported commune')},"
                f"{word('imported summary')},{word('imported advice')},{word('imported company')}\n"
                for row in range(3)))
            mapping.write_text(
                "what,from,to\ncolumn,khi,started_at\ncolumn,tel,phone\ncolumn,noi,commune_text\n"
                "column,ke,summary\ncolumn,khuyen,advice\ncolumn,cty,company\n"
                "date_format,dd/MM/yyyy HH:mm,\ndefault,channel,phone_111\ndefault,direction,in\n"
                "default,kind,counselling\ndefault,topics,psych_support\ndefault,sex,female\n"
                "default,caller_relation,self_victim\ndefault,province,33\n")
            done = subprocess.run(
                [BINARY, "import", "--data", self.server.data, "--file", log, "--mapping", mapping,
                 "--hotline", "org.hotline_111", "--counsellor", "tuvan1"],
                capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("3", done.stdout)
        self.assertEqual(self.leaks(), set())

    def test_duties(self):
        word = self.canaries.word
        counsellor = self.server.sign_in("tuvan1")
        lead = self.server.sign_in("truongca1")
        contact = self.start_contact(counsellor)
        for _ in range(2):
            contact = counsellor.post(f"/contacts/{contact['id']}/follow-ups", {
                "version": contact["version"], "due_at": "2026-03-03T03:00:00Z",
                "note": word("note of a duty")}).expect(200)
        duties = counsellor.get("/duties?scope=mine&state=open").expect(200)["items"]
        done, cancelled = [duty for duty in duties if duty["subject"]["id"] == contact["id"]][:2]
        counsellor.post(f"/duties/{done['id']}/completions", {
            "version": done["version"], "note": word("how a duty was done")}).expect(200)
        lead.post(f"/duties/{cancelled['id']}/cancellations", {
            "version": cancelled["version"], "reason": word("why a duty was cancelled")}).expect(200)
        self.assertEqual(self.leaks(), set())

    def complete(self, counsellor, contact):
        """What closing asks for, besides."""
        return counsellor.put(f"/contacts/{contact['id']}", {
            "version": contact["version"], "kind": "counselling", "topics": ["psych_support"],
            "ended_at": self.server.now.isoformat()}).expect(200)

    def test_zz_after_the_server_has_stopped(self):
        self.server.stop()
        self.assertGreater(len(self.canaries.words), 5)
        self.assertEqual(self.leaks(), set())
        self.server.start()
