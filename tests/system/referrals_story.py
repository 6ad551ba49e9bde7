"""The seven-step referral, by the people of both sides in turn (R-014 to R-033,
R-126, R-127). From reception to lasting support: R-123."""
from transfer import ACCEPTANCE, ALONE, EVALUATION, OPINION, PAPERS, TransferStory

OUTCOMES = [{"service": "shelter", "outcome": "met"}]


class FromTheCaseToTheFollowUp(TransferStory):
    def test_declined_once_accepted_escorted_handed_over_and_followed_up(self):
        lead, women, health = self.sign_in("tuvan1", "hpn_tv", "yt_tv")
        case, person = self.person(lead, "high")
        referral = self.draft(lead, case, person, self.own(women))
        self.assertEqual((referral["status"], referral["card"]["risk_level"]), ("draft", "high"))
        first = referral["id"]
        women.get(f"/referrals/{first}").refused(404, "not_found")

        # Risk and opinion come before anybody is asked.
        missing = self.act(lead, first, "send").refused(409, "referral.gate_closed")
        self.assertEqual(missing, {"risk_assessment": "required", "victim_opinion": "required"})
        self.step(lead, first, "risk_assessment", {"relevance": "đối tượng ở gần"}).expect(200)
        self.step(lead, first, "victim_opinion", OPINION).expect(200)
        lead.put(f"/referrals/{first}", {"version": self.version(lead, first),
                                         "summary": "cần chỗ ở ngay"}).expect(200)
        sent = self.act(lead, first, "send").expect(200)
        self.assertRegex(sent["number"], r"^CT-2026-\d{5}$")
        self.assertEqual(self.clocks(lead, first), {"RA1": "open", "T4": "open"})

        # The first declines at once and has lost sight; it is not suggested again.
        self.act(women, first, "decline", reason="no_capacity").expect(200)
        women.get(f"/referrals/{first}").refused(404, "not_found")
        self.act(women, first, "accept", acceptance=ACCEPTANCE).refused(404, "not_found")
        self.assertEqual(self.clocks(lead, first)["R31"], "open")
        names = lead.get(f"/referrals/{first}/suggested-targets").expect(200)["items"]
        self.assertNotIn(self.own(women), [one["organisation"]["id"] for one in names])
        target = {"organisation_id": self.own(women)}
        self.part(lead, first, "reroutes", target=target).refused(400, "request.invalid")
        second = self.part(lead, first, "reroutes",
                           target={"organisation_id": self.own(health)}).expect(201)["id"]
        self.act(lead, second, "send").expect(200)
        self.assertEqual(self.clocks(lead, first)["R31"], "done")

        # The next one has it in its work, sees the card and nobody's name, and accepts in writing.
        self.assertIn(second, [line["id"] for line in
                               health.get("/referrals?scope=inbox").expect(200)["items"]])
        self.assertEqual(self.work(health), [second])
        self.assertEqual(self.work(women), [])
        card = self.look(health, second)
        self.assertNotIn("Mẫu", str(card["card"]))
        self.assertEqual((card["person_id"], card["case_id"], card["identity_available"]),
                         (None, None, False))
        self.act(health, second, "acknowledge").expect(200)
        self.identity(health, second).refused(409, "referral.gate_closed")
        self.act(health, second, "accept", acceptance=ACCEPTANCE).expect(200)
        self.assertEqual((self.work(lead), self.work(health)), ([second], []))
        self.assertEqual(self.identity(health, second).refused(409, "referral.gate_closed"),
                         {"consent": "required"})
        paper = lead.get(f"/referrals/{second}/papers/acceptance/pdf")
        self.assertTrue(paper.status == 200 and paper.bytes.startswith(b"%PDF"))

        # Decision, consent by item, papers: now the receiver learns who she is.
        self.decide(lead, second).expect(200)
        self.step(lead, second, "documents_consent", PAPERS).expect(200)
        self.act(lead, second, "release_pack").refused(409, "referral.gate_closed")
        self.consent(lead, person, self.own(health)).expect(201)
        who = self.identity(health, second).expect(200)["persons"][0]
        self.assertEqual(who["full_name"], "Nguyễn Thị Mẫu")
        self.act(lead, second, "release_pack").expect(200)

        # Escorted, with the commune told; nobody at this risk goes alone.
        shut = self.act(lead, second, "depart").refused(409, "referral.gate_closed")
        self.assertEqual(shut, {"travel": "required"})
        refused = self.step(lead, second, "travel", ALONE).refused(409, "referral.not_allowed")
        self.assertEqual(set(refused), {"travel.mode"})
        self.step(lead, second, "travel", self.escorted()).expect(200)
        self.act(lead, second, "depart").expect(200)
        self.server.advance(minutes=5)
        done = self.hand_over(lead, health, second)
        self.assertEqual(done["status"], "handed_over")
        self.assertEqual([paper["kind"] for paper in done["papers"]], ["acceptance", "hand_over"])
        paper = health.get(f"/referrals/{second}/papers/hand_over/pdf")
        self.assertTrue(paper.bytes.startswith(b"%PDF"))
        self.act(health, second, "start_service").expect(200)

        # A month later: what became of her, in her words; then it is completed.
        self.server.set_time("2026-04-02T09:00:00+07:00")
        lead, health = self.sign_in("tuvan1", "yt_tv")
        looks = self.look(lead, second)["follow_ups"]
        self.assertEqual([look["months"] for look in looks], [1, 3, 6, 12, 24])
        self.act(lead, second, "complete", outcomes=OUTCOMES).refused(409, "referral.gate_closed")
        self.part(lead, second, "follow-ups/1/evaluations", evaluated_on="2026-04-02",
                  **EVALUATION).expect(200)
        ended = self.act(lead, second, "complete", outcomes=OUTCOMES).expect(200)
        self.assertEqual((ended["status"], ended["turn"]["side"]), ("completed", "nobody"))
        kinds = [line["kind"] for line in
                 lead.get(f"/referrals/{second}/timeline").expect(200)["items"]]
        for kind in ("completed", "evaluated", "handed_over", "signed", "arrived", "departed",
                     "pack_released", "accepted", "sent", "draft_made"):
            self.assertIn(kind, kinds)
        lines = lead.get(f"/cases/{case}/timeline").expect(200)["items"]
        self.assertIn("referral_declined", [line["kind"] for line in lines])


