"""What a person agreed to, and what happens when she takes it back (R-016, R-019, R-022)."""
import datetime

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

    def test_in_danger_to_life_a_second_person_opens_what_consent_does_not(self):
        lead, manager = self.server.sign_in("tuvan1"), self.server.sign_in("truongca1")
        case, person = self.start_case(lead)
        health = self.organisation(lead, "Sở Y tế Hưng Yên")
        until = self.server.now + datetime.timedelta(hours=20)
        path, body = f"/persons/{person}/consent-overrides", {
            "purpose": "support", "recipient_organisation_id": health,
            "categories": ["work", "identity"], "until": until.isoformat(),
            "reason": "life_danger", "why": "Đối tượng đang đến nơi ở."}
        self.server.sign_in("tuvan2").post(path, body).refused(404, "not_found")
        late = until + datetime.timedelta(hours=60)
        refused = lead.post(path, body | {"until": late.isoformat()})
        self.assertEqual(refused.refused(400, "request.invalid"), {"until": "too_late"})

        asked = lead.post(path, body).expect(201)
        self.assertEqual((asked["state"], asked["next_actions"]), ("requested", ["end"]))
        one = f"/consent-overrides/{asked['id']}"
        decision = {"version": 1, "approve": True, "note": "Đã gọi lại xác minh."}
        lead.post(f"{one}/decisions", decision).refused(403, "permission.missing")
        seen = manager.get(f"/persons/{person}/consents").expect(200)["overrides"]
        self.assertEqual(seen[0]["next_actions"], ["approve", "refuse", "end"])
        self.assertEqual(manager.post(f"{one}/decisions", decision).expect(200)["state"], "in_force")

        page = lead.get(f"/cases/{case}").expect(200)
        self.assertIn(("override", ["work", "identity"]),
                      [(s["relation"], s["marks"]) for s in page["who_sees_what"]])
        kinds = {duty["kind"] for duty in page["duties"] if duty["state"] == "open"}
        self.assertLessEqual({"override_tell_person", "override_account"}, kinds)
        holders = lead.get(f"/persons/{person}/consents").expect(200)["holders"]
        self.assertEqual([holder["organisation_id"] for holder in holders], [health])

        acts = f"{one}/after-acts"
        lead.post(acts, {"version": 2, "act": "tell", "note": "Đã báo chị ấy."}).expect(200)
        lead.post(acts, {"version": 3, "act": "account", "note": "Họ tên, số máy."}).expect(200)
        manager.post(f"{one}/endings", {"version": 4, "reason": "Đã an toàn."}).expect(200)
        manager.post(f"{one}/endings", {"version": 5, "reason": "x"}).refused(
            409, "override.wrong_state")
        page = lead.get(f"/cases/{case}").expect(200)
        self.assertNotIn("override", [s["relation"] for s in page["who_sees_what"]])

    def test_who_asks_for_an_override_does_not_decide_even_as_a_manager(self):
        both = self.server.sign_in("truongca1")
        _, person = self.start_case(both)
        health = self.organisation(both, "Sở Y tế Hưng Yên")
        until = self.server.now + datetime.timedelta(hours=1)
        asked = both.post(f"/persons/{person}/consent-overrides", {
            "purpose": "support", "recipient_organisation_id": health, "categories": ["identity"],
            "until": until.isoformat(), "reason": "child_danger",
            "why": "Trẻ bị giữ."}).expect(201)
        both.post(f"/consent-overrides/{asked['id']}/decisions", {
            "version": 1, "approve": True, "note": "x"}).refused(
                403, "override.own_request_not_allowed")

    # Good practice 6.3: no screen goes on showing what is closed.
    def test_the_end_of_an_override_is_told_to_the_recipient_and_to_who_asked(self):
        lead, manager = self.server.sign_in("tuvan1"), self.server.sign_in("truongca1")
        _, person = self.start_case(lead)
        recipient = self.server.sign_in("yt_tv")
        until = self.server.now + datetime.timedelta(minutes=5)
        asked = lead.post(f"/persons/{person}/consent-overrides", {
            "purpose": "support", "categories": ["identity"], "until": until.isoformat(),
            "recipient_organisation_id": recipient.session["posts"][0]["organisation_id"],
            "reason": "life_danger", "why": "Đối tượng đang đến nơi ở."}).expect(201)
        manager.post(f"/consent-overrides/{asked['id']}/decisions", {
            "version": 1, "approve": True, "note": "Đã xác minh."}).expect(200)
        streams = [recipient.events(), lead.events()]
        self.server.advance(minutes=6)
        for stream in streams:
            while stream.next()["data"].get("object_kind") != "consent":
                pass
            stream.close()
        states = [one["state"] for one in
                  lead.get(f"/persons/{person}/consents").expect(200)["overrides"]]
        self.assertEqual(states, ["expired"])
