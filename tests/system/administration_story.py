"""One's own account, other people's accounts, and the daily corrections around a record (R-098, R-106).
"""
import unittest

from accounts_story import NEW_PASSWORD, code_now, user
from contract import CONTRACT
from harness import PASSWORD, TEST_CODE, Story


class MyOwnAccount(Story):
    def test_the_language_is_mine_and_stays(self):
        person = self.server.sign_in("tuvan1")
        changed = person.put("/preferences", {"language": "en"}).expect(200)
        self.assertEqual(changed["user"]["language"], "en")
        again = self.server.sign_in("tuvan1").session
        self.assertEqual(again["user"]["language"], "en")
        wrong = person.put("/preferences", {"language": "fr"}).refused(400, "request.invalid")
        self.assertIn("language", wrong)
        wrong = person.put("/preferences", {"language": "vi", "colour": "red"})
        self.assertEqual(wrong.refused(400, "request.invalid"), {"colour": "unknown_field"})

    def test_a_view_that_i_save_is_mine_and_follows_me_to_another_desk(self):
        person = self.server.sign_in("tuvan1")
        before = person.get("/saved-views/cases").expect(200)
        mine = {"name": "Nguy cơ cao của tôi", "filters": "risk=high&scope=mine"}
        person.put("/saved-views/cases",
                   {"version": before["version"], "items": [mine]}).expect(200)
        person.put("/saved-views/cases",
                   {"version": before["version"], "items": []}).refused(409, "stale")
        elsewhere = self.server.sign_in("tuvan1").get("/saved-views/cases").expect(200)
        self.assertEqual(elsewhere["items"], [mine])
        colleague = self.server.sign_in("tuvan_hy").get("/saved-views/cases").expect(200)
        self.assertEqual(colleague["items"], [])

    def test_a_new_password_ends_my_other_sessions(self):
        person, left_open = self.server.sign_in("tuvan2"), self.server.sign_in("tuvan2")
        change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "totp": TEST_CODE}
        wrong = person.post("/password-changes", change | {"new_password": "tuvan2"})
        self.assertIn("new_password", wrong.refused(400, "request.invalid"))
        person.post("/password-changes", change | {"current_password": "wrong-password-1"}).refused(
            401, "sign_in.failed")
        before = person.cookie
        person.post("/password-changes", change).expect(204)
        self.assertNotEqual(person.cookie, before)
        person.get("/sessions/current").expect(200)
        left_open.get("/sessions/current").refused(401, "session.expired")
        other = self.server.client()
        other.post("/sessions", {"username": "tuvan2", "password": PASSWORD,
                                 "totp": TEST_CODE}).refused(401, "sign_in.failed")
        other.sign_in("tuvan2", NEW_PASSWORD)

    def test_a_new_second_factor_replaces_the_old_one(self):
        person = self.server.sign_in("hpn_tv")
        start = "/second-factor-enrolments"
        proof = {"password": PASSWORD, "totp": TEST_CODE}
        self.assertEqual(person.post(start, {"password": PASSWORD}).refused(400, "request.invalid"),
                         {"totp": "required"})
        for wrong in (proof | {"password": "wrong-password-1"}, proof | {"totp": "111111"}):
            person.post(start, wrong).refused(401, "sign_in.failed")
        begun = person.post(start, proof).expect(201)
        self.assertEqual(len(begun["recovery_codes"]), 10)
        self.assertIn("<svg", begun["qr_svg"])
        confirm = f"{start}/{begun['id']}/confirmations"
        code = code_now(begun["otpauth_uri"], self.server.now)
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        person.post(confirm, {"totp": wrong}).refused(400, "request.invalid")
        self.server.sign_in("nv_tv").post(confirm, {"totp": code}).refused(404, "not_found")
        person.post(confirm, {"totp": code}).expect(204)
        self.server.advance(seconds=60)
        code = code_now(begun["otpauth_uri"], self.server.now)
        self.server.client().sign_in("hpn_tv", totp=code)


