"""What a person agreed to, and what happens when she takes it back (R-016, R-019, R-022)."""
from care import SEVEN, CareStory


class Consent(CareStory):
    def test_given_seen_withdrawn_and_the_holder_has_to_be_told(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead)
        health = self.organisation(lead, "Sở Y tế Hưng Yên")

        empty = lead.get(f"/persons/{person}/consents").expect(200)
        self.assertEqual((empty["who_must_agree"], empty["items"]), (["self"], []))
        given = self.consent(lead, person, health).expect(201)
        self.assertEqual((given["state"], given["missing"]), ("in_force", []))
        matrix = lead.get(f"/persons/{person}/consents").expect(200)
        self.assertEqual([holder["organisation_id"] for holder in matrix["holders"]], [health])

        # Somebody else decided meanwhile; then she takes it back, and it is back only once.
        path = f"/consents/{given['id']}/withdrawals"
        body = {"version": 1, "reason": "đổi ý", "given_by": "self"}
        lead.post(path, body | {"version": 7}).refused(409, "stale")
        done = lead.post(path, body).expect(200)
        self.assertEqual(done["consent"]["state"], "withdrawn")
        self.assertEqual([holder["organisation_id"] for holder in done["holders"]], [health])
        lead.post(path, body | {"version": 2}).refused(409, "consent.already_withdrawn")
        duties = lead.get("/duties?scope=mine&state=open").expect(200)["items"]
        self.assertIn(("consent_tell_holder", person),
                      [(duty["kind"], duty["subject"]["id"]) for duty in duties])

    def test_no_is_kept_and_opens_nothing(self):
        lead = self.server.sign_in("tuvan1")
        _, person = self.start_case(lead)
        health = self.organisation(lead, "Sở Y tế Hưng Yên")
        self.consent(lead, person, health).expect(201)
        answers = {question: "yes" for question in SEVEN} | {"agrees": "no"}
        self.assertEqual(self.consent(lead, person, health, answers=answers).expect(201)["state"],
                         "refused")
        states = [item["state"] for item in
                  lead.get(f"/persons/{person}/consents").expect(200)["items"]]
        self.assertEqual(sorted(states), ["refused", "withdrawn"])

    def test_a_child_a_father_who_must_not_be_asked_and_the_officer_in_his_place(self):
        lead = self.server.sign_in("tuvan1")
        father = {"name": "Ông Mẫu", "relation": "cha", "adverse": True,
                  "adverse_reason": "nghi là đối tượng"}
        _, person = self.start_case(lead, birth_year=2013, guardians=[father])
        health = self.organisation(lead, "Sở Y tế Hưng Yên")
        seen = lead.get(f"/persons/{person}/consents").expect(200)
        self.assertEqual(seen["who_must_agree"], ["self", "representative"])

        refused = self.consent(lead, person, health, given_by="both",
                               representative={"kind": "parent", "name": "ông mẫu"})
        refused.refused(403, "consent.representative_not_allowed")
        reason = {"representative_excluded_reason": "cha nghi là đối tượng"}
        alone = self.consent(lead, person, health, **reason).expect(201)
        self.assertEqual((alone["state"], alone["missing"]), ("incomplete", ["representative"]))
        officer = {"kind": "child_protection_officer", "name": "Cán bộ Mẫu"}
        refused = self.consent(lead, person, health, given_by="both", representative=officer)
        self.assertEqual(refused.refused(400, "request.invalid"),
                         {"representative": "instead_of_parent"})
        given = self.consent(lead, person, health, given_by="both", representative=officer,
                             **reason).expect(201)
        self.assertEqual(given["state"], "in_force")

    def test_nobody_outside_the_case_widens_anything(self):
        lead, colleague = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan2")
        _, person = self.start_case(lead)
        health = self.organisation(lead, "Sở Y tế Hưng Yên")
        given = self.consent(lead, person, health).expect(201)
        self.consent(colleague, person, health).refused(404, "not_found")
        colleague.get(f"/persons/{person}/consents").refused(404, "not_found")
        colleague.post(f"/consents/{given['id']}/withdrawals", {
            "version": 1, "reason": "x", "given_by": "self"}).refused(404, "not_found")
        self.consent(lead, person, health, categories=["everything"]).expect(400)
        self.consent(lead, person, health, effective=True).expect(400)
