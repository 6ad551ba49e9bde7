"""A victim's case as the people on it live through it, and everybody who must not: strangers, colleagues,
the excluded, former members (spec processes section 2; R-069, R-074, R-083; security 3.5).
"""
import uuid

from harness import Story

NAME = "Nhân Vật Hư Cấu"
STORY = "Lời kể chỉ dành cho người hỗ trợ"
EVERYBODY = ["tuvan1", "tuvan2", "truongca1", "lanhdao111", "tuvan_hy", "lanhdao_hy", "ca_tv", "bp_tv",
             "yt_tv", "hpn_tv", "nv_tv", "bt_tv", "yt_donvi", "ca_donvi", "yt_lanhdao", "ca_lanhdao",
             "thongke", "kiemtoan", "quantri"]
MANAGERS = {"truongca1", "lanhdao111"}
PARTS = {"notes": {"kind": "wish", "text": "x"}, "persons": {"kind": "relative"},
         "needs": {"service": "shelter"},
         "conferences": {"at": "2026-03-02T01:00:00Z", "participants": ["x"], "decisions": []},
         "members": {"version": 1, "username": "hpn_tv", "kind": "support"},
         "member-endings": {"version": 1, "user_id": str(uuid.uuid4()), "reason": "x"},
         "exclusions": {"version": 1, "username": "hpn_tv", "reason": "x"},
         "lead-changes": {"version": 1, "username": "hpn_tv", "reason": "x"},
         "status-changes": {"version": 1, "action": "start_support"}}


