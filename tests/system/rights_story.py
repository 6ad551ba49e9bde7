"""What a person has a right to, whoever she is: to be heard, told, protected, to stay somewhere, to go home
(R-035, R-075 to R-077, R-081, R-119 to R-122).
"""
from transfer import ACCEPTANCE, OPINION, PAPERS, TransferStory

FACILITIES = {"social_facility", "victim_facility", "shelter"}


class WhatSheHasARightTo(TransferStory):
    # what stands in the way is named, and her no counts.
    def test_every_closed_gate_says_what_is_missing(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.draft(lead, case, person, self.own(health))
        shut = {gate["gate"]: gate["missing"] for gate in referral["gates"] if not gate["open"]}
        self.assertIn("send", shut)
        self.assertTrue(all(shut.values()), shut)
        self.step(lead, referral["id"], "victim_opinion",
                  {**OPINION, "opinion": "refuses"}).expect(200)
        self.assertEqual(self.look(lead, referral["id"])["status"], "withdrawn_by_victim")

    # nobody decides for her before she was told what there is, how it goes and its limits.
    def test_she_is_told_before_she_decides(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.send(lead, case, person, self.own(health))
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        untold = self.step(lead, referral, "final_decision", {
            "decision": "go", "decided_on": self.server.now.date().isoformat(),
            "words": "tôi đi", "availability_confirmed_by": "Người Thử Hai",
            "availability_confirmed_at": self.server.now.isoformat()})
        self.assertEqual(set(untold.refused(400, "request.invalid")), {
            "final_decision.explained_services", "final_decision.explained_procedures",
            "final_decision.explained_limits"})
        self.decide(lead, referral).expect(200)
        told = next(step["final_decision"] for step in self.look(lead, referral)["steps"]
                    if step["step"] == "final_decision")
        self.assertEqual(told["explained_limits"], "không có chỗ cho gia đình")

    # a relative in danger is assessed and has measures of her own.
    def test_a_relative_is_protected_too(self):
        lead, stranger = self.sign_in("tuvan1", "tuvan_hy")
        case, person = self.person(lead)
        relative = lead.post(f"/cases/{case}/persons", {"kind": "relative"}).expect(201)["id"]
        self.assess(lead, relative, "high")
        plan = {"version": 0, "emergency_measures": "chuyển trường cho con, báo công an xã",
                "safe_contact": {"do_not_call": True}}
        saved = lead.put(f"/persons/{relative}/safety-plan", plan).expect(200)["safety_plan"]
        self.assertEqual(saved["emergency_measures"], plan["emergency_measures"])
        hers = lead.get(f"/persons/{person}/risk-assessments").expect(200)
        self.assertIsNone(hers["safety_plan"])
        stranger.get(f"/persons/{relative}/risk-assessments").refused(404, "not_found")

    # facilities of three kinds are known, and who serves this with a place to stay is found.
    def test_who_has_nowhere_to_go_may_stay(self):
        lead = self.sign_in("tuvan1")
        kinds = {item["code"] for item in lead.get("/code-lists").expect(200)["items"]
                 if item["list"] == "organisation_type"}
        self.assertLessEqual(FACILITIES, kinds)
        found = lead.post("/service-searches", {
            "need": "shelter", "province": "33",
            "as_of": self.server.now.date().isoformat()}).expect(200)["items"]
        self.assertTrue(found)
        case, person = self.start_case(lead)
        need = lead.post(f"/cases/{case}/needs", {
            "person_id": person, "service": "shelter", "detail": "không có nơi ở",
            "wish": "muốn ở tạm"}).expect(201)
        self.assertEqual((need["service"], need["wish"]), ("shelter", "muốn ở tạm"))

    # somebody of another country stays, eats, is understood and has legal help, and her return is
    # a matter of its own.
    def test_a_foreign_victim_has_support_before_any_return(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        lead.put(f"/persons/{person}", {"version": 1, "facts": {
            "where": "in_vn", "citizenship": "kh", "residence_class": "foreign"}}).expect(200)
        needs = ["shelter", "food_items", "interpretation", "legal_aid"]
        referral = self.send(lead, case, person, self.own(health), needs=needs)
        seen = self.look(health, referral)
        self.assertEqual(seen["needs"], needs)
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)

    # who was abused is received, whether she was trafficked or not.
    def test_an_abused_child_is_supported_without_being_identified_first(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        draft = lead.post("/contacts", {
            "hotline_id": self.own(lead), "channel": "phone_111", "direction": "in",
            "started_at": self.server.now.isoformat(), "kind": "referral",
            "topics": ["child_abuse"], "caller_relation": "relative", "sex": "female",
            "province": "33", "summary": "bị xâm hại"}).expect(201)
        contact = lead.post(f"/contacts/{draft['id']}/finalisations",
                            {"version": draft["version"]}).expect(200)["id"]
        case = lead.post("/cases", {"entry_road": "hotline", "contact_id": contact,
                                    "person": {"kind": "suspected_victim"}}).expect(201)
        person = case["persons"][0]["id"]
        self.assess(lead, person, "high")
        referral = self.send(lead, case["id"], person, self.own(health), needs=["crisis"])
        self.assertEqual(self.look(lead, referral)["status"], "sent")
        shown = lead.get(f"/cases/{case['id']}").expect(200)["persons"][0]
        self.assertEqual(shown["identification"], "none")

    # each side knows at once what the other did; the answer has a clock.
    def test_both_sides_know_at_once(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.send(lead, case, person, self.own(health))
        self.assertIn(referral, self.work(health))
        self.assertNotIn(referral, self.work(lead))
        self.assertEqual(self.clocks(lead, referral)["RA1"], "open")
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.assertIn(referral, self.work(lead))
        self.assertEqual(self.clocks(lead, referral)["RA1"], "done")

    # taken home instead of to a facility, with the same record.
    def test_she_is_taken_home(self):
        lead, women = self.sign_in("tuvan1", "hpn_tv")
        case, person = self.person(lead, "medium")
        referral = self.send(lead, case, person, self.own(women), needs=["escort"])
        self.act(women, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.decide(lead, referral).expect(200)
        self.consent(lead, person, self.own(women)).expect(201)
        self.step(lead, referral, "documents_consent", PAPERS).expect(200)
        self.step(lead, referral, "travel", self.escorted()).expect(200)
        self.act(lead, referral, "depart").expect(200)
        self.server.advance(minutes=5)
        done = self.hand_over(lead, women, referral)
        self.assertEqual((done["status"], done["needs"]), ("handed_over", ["escort"]))
