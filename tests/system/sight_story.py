"""Who sees what, asked of the running system by everybody: and to all others a record that exists looks
exactly like one that does not (security 3.5; R-069, R-125, R-013).
"""
import uuid

from harness import Story

HOTLINE = {"tuvan1", "tuvan2", "truongca1", "lanhdao111"}
LEADS = {"truongca1", "lanhdao111"}
HEALTH = {"yt_tv", "yt_lanhdao"}
EVERYBODY = ["tuvan1", "tuvan2", "truongca1", "lanhdao111", "tuvan_hy", "lanhdao_hy", "ca_tv", "bp_tv",
             "yt_tv", "hpn_tv", "nv_tv", "bt_tv", "yt_donvi", "ca_donvi", "yt_lanhdao", "ca_lanhdao",
             "thongke", "kiemtoan", "quantri"]
READS = {"contacts": ["", "/versions"],
         "connections": ["", "/timeline", "/suggested-targets"],
         "documents": ["", "/pdf", "/print", "/charts/1", "/docx", "/xlsx", "/csv"],
         "duties": [""]}
WRITES = {"contacts": {"finalisations": {}, "discards": {"reason": "x"}, "takeovers": {"reason": "x"},
                       "risk-flags": {"reason": "x"}, "risk-clearances": {"reason": "x"},
                       "follow-ups": {"due_at": "2026-03-03T03:00:00Z"},
                       "amendments": {"reason": "x", "changes": {"advice": "x"}}},
          "connections": {"status-changes": {"action": "acknowledge"}, "messages": {"text": "x"},
                          "results": {"situation": "x", "result": "x"},
                          "handling-records": {"handled_by": "x", "reported_to": "x"},
                          "call-attempts": {"at": "2026-03-02T02:00:00Z", "reached": False},
                          "written-reports": {}},
          "documents": {"issuances": {}, "withdrawals": {"reason": "x"}},
          "duties": {"completions": {}, "cancellations": {"reason": "x"},
                     "transfers": {"reason": "x", "post_id": str(uuid.uuid4())}}}


