"""Distinctive words go into every content field of the contract; afterwards they are nowhere on the
machine: not in a file or value of the database, its write-ahead log, the program's log, the incident
file, the log of the database server or a temporary file. On both engines.
"""
import base64
import pathlib
import subprocess
import tempfile
import unicodedata
import uuid

from accounts_story import code_now
from canary import (PHONE, Canaries, CanaryStory, PostgresCanaryStory, free_texts,
                    sealed_columns)
from canary_cases import Cases
from harness import BINARY


class Conversations:
    """What is told at a hotline, and between a hotline and those who serve."""

    def test_sign_in_and_accounts(self):
        word = self.canaries.short
        stranger = self.server.client()
        stranger.post("/sessions", {"username": word("user name typed"),
                                    "password": word("password typed"), "totp": "000000"})
        stranger.get(f"/contacts?state={word('query')}", check=False)
        stranger.request("POST", "/sessions", word("broken body").encode(), check=False)
        administrator = self.server.sign_in("quantri")
        organisation = administrator.get("/organisations").expect(200)["items"][0]["id"]
        begun, made = self.invited(administrator), self.invited(administrator)
        self.begin_activation(begun, word("password of an activation that was not confirmed"))
        user = made["user"]["id"]
        administrator.post("/posts", {
            "user_id": user, "role": "counsellor", "organisation_id": organisation,
            "valid_from": "2026-03-01", "basis": word("basis of a post")}).expect(201)
        self.activated(made)
        administrator.post(f"/users/{user}/resets", {
            "version": self.version_of(administrator, user), "reason": word("reset")}).expect(200)
        administrator.put(f"/users/{user}", {
            "version": self.version_of(administrator, user), "display_name": word("new name"),
            "email": word("new mail") + "@example.org"}).expect(200)
        administrator.put("/saved-views/cases", {"version": 0, "items": [
            {"name": word("name of a view"), "filters": "risk=high"}]}).expect(200)
        post = administrator.get(f"/posts?user_id={user}").expect(200)["items"][0]
        administrator.post(f"/posts/{post['id']}/endings", {
            "version": post["version"], "valid_to": "2026-03-31",
            "reason": word("end of a post")}).expect(200)

    def invited(self, administrator):
        return administrator.post("/users", {
            "username": "moi" + uuid.uuid4().hex[:6], "language": "vi",
            "display_name": self.canaries.short("display name"),
            "email": self.canaries.short("mail") + "@example.org"}).expect(201)

    def begin_activation(self, made, password):
        person = self.server.client()
        return person, person.post("/account-activations", {
            "username": made["user"]["username"], "enrolment_code": made["enrolment_code"],
            "new_password": password}).expect(201)

    def version_of(self, administrator, user):
        return administrator.get(f"/users/{user}").expect(200)["version"]

    def activated(self, made):
        """Passwords are words, too, and so is what protects them."""
        word = self.canaries.short
        first, second = word("first password"), word("second password")
        person, started = self.begin_activation(made, first)
        code = code_now(started["otpauth_uri"], self.server.now)
        session = person.post(f"/account-activations/{started['id']}/confirmations",
                              {"totp": code}).expect(201)
        person.csrf = session["csrf_token"]
        self.server.advance(seconds=60)
        code = code_now(started["otpauth_uri"], self.server.now)
        person.post("/password-changes", {"current_password": first, "new_password": second,
                                          "totp": code}).expect(204)
        person = self.server.client()
        person.csrf = person.post("/sessions", {
            "username": made["user"]["username"], "password": second,
            "recovery_code": started["recovery_codes"][0]}).expect(201)["csrf_token"]
        person.post("/sessions/current/confirmations", {"password": second})
        person.post("/second-factor-enrolments", {
            "password": second, "recovery_code": started["recovery_codes"][1]}).expect(201)

    def contact_fields(self):
        word = self.word
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
        word = self.word
        counsellor = self.server.sign_in("tuvan1")
        lead = self.server.sign_in("truongca1")
        contact = self.start_contact(counsellor)
        path = f"/contacts/{contact['id']}"
        contact = counsellor.put(path, {"version": contact["version"],
                                        **self.contact_fields()}).expect(200)
        contact = counsellor.post(path + "/risk-flags", {
            "version": contact["version"], "reason": word("risk")}).expect(200)
        contact = lead.post(path + "/risk-clearances", {
            "version": contact["version"], "reason": word("risk cleared")}).expect(200)
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

    def test_service_connections_and_their_papers(self):
        word = self.word
        counsellor = self.server.sign_in("tuvan1")
        agency = self.server.sign_in("yt_tv")
        organisation = agency.session["posts"][0]["organisation_id"]
        contact = self.start_contact(counsellor)
        contact = counsellor.post(f"/contacts/{contact['id']}/finalisations", {
            "version": self.complete(counsellor, contact)["version"]}).expect(200)
        contact = counsellor.post(f"/contacts/{contact['id']}/amendments", {
            "version": contact["version"], "reason": word("reason of an amendment"),
            "changes": self.contact_fields()}).expect(200)

        def told():
            return {"needs": [{"service": "medical_care", "detail": word("need")}],
                    "card": {"age_band": "18_24", "sex": "female", "risk_level": "high",
                             "summary": word("card")}, "agreed_measure": word("agreed measure")}
        connection = counsellor.post("/connections", {
            "contact_id": contact["id"], "urgency": "normal", "channel_used": "phone",
            "target": {"organisation_id": organisation, "kind": "grassroots"}, **told()}).expect(201)
        path = f"/connections/{connection['id']}"
        connection = counsellor.put(path, {"version": connection["version"], **told()}).expect(200)

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
            "blocks": [{"kind": "paragraph", "text": word("paragraph of a paper")},
                       {"kind": "list", "items": [word("item of a paper")]},
                       {"kind": "table", "columns": [word("column of a paper")],
                        "rows": [[word("cell of a paper")]]},
                       {"kind": "chart", "text": word("title of a chart"), "chart": {
                           "form": "bars", "head": word("head of a chart"),
                           "labels": [word("label of a chart")], "unit": word("unit of a chart"),
                           "note": word("note of a chart"),
                           "series": [{"name": word("series of a chart"), "values": [1]}]}}],
            "recipients": [word("recipient of a paper")]}).expect(200)
        document = counsellor.post(paper + "/issuances", {
            "version": document["version"]}).expect(200)
        self.assertEqual(counsellor.get(paper + "/pdf", check=False).bytes[:4], b"%PDF")
        for form in ("print", "docx", "xlsx", "csv", "charts/1"):
            self.assertEqual(counsellor.get(f"{paper}/{form}", check=False).status, 200)
        self.server.sign_in("lanhdao111").post(paper + "/withdrawals", {
            "version": document["version"], "reason": word("paper withdrawn")}).expect(200)
        connection = counsellor.get(path).expect(200)
        step(counsellor, "status-changes", action="complete", outcomes=[
            {"service": "medical_care", "outcome": "met", "note": word("outcome")}])

    def test_a_denunciation_that_is_passed_on(self):
        counsellor = self.server.sign_in("tuvan1")
        contact = self.complete(counsellor, self.start_contact(counsellor), kind="report_of_crime",
                                report_kind="incident", topics=["broker_fraud"], province="33")
        contact = counsellor.post(f"/contacts/{contact['id']}/finalisations", {
            "version": contact["version"]}).expect(200)
        path = f"/contacts/{contact['id']}"
        police = counsellor.get(path + "/competent-bodies").expect(200)["items"][0]
        counsellor.post(path + "/forwardings", {
            "version": contact["version"], "organisation_id": police["id"], "channel": "phone",
            "at": self.server.now.isoformat(), "told": self.word("passed on")}).expect(200)

    def test_a_service_connection_that_is_declined(self):
        word = self.word
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

    def test_the_call_log_of_an_older_system(self):
        word = self.word
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
                 "--hotline", "org.hotline_111", "--counsellor", "tuvan1",
                 *self.server.arguments],
                capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("3", done.stdout)

    def test_duties(self):
        word = self.word
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
        colleague = self.server.sign_in("tuvan2").session["posts"][0]["id"]
        cancelled = lead.post(f"/duties/{cancelled['id']}/transfers", {
            "version": cancelled["version"], "post_id": colleague,
            "reason": word("why a duty was handed on")}).expect(201)
        lead.post(f"/duties/{cancelled['id']}/cancellations", {
            "version": cancelled["version"], "reason": word("why a duty was cancelled")}).expect(200)

    def test_reports(self):
        """Figures, the records behind them, public forms and files of persons are sealed, too."""
        statistician = self.server.sign_in("thongke")
        period = {"from": "2026-01-01", "to": "2026-03-31"}
        counted = statistician.finished(statistician.post(
            "/report-runs", {"report": "hotline", **period}).expect(201))
        prepared = statistician.finished(statistician.post(
            f"/report-versions/{counted['result_id']}/releases", {}).expect(201))
        path = f"/report-releases/{prepared['result_id']}"
        statistician.post(f"{path}/publications", {"version": 1}).expect(201)
        statistician.post(f"{path}/withdrawals", {
            "version": 2, "reason": self.word("why a release was withdrawn")}).expect(201)
        statistician.finished(statistician.post("/person-files", period).expect(201))

    def complete(self, counsellor, contact, **more):
        """What closing asks for, besides."""
        return counsellor.put(f"/contacts/{contact['id']}", {
            "version": contact["version"], "kind": "counselling", "topics": ["psych_support"],
            "ended_at": self.server.now.isoformat(), **more}).expect(200)