class TheAccountsOfOthers(Story):
    def test_are_read_renamed_and_closed(self):
        admin, person = self.server.sign_in("quantri"), self.server.sign_in("nv_tv")
        account = user(admin, "nv_tv")
        path = f"/users/{account['id']}"
        shown = admin.get(path).expect(200)
        self.assertEqual((shown["username"], shown["state"]), ("nv_tv", "active"))
        posts = admin.get(f"/posts?user_id={account['id']}").expect(200)["items"]
        self.assertEqual([(post["role"], post["user_id"]) for post in posts],
                         [("wg_member", account["id"])])
        same = admin.get(f"/posts?organisation_id={posts[0]['organisation_id']}").expect(200)
        self.assertIn(posts[0]["id"], [post["id"] for post in same["items"]])

        rename = {"version": shown["version"], "display_name": "Người Thử Đổi Tên"}
        admin.put(path, rename | {"colour": "red"}).refused(400, "request.invalid")
        person.put(path, rename).refused(403, "permission.missing")
        renamed = admin.put(path, rename).expect(200)
        self.assertEqual(renamed["display_name"], "Người Thử Đổi Tên")
        admin.put(path, rename).refused(409, "stale")
        closed = admin.put(path, {"version": renamed["version"], "closed": True}).expect(200)
        self.assertEqual(closed["state"], "closed")
        person.get("/work").refused(401, "session.missing")
        self.server.client().post("/sessions", {"username": "nv_tv", "password": PASSWORD,
                                                "totp": TEST_CODE}).refused(401, "sign_in.failed")

    def test_the_auditor_sees_the_signed_heads_of_the_log(self):
        self.server.stop()  # the log is signed at the end of a day, and when the server stops
        self.server.start()
        auditor = self.server.sign_in("kiemtoan")
        heads = auditor.get("/audit-heads").expect(200)["items"]
        self.assertTrue(heads)
        for head in heads:
            self.assertRegex(head["hash"], r"^[0-9a-f]{64}$")
            self.assertRegex(head["signature"], r"^[0-9a-f]{128}$")
        self.assertEqual([head["seq"] for head in heads],
                         sorted((head["seq"] for head in heads), reverse=True))
        self.server.sign_in("quantri").get("/audit-heads").refused(403, "permission.missing")