class Sight(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {name: cls.server.sign_in(name) for name in EVERYBODY}
        cls.counsellor = cls.people["tuvan1"]
        cls.health = cls.people["yt_tv"].session["posts"][0]["organisation_id"]

    def contact(self, finished):
        contact = self.counsellor.post("/contacts", {
            "hotline_id": self.counsellor.session["posts"][0]["organisation_id"],
            "channel": "phone_111", "direction": "in", "started_at": self.server.now.isoformat(),
            "kind": "counselling", "topics": ["hotline_itself"], "caller_relation": "relative",
            "sex": "female", "province": "33", "summary": "x", "phone": "0900 000 012"}).expect(201)
        if finished:
            contact = self.counsellor.post(f"/contacts/{contact['id']}/finalisations",
                                           {"version": contact["version"]}).expect(200)
        return contact["id"]

    def connection(self, *actions):
        """Sent to the health body; `actions` follow as (who, action, more)."""
        connection = self.counsellor.post("/connections", {
            "contact_id": self.contact(True), "channel_used": "phone",
            "needs": [{"service": "medical_care"}], "card": {"sex": "female", "summary": "x"},
            "target": {"organisation_id": self.health, "kind": "grassroots"}}).expect(201)
        for who, action, more in actions:
            connection = self.people[who].post(
                f"/connections/{connection['id']}/status-changes",
                {"version": connection["version"], "action": action, **more}).expect(200)
        return connection["id"]

    def who_sees(self, kind, record, colleagues=()):
        """Names of those for whom the record exists. For all others every route, reading or changing,
        must answer byte for byte as for a record that nobody ever made. `colleagues` may learn who
        holds a draft of their hotline."""
        seeing = set()
        for name, person in self.people.items():
            answer = person.get(f"/{kind}/{record}")
            if answer.status == 200:
                seeing.add(name)
            if answer.status == 200 or name in colleagues:
                continue
            nothing = str(uuid.uuid4())
            for part in READS[kind]:
                self.assert_same(name, [person.get(f"/{kind}/{one}{part}", check=False)
                                        for one in (record, nothing)])
            for part, body in WRITES[kind].items():
                self.assert_same(name, [person.post(f"/{kind}/{one}/{part}", {"version": 1, **body},
                                                    check=False) for one in (record, nothing)])
        return seeing

    def assert_same(self, name, answers):
        there, nowhere = answers
        self.assertEqual((there.status, there.bytes), (nowhere.status, nowhere.bytes),
                         f"{name}: {there.request}")
        self.assertIn(there.status, (403, 404), f"{name}: {there.request}")

    def test_conversations(self):
        draft = self.contact(False)
        self.assertEqual(self.who_sees("contacts", draft, colleagues={"tuvan2"}), {"tuvan1"} | LEADS)
        self.people["tuvan2"].post(f"/contacts/{draft}/finalisations", {"version": 1}).refused(
            409, "contact.taken")
        finished = self.contact(True)
        self.assertEqual(self.who_sees("contacts", finished), HOTLINE)
        for name in set(EVERYBODY) - HOTLINE:
            self.assert_same(name, [self.people[name].post(
                "/contact-reveals", {"contact_id": one, "field": "phone", "reason": "x"},
                check=False) for one in (finished, str(uuid.uuid4()))])
            self.assert_same(name, [self.people[name].post("/connections", {"contact_id": one},
                                                           check=False)
                                    for one in (finished, str(uuid.uuid4()))])

    def test_connections(self):
        self.assertEqual(self.who_sees("connections", self.connection()), HOTLINE)
        send = ("tuvan1", "send", {})
        self.assertEqual(self.who_sees("connections", self.connection(send)), HOTLINE | HEALTH)
        take_up = ("yt_tv", "acknowledge", {})
        self.assertEqual(self.who_sees("connections", self.connection(send, take_up)),
                         HOTLINE | HEALTH)
        unit = self.people["yt_donvi"].session["posts"][0]["unit_id"]
        self.assertEqual(
            self.who_sees("connections", self.connection(
                send, take_up, ("yt_tv", "delegate", {"unit_id": unit}))),
            HOTLINE | HEALTH | {"yt_donvi"})
        decline = ("yt_tv", "decline", {"reason": "no_capacity"})
        self.assertEqual(self.who_sees("connections", self.connection(send, decline)), HOTLINE)
        withdraw = ("tuvan1", "withdraw", {"reason": "not_needed"})
        self.assertEqual(self.who_sees("connections", self.connection(send, withdraw)), HOTLINE)
        self.assertEqual(self.who_sees("connections", self.connection(send, take_up, withdraw)),
                         HOTLINE | HEALTH)

    def test_papers(self):
        connection = self.connection(("tuvan1", "send", {}), ("yt_tv", "acknowledge", {}))
        version = self.counsellor.get(f"/connections/{connection}").expect(200)["version"]
        paper = self.counsellor.post(f"/connections/{connection}/written-reports",
                                     {"version": version}).expect(201)
        self.assertEqual(self.who_sees("documents", paper["id"]), {"tuvan1"} | LEADS)

    def test_duties(self):
        contact = self.contact(False)
        version = self.counsellor.get(f"/contacts/{contact}").expect(200)["version"]
        self.counsellor.post(f"/contacts/{contact}/follow-ups", {
            "version": version, "due_at": "2026-03-03T03:00:00Z"}).expect(200)
        duties = self.counsellor.get("/duties?scope=mine&state=open&limit=200").expect(200)["items"]
        duty = next(duty["id"] for duty in duties if duty["subject"]["id"] == contact)
        self.assertEqual(self.who_sees("duties", duty), HOTLINE)

    def test_the_phone_number_is_masked_for_all_but_its_counsellor(self):
        contact = self.contact(True)
        for name in HOTLINE:
            seen = self.people[name].get(f"/contacts/{contact}").expect(200)
            self.assertEqual(seen["phone"], "•••• 012", name)

    def answering(self, path):
        """Names of those to whom the path is answered; the others are refused in one and the same
        way."""
        answers = {name: person.get(path, check=False) for name, person in self.people.items()}
        refused = {name: answer for name, answer in answers.items() if answer.status != 200}
        for name, answer in refused.items():
            self.assertIn(answer.status, (403, 404), f"{name}: {answer.bytes}")
        return set(answers) - set(refused)

    def test_figures_and_the_records_behind_them(self):
        own = self.counsellor.session["posts"][0]["organisation_id"]
        period = f"hotline_id={own}&from=2026-01-01&to=2026-03-31"
        self.assertEqual(self.answering(f"/reports/hotline?{period}"), LEADS | {"thongke"})
        records = f"/reports/hotline/records?{period}&section=kind&code=counselling"
        self.assertEqual(self.answering(records), LEADS)
        other = self.people["tuvan_hy"].session["posts"][0]["organisation_id"]
        self.assertEqual(self.answering(f"/reports/hotline?{period.replace(own, other)}"),
                         {"lanhdao_hy", "thongke"})
        members = self.answering("/reports/working-group?month=2026-02")
        self.assertFalse(members & {"tuvan1", "tuvan2", "yt_donvi", "kiemtoan", "quantri"}, members)