class ShortWays(TransferStory):
    def accepted(self, lead, health, case, person):
        referral = self.send(lead, case, person, self.own(health))
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.decide(lead, referral).expect(200)
        self.step(lead, referral, "documents_consent", PAPERS).expect(200)
        return referral

    #
    def test_an_adult_at_low_risk_travels_alone_with_papers_and_an_allowance(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead, "low", "yes")
        referral = self.accepted(lead, health, case, person)
        self.consent(lead, person, self.own(health)).expect(201)
        self.step(lead, referral, "travel", {**ALONE, "receipt": None}).expect(200)
        self.assertEqual(self.act(lead, referral, "depart").refused(409, "referral.gate_closed"),
                         {"receipt": "required"})
        self.step(lead, referral, "travel", ALONE).expect(200)
        self.assertEqual(self.act(lead, referral, "depart").expect(200)["status"], "in_transit")
        self.assertEqual(self.hand_over(lead, health, referral)["status"], "handed_over")

    #
    def test_a_child_with_her_guardian_and_never_with_one_who_is_against_her(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead, "medium", "yes", birth_year=2012, guardians=[
            {"name": "Bà Mẫu", "relation": "mẹ"},
            {"name": "Ông Mẫu", "relation": "cha", "adverse": True, "adverse_reason": "đối tượng"}])
        referral = self.accepted(lead, health, case, person)
        self.consent(lead, person, self.own(health), given_by="both", representative={
            "kind": "parent", "name": "Bà Mẫu"}).expect(201)
        refused = self.step(lead, referral, "travel", ALONE).refused(409, "referral.not_allowed")
        self.assertIn("travel.mode", refused)
        way = {"mode": "with_guardian", "best_interests": "được ở gần mẹ"}
        refused = self.step(lead, referral, "travel", {**way, "guardian_name": "ông mẫu"})
        self.assertEqual(refused.refused(409, "referral.not_allowed"),
                         {"travel.guardian_name": "adverse"})
        self.step(lead, referral, "travel", {**way, "guardian_name": "Bà Mẫu"}).expect(200)
        self.act(lead, referral, "depart").expect(200)
        self.act(health, referral, "arrive").expect(200)
        self.part(lead, referral, "hand-over-records", record=self.record()).expect(201)
        self.sign(lead, referral, "guardian", "Ông Mẫu").refused(409, "referral.not_allowed")
        self.sign(lead, referral, "giver").expect(201)
        self.sign(lead, referral, "giver").refused(409, "referral.signed_already")
        self.sign(lead, referral, "receiver").refused(400, "request.invalid")
        self.sign(health, referral, "receiver").expect(201)
        signed = self.sign(health, referral, "guardian", "Bà Mẫu").expect(201)
        self.assertEqual(signed["status"], "handed_over")

    def test_a_child_whose_guardian_is_against_her_is_escorted(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        father = {"name": "Ông Mẫu", "relation": "cha", "adverse": True, "adverse_reason": "đối tượng"}
        case, person = self.person(lead, "high", birth_year=2012, guardians=[father])
        referral = self.accepted(lead, health, case, person)
        self.consent(lead, person, self.own(health), given_by="both",
                     representative={"kind": "child_protection_officer", "name": "Cán bộ Mẫu"},
                     representative_excluded_reason="cha nghi là đối tượng").expect(201)
        self.step(lead, referral, "travel", self.escorted()).expect(200)
        self.assertEqual(self.act(lead, referral, "depart").refused(409, "referral.gate_closed"),
                         {"best_interests": "required"})
        self.step(lead, referral, "travel",
                  self.escorted(best_interests="có cán bộ nữ đi cùng")).expect(200)
        self.act(lead, referral, "depart").expect(200)

    #
    def test_her_no_ends_it(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.draft(lead, case, person, self.own(health))["id"]
        ended = self.step(lead, referral, "victim_opinion", {**OPINION, "opinion": "refuses"}).expect(200)
        self.assertEqual(ended["status"], "withdrawn_by_victim")
        referral = self.send(lead, case, person, self.own(health))
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.assertEqual(self.decide(lead, referral, "not_go").expect(200)["status"],
                         "withdrawn_by_victim")
        health.get(f"/referrals/{referral}").refused(404, "not_found")
        other = self.send(lead, case, person, self.own(health))
        self.act(lead, other, "cancel").refused(400, "request.invalid")
        self.act(lead, other, "cancel", reason="entered_in_error").expect(200)
        health.get(f"/referrals/{other}").refused(404, "not_found")

    def test_in_danger_a_manager_lets_steps_follow_and_each_is_a_duty(self):
        lead, manager, health = self.sign_in("tuvan1", "lanhdao111", "yt_tv")
        case, person = self.person(lead)
        referral = self.draft(lead, case, person, self.own(health))["id"]
        self.step(lead, referral, "risk_assessment", {}).expect(200)
        danger = {"reason_code": "danger_to_life", "note": "đối tượng đang tìm đến"}
        self.part(lead, referral, "emergency", **danger).expect(403)
        opened = self.part(manager, referral, "emergency", **danger).expect(200)
        self.assertEqual(len(opened["emergency_path"]["skipped"]), 4)
        self.assertTrue(all(clock["due_at"] == "2026-03-03T17:00:00.000Z" for clock in
                            opened["clocks"] if clock["rule_code"] == "RSK"))
        self.act(lead, referral, "send").expect(200)
        self.step(lead, referral, "travel", self.escorted()).expect(200)
        self.act(lead, referral, "depart").expect(200)
        self.consent(lead, person, self.own(health)).expect(201)
        self.identity(health, referral, "emergency").refused(409, "referral.gate_closed")
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.step(lead, referral, "victim_opinion", OPINION).expect(200)
        self.decide(lead, referral).expect(200)
        last = self.step(lead, referral, "documents_consent", PAPERS).expect(200)
        self.assertEqual(last["emergency_path"]["skipped"], [])
        self.assertEqual(self.clocks(lead, referral)["RSK"], "done")

    #
    def test_a_unit_of_the_receiver_takes_over_and_the_receiver_keeps_following(self):
        lead, health, unit = self.sign_in("tuvan1", "yt_tv", "yt_donvi")
        case, person = self.person(lead)
        referral = self.send(lead, case, person, self.own(health))
        unit.get(f"/referrals/{referral}").refused(404, "not_found")
        own = unit.session["posts"][0]["unit_id"]
        self.assertIn(own, [one["id"] for one in self.look(health, referral)["delegable_units"]])
        police = lead.get("/organisations?q=C02").expect(200)["items"][0]["id"]
        outside = lead.get(f"/organisations/{police}").expect(200)["units"][0]["id"]
        self.act(health, referral, "delegate", unit_id=outside,
                 reported_to="Giám đốc Sở").refused(409, "referral.not_allowed")
        self.act(health, referral, "delegate", unit_id=own).refused(400, "request.invalid")
        self.act(health, referral, "delegate", unit_id=own, reported_to="Giám đốc Sở").expect(200)
        seen = self.look(unit, referral)
        self.assertEqual((seen["party"], seen["turn"]["side"]), ("unit", "unit"))
        self.assertIn(referral, [line["id"] for line in
                                 unit.get(f"/referrals?unit_id={own}").expect(200)["items"]])
        self.assertEqual(self.work(unit), [referral])
        self.assertNotIn(referral, self.work(health))
        self.act(unit, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.assertEqual(self.look(health, referral)["status"], "accepted")
        self.assertEqual(self.clocks(health, referral), {"RA1": "done", "R32": "done"})

    #
    def test_a_vietnamese_abroad_is_told_to_the_criminal_police_at_once(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        facts = {"where": "abroad", "country": "kh", "residence_class": "vn_citizen"}
        lead.put(f"/persons/{person}", {"version": 1, "facts": facts}).expect(200)
        referral = self.draft(lead, case, person, self.own(health), needs=["repatriation_in"])
        self.assertEqual(referral["route"], "from_abroad")
        self.assertEqual(self.clocks(lead, referral["id"]).get("T5"), "open")
        called = self.part(lead, referral["id"], "abroad-calls", at=self.server.now.isoformat(),
                           spoke_with="trực ban").expect(200)
        self.assertIn("C02", called["abroad_calls"][0]["organisation_name"])
        self.assertEqual(self.clocks(lead, referral["id"])["T5"], "done")

    #
    def test_a_foreign_persons_return_has_its_own_duties(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        facts = {"where": "in_vn", "citizenship": "kh", "residence_class": "foreign"}
        lead.put(f"/persons/{person}", {"version": 1, "facts": facts}).expect(200)
        referral = self.send(lead, case, person, self.own(health), needs=["repatriation_out"])
        self.assertEqual(self.look(lead, referral)["route"], "foreign_return")
        self.assertEqual({code for code in self.clocks(lead, referral) if code.startswith("RR")},
                         {"RR50", "RR73"})

    #
    def test_consent_taken_back_half_way_closes_what_it_opened(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.accepted(lead, health, case, person)
        given = self.consent(lead, person, self.own(health)).expect(201)
        self.step(lead, referral, "travel", self.escorted()).expect(200)
        self.identity(health, referral).expect(200)
        self.assertEqual(self.gates(lead, referral), {"send", "identity", "pack", "travel"})
        lead.post(f"/consents/{given['id']}/withdrawals", {
            "version": given["version"], "reason": "đổi ý", "given_by": "self"}).expect(200)
        self.assertEqual(self.identity(health, referral).refused(409, "referral.gate_closed"),
                         {"consent": "required"})
        self.assertEqual(self.gates(lead, referral), {"send"})
        self.act(lead, referral, "depart").refused(409, "referral.gate_closed")


class Abuse(TransferStory):
    def test_who_has_no_part_in_it_cannot_tell_it_from_nothing(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.send(lead, case, person, self.own(health))
        nothing = "00000000-0000-4000-8000-00000000dead"
        for name in ("tuvan2", "tuvan_hy", "ca_tv", "hpn_tv", "yt_donvi"):
            stranger = self.sign_in(name)
            for path in ("", "/timeline", "/papers/acceptance/pdf"):
                mine = stranger.get(f"/referrals/{referral}{path}")
                none = stranger.get(f"/referrals/{nothing}{path}")
                self.assertEqual((mine.status, mine.bytes), (404, none.bytes), name)
            self.act(stranger, referral, "accept", acceptance=ACCEPTANCE).expect(404)
            self.identity(stranger, referral).expect(404)
            self.assertEqual(stranger.get("/referrals").expect(200)["items"], [])
        auditor = self.sign_in("kiemtoan")
        refused = auditor.get(f"/audit-entries?object_id={referral}&action=refused").expect(200)
        self.assertGreaterEqual(len(refused["items"]), 10)

    def test_the_receiver_cannot_do_the_senders_part(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead)
        referral = self.send(lead, case, person, self.own(health))
        self.step(health, referral, "victim_opinion", OPINION).expect(409)
        self.act(health, referral, "depart").refused(409, "referral.wrong_state")
        health.post("/referrals", {"case_id": case, "person_id": person}).expect(404)
        self.consent(health, person, self.own(health)).expect(404)
        self.part(health, referral, "reroutes",
                  target={"organisation_id": self.own(health)}).refused(409, "referral.wrong_state")
        self.act(lead, referral, "accept", acceptance=ACCEPTANCE).refused(409, "referral.wrong_state")
