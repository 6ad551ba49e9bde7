"""From a suspicion to a paper, by road and day (R-072, R-074, T5, T8 to T12)."""
from care import CareStory


class Identification(CareStory):
    def step(self, client, person, version, action, **more):
        return client.post(f"/persons/{person}/identification-steps",
                           {"version": version, "action": action} | more)

    def evidence(self, client, person, version):
        return client.post(f"/persons/{person}/evidence", {
            "version": version, "kind": "ev_e", "description": "vé xe, ảnh chụp"})

    def test_reported_at_the_police_confirmed_by_a_certificate(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead, road="self_report")
        police = self.organisation(lead, "Công an tỉnh Hưng Yên")
        self.step(lead, person, 0, "confirm").refused(409, "identification.wrong_state")
        seen = self.step(lead, person, 0, "suspect", body_id=police, province="33").expect(200)
        self.assertTrue(seen["gets_support"])
        self.assertEqual(self.clocks(lead, person, "identification"), {"T8": "open", "T9": "open"})
        self.step(lead, person, 0, "start").refused(409, "stale")
        started = self.step(lead, person, 1, "start").expect(200)
        self.assertEqual(started["turn"]["side"], "body")
        self.assertEqual(self.clocks(lead, person, "identification"), {
            "T8": "done", "T9": "done", "T10": "open", "T11": "open", "T12": "open"})
        t12 = next(route for route in started["routes"] if route["rule_code"] == "T12")
        self.assertEqual((t12["trust"], t12["limit_known"]), ("uncertain", False))
        self.assertEqual(t12["organisation_id"], police)
        self.evidence(lead, person, 2).expect(201)
        paper = {"kind": "police_certificate", "number": "12/GXN", "date": "2026-03-02",
                 "issuer": "Công an tỉnh"}
        done = self.step(lead, person, 2, "confirm", paper=paper).expect(200)
        self.assertEqual((done["state"], done["steps"][-1]["paper"]["number"]),
                         ("confirmed", "12/GXN"))
        self.assertEqual(self.clocks(lead, person, "identification")["T12"], "done")

    def test_abroad_the_focal_point_of_the_day_is_phoned_at_once(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead, road="abroad")
        seen = self.step(lead, person, 0, "suspect").expect(200)
        focal = next(route for route in seen["routes"] if route["rule_code"] == "T5")
        self.assertIn("C02", focal["towards_name"])
        self.assertEqual(self.clocks(lead, person, "identification"), {"T5": "open", "R55": "open"})

    def test_before_july_2025_the_district_acts(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead, road="self_report")
        self.step(lead, person, 0, "suspect", happened_on="2025-02-10").expect(200)
        seen = self.step(lead, person, 1, "start", happened_on="2025-02-11").expect(200)
        actors = {route["rule_code"]: route["actor_type"] for route in seen["routes"]}
        self.assertEqual((actors["T11"], actors["T12"]), ("div_labour_district", "police_district"))

    def test_refused_then_opened_again_with_new_evidence(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead, road="self_report")
        self.step(lead, person, 0, "suspect").expect(200)
        self.step(lead, person, 1, "refuse", reason="không đủ dấu hiệu").expect(200)
        self.server.advance(hours=1)
        lead = self.server.sign_in("tuvan1")
        self.step(lead, person, 2, "reopen", reason="có tin mới").refused(
            409, "identification.needs_new_evidence")
        self.evidence(lead, person, 2).expect(201)
        self.assertEqual(self.step(lead, person, 2, "reopen", reason="có tin mới").expect(200)["state"],
                         "in_identification")

    def test_a_colleague_who_is_not_called_in_learns_nothing(self):
        lead, colleague = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan2")
        _, person = self.start_case(lead)
        for answer in (colleague.get(f"/persons/{person}/identification"),
                       self.step(colleague, person, 0, "suspect"),
                       self.evidence(colleague, person, 0)):
            answer.refused(404, "not_found")