class Cases(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {name: cls.server.sign_in(name) for name in EVERYBODY}
        cls.lead = cls.people["tuvan1"]

    def start(self, who="tuvan1", **more):
        body = {"entry_road": "hotline", "summary": STORY,
                "person": {"kind": "suspected_victim",
                           "identity": {"full_name": NAME, "phone": "0900 000 031",
                                        "birth": {"year": 2009}},
                           "facts": {"sex": "female", "languages": ["vi"], "where": "in_vn"},
                           "trafficking": {"purposes": ["forced_labour"], "account": STORY}}}
        return self.people[who].post("/cases", {**body, **more}).expect(201)

    def act(self, who, case, part, **body):
        """A change with the version stored now."""
        version = self.lead.get(f"/cases/{case}").expect(200)["version"]
        return self.people[who].post(f"/cases/{case}/{part}", {"version": version, **body})

    def contact(self, **more):
        draft = self.lead.post("/contacts", {
            "hotline_id": self.lead.session["posts"][0]["organisation_id"],
            "channel": "phone_111", "direction": "in", "started_at": self.server.now.isoformat(),
            "kind": "referral", "topics": ["hotline_itself"], "caller_relation": "relative",
            "sex": "female", "age": 15, "province": "33", "summary": "x",
            "phone": "0900 000 032", **more}).expect(201)
        return self.lead.post(f"/contacts/{draft['id']}/finalisations",
                              {"version": draft["version"]}).expect(200)["id"]

    # ---- the work ----

    # a suspected victim has a case like a victim; R-069: of the hotline that opened it.
    def test_a_case_begins_with_a_conversation_and_both_pages_name_each_other(self):
        contact = self.contact()
        case = self.start(contact_id=contact, person={"kind": "suspected_victim"})
        self.assertRegex(case["number"], r"^CA-2026-\d{5}$")
        self.assertEqual((case["state"], case["relation"], case["entry_road"]),
                         ("open", "lead", "hotline"))
        self.assertEqual(case["contact"]["id"], contact)
        person = case["persons"][0]
        self.assertEqual(person["facts"]["sex"], "female")
        self.assertEqual((person["age"]["age_from"], person["age"]["treated_as_child"]), (15, True))
        self.assertIn("phone", person["masked"])
        page = self.lead.get(f"/contacts/{contact}").expect(200)
        self.assertEqual([(c["id"], c["number"]) for c in page["cases"]],
                         [(case["id"], case["number"])])
        colleague = self.people["tuvan2"].get(f"/contacts/{contact}").expect(200)
        self.assertEqual(colleague["cases"], [], "a colleague opens the conversation, not the case")
        self.lead.post("/cases", {"entry_road": "hotline", "contact_id": self.contact(kind="counselling"),
                                  "person": {"kind": "victim"}}).refused(409, "case.contact_not_fit")

    # a minor who accompanies her is a person of the case, and a child until proved otherwise.
    def test_persons_ages_and_masks(self):
        case = self.start()
        person = case["persons"][0]
        self.assertNotIn(NAME, str(case))
        self.assertEqual(set(person["masked"]), {"full_name", "phone", "birth"})
        self.assertTrue(person["age"]["maybe_child"] is False and person["age"]["under_18"])
        saved = self.lead.put(f"/persons/{person['id']}", {
            "version": 1, "identity": {"birth": {"age_from": 17, "age_to": 19}},
            "facts": {"ethnic_group": None, "education": "primary"},
            "guardians": [{"name": "Người Giám Hộ", "relation": "bố dượng", "adverse": True,
                           "adverse_reason": "người đưa đi"}]}).expect(200)
        self.assertEqual((saved["age"]["age_from"], saved["age"]["age_to"], saved["age"]["maybe_child"]),
                         (17, 19, True))
        self.assertEqual(saved["facts"]["languages"], ["vi"], "what is left out stays")
        self.assertEqual(saved["guardians"][0]["adverse"], True)
        self.assertIn("guardians", saved["masked"])
        shown = self.lead.post("/person-reveals", {
            "person_id": person["id"], "fields": ["full_name", "guardians"],
            "reason": "gọi lại cho người bệnh"}).expect(200)["values"]
        self.assertEqual(shown["full_name"], NAME)
        self.assertNotIn("phone", shown)
        self.lead.post("/person-reveals", {"person_id": person["id"], "fields": ["full_name"],
                                           "reason": ""}).refused(400, "request.invalid")
        self.lead.put(f"/persons/{person['id']}", {"version": 1}).refused(409, "stale")
        refused = self.lead.put(f"/persons/{person['id']}", {
            "version": 2, "identity": {"birth": {"year": 2009, "month": 2, "day": 30}},
            "facts": {"sex": "splendid"},
            "trafficking": {"purposes": ["nothing_known"]},
            "guardians": [{"relation": "mẹ"}]}).refused(400, "request.invalid")
        self.assertEqual(refused["facts.sex"], "unknown_value")
        self.assertEqual(refused["trafficking.purposes"], "unknown_value")
        self.assertEqual(refused["guardians.0.name"], "required")
        long = self.lead.put(f"/persons/{person['id']}", {
            "version": 2, "identity": {"full_name": "x" * 201}}).refused(400, "request.invalid")
        self.assertEqual(long, {"identity.full_name": "too_long"})
        minor = self.lead.post(f"/cases/{case['id']}/persons",
                               {"kind": "accompanying_minor"}).expect(201)
        self.assertEqual((minor["position"], minor["age"]["treated_as_child"]), (2, True))
        trail = self.people["kiemtoan"].get(
            f"/audit-entries?object_id={person['id']}").expect(200)["items"]
        self.assertIn("person.reveal", {entry["action"] for entry in trail})

    def test_needs_conferences_and_their_duties(self):
        case = self.start()["id"]
        need = self.lead.post(f"/cases/{case}/needs", {
            "service": "shelter", "detail": "nơi ở tạm", "wish": "gần trường"}).expect(201)
        done = self.lead.put(f"/needs/{need['id']}", {
            "version": 1, "state": "met", "note": "đã vào ở"}).expect(200)
        self.assertEqual((done["state"], done["wish"]), ("met", "gần trường"))
        self.lead.put(f"/needs/{need['id']}", {"version": 1, "state": "met"}).refused(409, "stale")
        self.lead.put(f"/needs/{need['id']}", {"version": 2, "state": "nearly"}).refused(
            400, "request.invalid")
        health = self.people["yt_tv"].session["posts"][0]["organisation_id"]
        held = self.lead.post(f"/cases/{case}/conferences", {
            "at": self.server.now.isoformat(), "participants": ["Tổng đài", "Sở Y tế"],
            "decisions": [{"text": "khám sức khỏe", "organisation_id": health,
                           "due_on": "2026-03-06"}]}).expect(201)
        duty = held["decisions"][0]["duty_id"]
        shown = self.people["yt_tv"].get(f"/duties/{duty}").expect(200)
        self.assertEqual((shown["rule_code"], shown["due_at"]),
                         ("CASE_DECISION", "2026-03-06T17:00:00.000Z"))
        page = self.lead.get(f"/cases/{case}").expect(200)
        self.assertEqual(page["whose_turn"]["organisation_id"], health)
        line = next(c for c in self.lead.get("/cases?scope=mine&limit=200").expect(200)["items"]
                    if c["id"] == case)
        self.assertEqual(line["next_due_at"], "2026-03-06T17:00:00.000Z")

    def test_closing_needs_everything_settled_and_a_case_can_be_opened_again(self):
        case = self.start()["id"]
        health = self.people["yt_tv"].session["posts"][0]["organisation_id"]
        held = self.lead.post(f"/cases/{case}/conferences", {
            "at": self.server.now.isoformat(), "participants": ["Tổng đài"],
            "decisions": [{"text": "x", "organisation_id": health,
                           "due_on": "2026-03-06"}]}).expect(201)
        self.act("tuvan1", case, "status-changes", action="reopen").refused(409, "case.wrong_state")
        self.act("tuvan1", case, "status-changes", action="start_support").expect(200)
        missing = self.act("tuvan1", case, "status-changes", action="close").refused(
            400, "request.invalid")
        self.assertEqual(missing, {"reason": "required", "outcome": "required",
                                   "re_trafficking_risk": "required", "next_followup_on": "required",
                                   "open_duty_reasons": "one_per_open_duty"})
        closing = {"action": "close", "reason": "goals_met", "outcome": "đã về với gia đình",
                   "re_trafficking_risk": "low", "next_followup_on": "2026-09-01"}
        self.act("tuvan1", case, "status-changes", **{**closing, "reason": "no_such_code"}).refused(
            400, "request.invalid")
        closed = self.act("tuvan1", case, "status-changes", **closing, open_duty_reasons=[
            {"duty_id": held["decisions"][0]["duty_id"], "reason": "đã làm ở nơi khác"}]).expect(200)
        self.assertEqual((closed["state"], closed["closure"]["reason"]), ("closed", "goals_met"))
        self.assertEqual([d["rule_code"] for d in closed["duties"] if d["state"] == "open"],
                         ["CASE_FOLLOW_UP"])
        self.lead.post(f"/cases/{case}/needs", {"service": "shelter"}).refused(409, "case.closed")
        self.lead.put(f"/persons/{closed['persons'][0]['id']}", {"version": 1}).refused(
            409, "case.closed")
        self.act("tuvan1", case, "status-changes", action="reopen").refused(400, "request.invalid")
        again = self.act("tuvan1", case, "status-changes", action="reopen",
                         reason="bị đe dọa trở lại").expect(200)
        self.assertEqual((again["state"], again["closure"]), ("open", None))

    def test_a_case_is_not_closed_while_a_referral_is_under_way(self):
        case = self.start()
        referral = self.lead.post("/referrals", {
            "case_id": case["id"], "person_id": case["persons"][0]["id"]}).expect(201)
        closing = {"action": "close", "reason": "goals_met", "outcome": "xong",
                   "re_trafficking_risk": "low", "followup_waiver": "x"}
        self.act("tuvan1", case["id"], "status-changes", **closing).refused(
            409, "case.referral_running")
        version = self.lead.get(f"/referrals/{referral['id']}").expect(200)["version"]
        self.lead.post(f"/referrals/{referral['id']}/status-changes", {
            "version": version, "action": "cancel", "reason": "entered_in_error"}).expect(200)
        self.act("tuvan1", case["id"], "status-changes", **closing).expect(200)

    # ---- who sees what ----

    def who_sees(self, case):
        """Names of those for whom the case exists. For all others every route answers byte for byte as
        for a case that nobody ever made, and no list of theirs shows it."""
        seeing = set()
        person = self.lead.get(f"/cases/{case}").expect(200)["persons"][0]["id"]
        for name, client in self.people.items():
            listed = case in {line["id"] for line in
                              client.get("/cases?limit=200", check=False).json.get("items", [])}
            there = client.get(f"/cases/{case}", check=False)
            self.assertEqual(there.status == 200, listed, f"{name}: list and page agree")
            if there.status == 200:
                seeing.add(name)
                self.assertEqual(client.get(f"/persons/{person}").expect(200)["id"], case)
                continue
            nothing = str(uuid.uuid4())
            for part in ("", "/timeline"):
                self.same(name, [client.get(f"/cases/{one}{part}", check=False)
                                 for one in (case, nothing)])
            for part, body in PARTS.items():
                self.same(name, [client.post(f"/cases/{one}/{part}", body, check=False)
                                 for one in (case, nothing)])
            self.same(name, [client.get(f"/persons/{one}", check=False)
                             for one in (person, nothing)])
            self.same(name, [client.put(f"/persons/{one}", {"version": 1}, check=False)
                             for one in (person, nothing)])
            self.same(name, [client.post("/person-reveals", {
                "person_id": one, "fields": ["full_name"], "reason": "x"}, check=False)
                for one in (person, nothing)])
        return seeing

    def same(self, name, answers):
        there, nowhere = answers
        self.assertEqual((there.status, there.bytes), (nowhere.status, nowhere.bytes),
                         f"{name}: {there.request}")
        self.assertIn(there.status, (403, 404), f"{name}: {there.request}")

    def test_need_to_know(self):
        case = self.start()["id"]
        self.assertEqual(self.who_sees(case), {"tuvan1"} | MANAGERS)
        for name, kind in (("hpn_tv", "support"), ("ca_tv", "investigation"), ("bp_tv", "protection"),
                           ("bt_tv", "legal"), ("nv_tv", "interpreter")):
            self.act("tuvan1", case, "members", username=name, kind=kind).expect(200)
        members = {"hpn_tv", "ca_tv", "bp_tv", "bt_tv", "nv_tv"}
        self.assertEqual(self.who_sees(case), {"tuvan1"} | MANAGERS | members)
        marks = {name: self.people[name].get(f"/cases/{case}").expect(200)["marks"]
                 for name in members | {"lanhdao111"}}
        self.assertEqual(marks, {"hpn_tv": ["work", "identity", "narrative"], "ca_tv": ["work"],
                                 "bp_tv": ["work", "identity"], "bt_tv": ["work", "identity"],
                                 "nv_tv": ["work"], "lanhdao111": ["work", "identity"]})
        page = self.lead.get(f"/cases/{case}").expect(200)
        self.assertEqual({(s["relation"], s["marks"][-1]) for s in page["who_sees_what"]},
                         {("lead", "narrative"), ("member_support", "narrative"),
                          ("member_investigation", "work"), ("member_protection", "identity"),
                          ("member_legal", "identity"), ("member_interpreter", "work"),
                          ("manager", "identity")})
        for name in members - {"hpn_tv"}:
            seen = self.people[name].get(f"/cases/{case}")
            self.assertNotIn(STORY.encode(), seen.bytes, name)
            self.assertIsNone(seen.json["summary"])
            self.assertIsNone(seen.json["persons"][0]["trafficking"])
        person = page["persons"][0]["id"]
        for name, status in (("ca_tv", 404), ("nv_tv", 404), ("hpn_tv", 200), ("lanhdao111", 200)):
            self.people[name].post("/person-reveals", {
                "person_id": person, "fields": ["full_name"], "reason": "x"}).expect(status)
        self.people["ca_tv"].put(f"/persons/{person}", {
            "version": 1, "identity": {"full_name": "x"}}).refused(403, "person.part_not_yours")
        self.people["ca_tv"].put(f"/cases/{case}", {
            "version": page["version"], "summary": "x"}).refused(403, "case.part_not_yours")
        self.people["nv_tv"].post(f"/cases/{case}/notes", {"kind": "wish", "text": "x"}).refused(
            404, "not_found")
        self.act("hpn_tv", case, "members", username="yt_tv", kind="support").refused(
            404, "not_found")

    def test_walls_between_support_and_investigation(self):
        case = self.start()["id"]
        self.act("tuvan1", case, "members", username="hpn_tv", kind="support").expect(200)
        self.act("tuvan1", case, "members", username="ca_tv", kind="investigation").expect(200)
        self.act("tuvan1", case, "members", username="bp_tv", kind="protection").expect(200)

        def note(who, kind, status=201):
            return self.people[who].post(f"/cases/{case}/notes",
                                         {"kind": kind, "text": f"{kind} {who}"}).expect(status)
        note("hpn_tv", "support")
        note("ca_tv", "investigation")
        note("bp_tv", "protection")
        note("hpn_tv", "wish")
        note("hpn_tv", "investigation", 403)
        note("tuvan1", "investigation", 403)
        note("ca_tv", "support", 403)
        note("hpn_tv", "protection", 403)

        def reads(who):
            items = self.people[who].get(f"/cases/{case}/timeline").expect(200)["items"]
            return {e["kind"][5:] for e in items if e["kind"].startswith("note_")}
        self.assertEqual(reads("tuvan1"), {"support", "protection", "wish"})
        self.assertEqual(reads("hpn_tv"), {"support", "wish"})
        self.assertEqual(reads("ca_tv"), {"investigation"})
        self.assertEqual(reads("bp_tv"), {"protection", "wish"})
        self.assertEqual(reads("lanhdao111"), {"wish"})

    def test_the_timeline_comes_in_pages_newest_first(self):
        case = self.start()["id"]
        for number in range(7):
            self.lead.post(f"/cases/{case}/notes", {"kind": "wish", "text": str(number)}).expect(201)
        found, cursor = [], ""
        while cursor is not None:
            page = self.lead.get(f"/cases/{case}/timeline?limit=3&cursor={cursor}").expect(200)
            self.assertLessEqual(len(page["items"]), 3)
            found += page["items"]
            cursor = page["next"]
        self.assertEqual([e["number"] for e in found], list(range(8, 0, -1)))
        self.assertEqual(found[-1]["kind"], "case_opened")
        wishes = self.lead.get(f"/cases/{case}/timeline?kind=note_wish").expect(200)["items"]
        self.assertEqual([e["texts"][0]["text"] for e in wishes], list("6543210"))
        self.lead.get(f"/cases/{case}/timeline?cursor=x").refused(400, "request.invalid")

    # ---- abuse ----

    def test_an_exclusion_beats_every_right(self):
        case = self.start()["id"]
        self.act("tuvan1", case, "members", username="hpn_tv", kind="support").expect(200)
        for name in ("hpn_tv", "lanhdao111"):
            seen = self.act("tuvan1", case, "exclusions", username=name,
                            reason="người nhà của nghi phạm").expect(200)
        self.assertEqual(seen["exclusions"]["count"], 2)
        self.assertEqual(self.who_sees(case), {"tuvan1", "truongca1"})
        self.act("tuvan1", case, "members", username="hpn_tv", kind="support").refused(
            409, "case.member_excluded")
        self.act("tuvan1", case, "lead-changes", username="lanhdao111", reason="x").refused(
            409, "case.member_excluded")
        self.act("truongca1", case, "exclusions", username="tuvan1", reason="x").refused(
            409, "case.lead_not_excludable")
        member = self.act("tuvan1", case, "members", username="ca_tv", kind="investigation").expect(200)
        self.assertEqual(len(member["members"]), 1)
        shown = self.people["ca_tv"].get(f"/cases/{case}").expect(200)
        self.assertEqual(shown["exclusions"], {"count": 2, "items": None})

    def test_a_former_member_and_a_former_lead_see_nothing(self):
        case = self.start()["id"]
        with_member = self.act("tuvan1", case, "members", username="yt_tv", kind="support").expect(200)
        user = with_member["members"][0]["user_id"]
        self.act("tuvan1", case, "members", username="yt_tv", kind="legal").refused(
            409, "case.already_member")
        self.act("tuvan1", case, "member-endings", user_id=user, reason="đã xong").expect(200)
        self.assertEqual(self.who_sees(case), {"tuvan1"} | MANAGERS)
        self.act("tuvan1", case, "member-endings", user_id=user, reason="x").refused(
            409, "case.not_a_member")
        self.act("tuvan1", case, "members", username="nobody_there", kind="support").refused(
            400, "request.invalid")
        self.act("tuvan1", case, "members", username="kiemtoan", kind="support").refused(
            400, "request.invalid")
        changed = self.act("tuvan1", case, "lead-changes", username="hpn_tv",
                           reason="chuyển về nơi ở").expect(200)
        self.assertEqual(changed["lead"]["user_id"], self.people["hpn_tv"].session["user"]["id"])
        for name in ("tuvan1", "truongca1", "lanhdao111"):
            self.people[name].get(f"/cases/{case}").refused(404, "not_found")
        new_lead = self.people["hpn_tv"].get(f"/cases/{case}").expect(200)
        self.assertEqual(new_lead["relation"], "lead")

    def test_a_stale_decision_is_refused(self):
        case = self.start()
        self.lead.put(f"/cases/{case['id']}", {"version": 1, "summary": "a"}).expect(200)
        self.lead.put(f"/cases/{case['id']}", {"version": 1, "summary": "b"}).refused(409, "stale")
        self.lead.post(f"/cases/{case['id']}/members", {
            "version": 1, "username": "hpn_tv", "kind": "support"}).refused(409, "stale")
        self.lead.put(f"/cases/{case['id']}", {"version": 2, "entry_road": "by_sea"}).refused(
            400, "request.invalid")
        refused = self.lead.post("/cases", {"entry_road": "hotline", "summary": "x" * 20001,
                                            "person": {"kind": "ghost"}}).refused(
            400, "request.invalid")
        self.assertEqual(refused, {"summary": "too_long", "person.kind": "unknown_value"})
        self.people["quantri"].post("/cases", {"entry_road": "hotline",
                                               "person": {"kind": "victim"}}).expect(403)

    def test_lists_come_in_pages_and_hide_nothing_that_opens(self):
        made = {self.start("tuvan_hy")["id"] for _ in range(5)}
        client = self.people["tuvan_hy"]
        found, cursor = [], ""
        while cursor is not None:
            page = client.get(f"/cases?limit=2&scope=mine&cursor={cursor}").expect(200)
            found += [line["id"] for line in page["items"]]
            cursor = page["next"]
        self.assertLessEqual(made, set(found))
        self.assertEqual(len(found), len(set(found)))
        manager = self.people["lanhdao_hy"].get("/cases?scope=organisation&limit=200").expect(200)
        self.assertLessEqual(made, {line["id"] for line in manager["items"]})
        closed = client.get("/cases?state=closed&limit=200").expect(200)["items"]
        self.assertFalse(made & {line["id"] for line in closed})
        client.get("/cases?state=asleep").refused(400, "request.invalid")
        client.get("/cases?scope=everything").refused(400, "request.invalid")
        client.get("/cases?cursor=x").refused(400, "request.invalid")


class Closed(Story):
    def test_thirty_days_after_closing_only_the_lead_and_the_managers_are_left(self):
        lead, member = self.server.sign_in("tuvan1"), self.server.sign_in("hpn_tv")
        case = lead.post("/cases", {"entry_road": "hotline",
                                    "person": {"kind": "victim"}}).expect(201)
        case = lead.post(f"/cases/{case['id']}/members", {
            "version": 1, "username": "hpn_tv", "kind": "support"}).expect(200)
        lead.post(f"/cases/{case['id']}/status-changes", {
            "version": case["version"], "action": "close", "reason": "goals_met", "outcome": "xong",
            "re_trafficking_risk": "low", "followup_waiver": "không muốn"}).expect(200)
        member.get(f"/cases/{case['id']}").expect(200)
        self.server.advance(days=31)
        member, lead = self.server.sign_in("hpn_tv"), self.server.sign_in("tuvan1")
        member.get(f"/cases/{case['id']}").refused(404, "not_found")
        self.assertNotIn(case["id"], {line["id"] for line in
                                      member.get("/cases?limit=200").expect(200)["items"]})
        self.assertEqual(lead.get(f"/cases/{case['id']}").expect(200)["state"], "closed")
        manager = self.server.sign_in("lanhdao111")
        manager.get(f"/cases/{case['id']}").expect(200)
