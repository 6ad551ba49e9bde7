"""How much danger a person is in, the clocks of a child, and how she is reached (R-015, T13, T14)."""
from care import CareStory


class Risk(CareStory):
    def assess(self, client, person, level, yes=(), **more):
        choices = client.get(f"/persons/{person}/risk-assessments").expect(200)["factors"]
        factors = [{"code": choice["code"], "answer": "yes" if choice["code"] in yes else "no"}
                   for choice in choices]
        return client.post(f"/persons/{person}/risk-assessments", {
            "factors": factors, "level": level, "able_to_travel_alone": "no"} | more)

    def test_from_high_to_low_with_what_changed(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead)
        self.assertEqual(self.assess(lead, person, "low", ["threats"]).refused(
            400, "request.invalid"), {"level": "below_minimum"})
        first = self.assess(lead, person, "high", ["threats"], safe_places=["nhà dì"],
                            dangerous_people=[{"name": "Ông X", "relation": "chủ cũ"}]).expect(201)
        self.assertEqual((first["level_change"], first["latest"]["masked"]), ("first", []))
        second = self.assess(lead, person, "medium", ["no_home"]).expect(201)
        self.assertEqual(second["level_change"], "lower")
        self.assertEqual(sorted(change["code"] for change in second["changes"]),
                         ["no_home", "threats"])
        self.assertEqual(second["clocks"], [])

    def test_a_child_in_grave_danger(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead, birth_year=2014)
        seen = self.assess(lead, person, "emergency", ["child"], emergency=True).expect(201)
        self.assertEqual({clock["rule_code"]: clock["state"] for clock in seen["clocks"]},
                         {"T13": "open", "T14": "open"})
        plan = {"version": 0, "emergency_measures": "đưa đến nơi tạm lánh",
                "safe_contact": {"do_not_call": True, "code_word": "hoa mai"}}
        saved = lead.put(f"/persons/{person}/safety-plan", plan).expect(200)
        self.assertEqual(saved["safety_plan"]["safe_contact"]["code_word"], "hoa mai")
        lead.put(f"/persons/{person}/safety-plan", plan).refused(409, "stale")
        lead.put(f"/persons/{person}/safety-plan",
                 {"version": 1, "support_plan_made": True}).expect(200)
        self.assertEqual(self.clocks(lead, person, "risk-assessments"),
                         {"T13": "done", "T14": "done"})

    def test_a_colleague_who_is_not_called_in_learns_nothing(self):
        lead, colleague = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan2")
        _, person = self.start_case(lead)
        self.assess(lead, person, "high", ["threats"]).expect(201)
        colleague.get(f"/persons/{person}/risk-assessments").refused(404, "not_found")
        colleague.put(f"/persons/{person}/safety-plan", {"version": 0}).refused(404, "not_found")