class AroundAContact(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counsellor = cls.server.sign_in("tuvan1")
        cls.shift_lead = cls.server.sign_in("truongca1")

    def contact(self, **more):
        """Taken by 111 and closed."""
        contact = self.counsellor.post("/contacts", {
            "hotline_id": self.counsellor.session["posts"][0]["organisation_id"],
            "channel": "phone_111", "direction": "in", "started_at": self.server.now.isoformat(),
            "kind": "counselling", "topics": ["safe_migration"], "caller_relation": "public",
            "sex": "female", "province": "33", "summary": "x", **more}).expect(201)
        return self.counsellor.post(f"/contacts/{contact['id']}/finalisations",
                                    {"version": contact["version"]}).expect(200)

    def test_every_version_of_what_was_advised_on_migration_is_kept(self):
        """R-106: offer, company, licence and the advice given."""
        offer = {"destination_country": "jp", "company": "Công ty Thử", "licence_checked": "no",
                 "advice_given": "kiểm tra giấy phép trước khi nộp tiền"}
        contact = self.contact(safe_migration=offer)
        path = f"/contacts/{contact['id']}"
        self.assertEqual({key: contact["safe_migration"][key] for key in offer}, offer)
        change = {"version": contact["version"], "reason": "đã tra cứu giấy phép",
                  "changes": {"safe_migration": offer | {"licence_checked": "yes"}}}
        wrong = self.counsellor.post(path + "/amendments", change | {
            "changes": {"topics": ["no_such_topic"]}})
        self.assertIn("unknown_value", wrong.refused(400, "request.invalid").values())
        self.counsellor.post(path + "/amendments", change).expect(200)
        self.counsellor.post(path + "/amendments", change).refused(409, "stale")
        versions = self.counsellor.get(path + "/versions").expect(200)["items"]
        self.assertGreaterEqual(len(versions), 2)
        amended = next(one for one in versions if one["reason"] == "đã tra cứu giấy phép")
        self.assertTrue(any(one["field"].startswith("safe_migration") for one in amended["changes"]))
        self.assertEqual(amended["by"]["id"], self.counsellor.session["user"]["id"])
        self.server.sign_in("tuvan_hy").get(path + "/versions").refused(404, "not_found")

    def test_a_denunciation_taken_by_111_can_go_on_to_an_agency(self):
        """R-098: its own kind of contact, with what it is about."""
        contact = self.contact(kind="report_of_crime", report_kind="incident",
                               topics=["broker_fraud"])
        self.assertEqual((contact["channel"], contact["kind"], contact["report_kind"]),
                         ("phone_111", "report_of_crime", "incident"))
        self.assertIn("start_connection", contact["next_actions"])

    def test_a_denunciation_is_passed_on_to_the_police_of_the_place(self):
        """T7, R-070, R-098: at once, and what was told to whom stays on the record."""
        contact = self.contact(kind="report_of_crime", report_kind="incident",
                               topics=["broker_fraud"])
        path = f"/contacts/{contact['id']}"
        clock = next(one for one in contact["duties"] if one["rule_code"] == "T7")
        self.assertEqual((clock["state"], clock["at_once"], clock["next_actions"]),
                         ("open", True, []))
        bodies = self.counsellor.get(path + "/competent-bodies").expect(200)["items"]
        self.assertEqual(bodies[0]["name"], "Công an tỉnh Hưng Yên")
        act = {"version": contact["version"], "organisation_id": bodies[0]["id"],
               "at": self.server.now.isoformat(), "channel": "phone", "told": "Vụ việc và nơi xảy ra."}
        forward = path + "/forwardings"
        self.counsellor.post(forward, act | {"colour": "red"}).refused(400, "request.invalid")
        health = self.server.sign_in("yt_tv")
        wrong = act | {"organisation_id": health.session["posts"][0]["organisation_id"]}
        self.assertEqual(self.counsellor.post(forward, wrong).refused(400, "request.invalid"),
                         {"organisation_id": "not_competent"})
        health.post(forward, act).refused(403, "permission.missing")
        self.server.sign_in("tuvan_hy").post(forward, act).refused(404, "not_found")
        told = self.counsellor.post(forward, act).expect(200)
        self.assertEqual([(one["organisation"]["name"], one["told"]) for one in told["forwardings"]],
                         [("Công an tỉnh Hưng Yên", "Vụ việc và nơi xảy ra.")])
        clock = next(one for one in told["duties"] if one["rule_code"] == "T7")
        self.assertEqual(clock["state"], "done")

    def test_a_caller_in_danger_is_flagged_and_a_lead_clears_it(self):
        contact = self.contact()
        path = f"/contacts/{contact['id']}"
        flagged = self.counsellor.post(path + "/risk-flags", {
            "version": contact["version"], "reason": "bị đe dọa"}).expect(200)
        clear = {"version": flagged["version"], "reason": "đã báo công an"}
        self.assertIn("clear_risk",
                      self.shift_lead.get(path).expect(200)["next_actions"])
        self.assertNotEqual(self.counsellor.post(path + "/risk-clearances", clear).status, 200)
        self.shift_lead.post(path + "/risk-clearances", clear | {"version": 99}).refused(
            409, "stale")
        cleared = self.shift_lead.post(path + "/risk-clearances", clear).expect(200)
        self.assertNotIn("clear_risk", cleared["next_actions"])

    def test_a_call_back_is_given_to_a_colleague_who_hears_of_it_at_once(self):
        contact = self.contact()
        self.counsellor.post(f"/contacts/{contact['id']}/follow-ups", {
            "version": contact["version"], "due_at": "2026-03-03T03:00:00Z",
            "note": "gọi lại"}).expect(200)
        duties = self.shift_lead.get("/duties?scope=organisation&limit=200").expect(200)["items"]
        duty = next(one for one in duties if one["subject"]["id"] == contact["id"])
        self.assertIn("transfer", duty["next_actions"])
        colleague = self.server.sign_in("tuvan2")
        stranger = self.server.sign_in("ca_tv").session["posts"][0]["id"]
        path = f"/duties/{duty['id']}/transfers"
        move = {"version": duty["version"], "reason": "nghỉ ốm",
                "post_id": colleague.session["posts"][0]["id"]}
        self.assertEqual(self.shift_lead.post(path, move | {"post_id": stranger}).refused(
            400, "request.invalid"), {"post_id": "other_organisation"})
        self.shift_lead.post(path, move | {"version": 99}).refused(409, "stale")
        events = colleague.events()
        answer = self.shift_lead.post(path, move)
        moved = answer.expect(201)
        self.assertEqual((moved["state"], moved["owner"]["post_id"]), ("open", move["post_id"]))
        self.assertEqual(answer.headers["Location"], f"/api/v1/duties/{moved['id']}")
        old = self.shift_lead.get(f"/duties/{duty['id']}").expect(200)
        self.assertEqual(old["state"], "transferred")
        heard = None
        while heard is None or heard["object_kind"] != "duty":
            message = events.next()
            heard = message["data"]
            CONTRACT.check_event(heard)
        self.assertTrue(message["id"])
        events.close()
        mine = colleague.get("/duties?scope=mine").expect(200)["items"]
        taken = next(one for one in mine if one["subject"]["id"] == contact["id"])
        self.assertEqual(taken["id"], moved["id"])
        for kept in ("rule_code", "started_at", "due_at"):
            self.assertEqual(taken[kept], duty[kept])


if __name__ == "__main__":
    unittest.main()