class NothingReadableStaysBehind(Conversations, Cases):
    """The search after all words were told; the tests before it only tell."""

    # Sealed columns without a row, and fields of the contract without a word: each with its reason.
    EMPTY = {}
    UNTOLD = {}

    def test_the_search_would_find_them(self):
        canaries = Canaries()
        text = canaries.word("field")
        word = next(iter(canaries.words))
        for data in (text.encode(), unicodedata.normalize("NFD", text).encode(),
                     base64.b64encode(text.encode()), text.upper().encode(), word.encode().hex().encode(),
                     text.encode("utf-16-le")):
            self.assertEqual(canaries.found_in(data), {"field"}, data)
        self.assertEqual(canaries.found_in(b"nothing"), set())

    def test_the_search_finds_what_is_written_readable(self):
        """Into the real database and the real folder, as a leak would."""
        other = Canaries("ChimSonCa")  # what it leaves behind is no find of the last test
        self.write_readable(other.word("a leak"))
        left = self.server.folder / "left-over"
        left.write_text(other.word("a file"))
        try:
            self.assertEqual(self.in_values(other), {"a_leak.told: a leak"})
            files = self.in_files(other)
            self.assertIn("left-over: a file", files)
            self.assertTrue([found for found in files if found.endswith(": a leak")], files)
        finally:
            self.remove_readable()
            left.unlink()

    def test_zz_nothing_is_found(self):
        self.assertEqual([f"{table}.{column}" for table, column in sealed_columns()
                          if f"{table}.{column}" not in self.EMPTY
                          and not self.filled(table, column)], [])
        self.assertEqual(sorted(free_texts() - self.covered - self.UNTOLD.keys()), [])
        self.assertEqual(self.in_files(), set())
        self.assertEqual(self.in_values(), set())
        self.server.stop()
        self.assertEqual(self.in_files(), set())
        self.server.start()


class OnSqlite(NothingReadableStaysBehind, CanaryStory):
    pass


class OnPostgres(NothingReadableStaysBehind, PostgresCanaryStory):
    pass
