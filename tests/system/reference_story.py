"""The reference data everybody works with, and who keeps it: bodies, numbers, territories, lists,
calendar, rules (R-002, R-003, R-036, R-114, R-128).
"""
import uuid

from harness import Story

HOTLINE = "Tổng đài điện thoại quốc gia về phòng, chống mua bán người (111)"


def organisation(client, words, day=""):
    found = client.get(f"/organisations?q={words}{day and '&as_of=' + day}").expect(200)["items"]
    return found[0]


class ReferenceStory(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counsellor = cls.server.sign_in("tuvan1")
        cls.admin = cls.server.sign_in("quantri")


class WhoIsWho(ReferenceStory):
    def test_the_number_of_the_hotline_is_the_one_of_its_day(self):
        """R-003: 18001567 first, 111 later; the name changed as well."""
        hotlines = self.counsellor.get("/hotlines").expect(200)["items"]
        national = next(one for one in hotlines if one["type"] == "hotline_national")
        self.assertEqual((national["name"], national["phone"]), (HOTLINE, "111"))
        path = f"/organisations/{national['id']}"
        names = set()
        for day, phone in (("2016-01-01", "18001567"), ("2018-01-01", "111"), ("2026-03-02", "111")):
            shown = self.counsellor.get(f"{path}?as_of={day}").expect(200)
            self.assertEqual(shown["phone"], phone, day)
            names.add(shown["name"])
        self.assertGreater(len(names), 1)
        self.assertEqual(shown["next_actions"], [])
        self.assertIn("edit", self.admin.get(path).expect(200)["next_actions"])
        self.counsellor.get(f"/organisations/{uuid.uuid4()}").refused(404, "not_found")

    def test_the_bodies_that_signed_the_plan_are_known(self):
        """R-002: child care, criminal police, border guard, Women's Union."""
        then = self.counsellor.get("/working-groups/current?as_of=2016-01-01").expect(200)
        names = " / ".join(one["organisation"]["name"] for one in then["members"]).lower()
        for words in ("trẻ em", "cảnh sát hình sự", "biên phòng", "phụ nữ"):
            self.assertIn(words, names)
        groups = self.counsellor.get("/working-groups").expect(200)["items"]
        self.assertLessEqual({"working_group", "regulation"}, {group["kind"] for group in groups})

    def test_every_organisation_has_a_territory_of_its_day(self):
        """R-114: 63 provinces until June 2025, 34 after; what became of each is known."""
        before = self.counsellor.get("/territories?geography=p63").expect(200)["items"]
        after = self.counsellor.get("/territories?geography=p34").expect(200)["items"]
        self.assertEqual((len(before), len(after)), (63, 34))
        codes = {one["code"] for one in after}
        self.assertEqual({one["successor_code"] for one in before}, codes)
        bodies = self.counsellor.get("/organisations?level=province&limit=200").expect(200)["items"]
        self.assertGreater(len(bodies), 34)
        for one in bodies:
            self.assertIn(one["province"], codes, one["name"])

    def test_who_gives_a_service_is_found_with_reasons(self):
        wanted = {"need": "medical_care", "province": "33", "sex": "female", "urgency": "urgent"}
        found = self.counsellor.post("/service-searches", wanted).expect(200)["items"]
        self.assertTrue(found)
        scores = [one["score"] for one in found]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for one in found:
            points = sum(int(reason["params"]["points"]) for reason in one["reasons"])
            self.assertEqual((one["service"], one["score"]), ("medical_care", points))
        first = found[0]["organisation"]["id"]
        rest = self.counsellor.post("/service-searches", {
            **wanted, "exclude_organisation_ids": [first]}).expect(200)["items"]
        self.assertNotIn(first, [one["organisation"]["id"] for one in rest])
        self.counsellor.post("/service-searches", {"need": "no_such_need"}).refused(
            400, "request.invalid")


class TheDirectoryIsKept(ReferenceStory):
    def test_a_body_with_its_unit_and_service_is_entered_and_changed(self):
        """R-114: a territory has to exist; and what was true on a day stays true of that day."""
        admin = self.admin
        body = {"name": "Trung tâm Thử Nghiệm", "type": self.code("organisation_type"),
                "level": "province", "province": "33", "valid_from": "2026-01-01"}
        wrong = admin.post("/organisations", body | {"level": "galaxy", "province": "99"})
        self.assertEqual(wrong.refused(400, "request.invalid"),
                         {"level": "unknown_value", "province": "unknown_value"})
        wrong = admin.post("/organisations", body | {"colour": "red"})
        self.assertEqual(wrong.refused(400, "request.invalid"), {"colour": "unknown_field"})
        self.counsellor.post("/organisations", body).refused(403, "permission.missing")
        made = admin.post("/organisations", body).expect(201)
        path = f"/organisations/{made['id']}"
        unit = admin.post(path + "/units", {"name": "Phòng Một", "level": "province",
                                            "valid_from": "2026-01-01"}).expect(201)
        service = admin.post(f"/units/{unit['id']}/services", {
            "service": "medical_care", "sexes": ["female"], "min_age": 16, "capacity": 8,
            "valid_from": "2026-01-01", "last_verified_at": "2026-02-20"}).expect(201)
        self.assertEqual((service["sexes"], service["min_age"], service["capacity"]),
                         (["female"], 16, 8))

        unit = admin.put(f"/units/{unit['id']}", {"version": unit["version"],
                                                  "hours": "7:30–17:00"}).expect(200)
        self.assertEqual(unit["hours"], "7:30–17:00")
        change = {"version": service["version"], "available": 3}
        service = admin.put(f"/services/{service['id']}", change).expect(200)
        self.assertEqual((service["available"], service["capacity"]), (3, 8))
        admin.put(f"/services/{service['id']}", change).refused(409, "stale")
        admin.put(f"/units/{uuid.uuid4()}", {"version": 1}).refused(404, "not_found")

        made = admin.get(path).expect(200)
        renamed = {"version": made["version"], "name": "Trung tâm Thử Mới",
                   "valid_from": "2026-03-01"}
        admin.put(path, renamed).expect(200)
        names = [self.counsellor.get(f"{path}?as_of={day}").expect(200)["name"]
                 for day in ("2026-02-28", "2026-03-01")]
        self.assertEqual(names, ["Trung tâm Thử Nghiệm", "Trung tâm Thử Mới"])
        admin.put(path, renamed).refused(409, "stale")
        found = self.counsellor.post("/service-searches", {
            "need": "medical_care", "province": "33", "sex": "female"}).expect(200)["items"]
        self.assertIn(made["id"], [one["organisation"]["id"] for one in found])

    def test_a_group_gets_a_member_and_loses_it_again(self):
        admin = self.admin
        member = organisation(admin, "cong+an+hung+yen")
        made = admin.post("/working-groups", {"kind": "regulation", "name": "Quy chế thử",
                                              "province": "33"}).expect(201)
        self.assertEqual((made["members"], made["province"]), ([], "33"))
        path = f"/working-groups/{made['id']}/members"
        joins = {"organisation_id": member["id"], "role": "coordinating", "basis": "QĐ thử",
                 "valid_from": "2026-02-01"}
        admin.post(path, joins | {"role": "friend"}).refused(400, "request.invalid")
        joined = admin.post(path, joins).expect(201)["members"][0]
        self.assertEqual((joined["organisation"]["id"], joined["basis"]), (member["id"], "QĐ thử"))
        admin.post(f"/working-group-members/{joined['id']}/endings",
                   {"valid_to": "2026-01-01"}).refused(400, "request.invalid")
        admin.post(f"/working-group-members/{joined['id']}/endings",
                   {"valid_to": "2026-02-28"}).expect(204)
        sizes = []
        for day in ("2026-02-28", "2026-03-01"):
            groups = admin.get(f"/working-groups?as_of={day}").expect(200)["items"]
            sizes += [len(one["members"]) for one in groups if one["id"] == made["id"]]
        self.assertEqual(sizes, [1, 0])

    def code(self, name):
        items = self.admin.get("/code-lists").expect(200)["items"]
        return next(one["code"] for one in items if one["list"] == name)


class ListsAndTheConnection(ReferenceStory):
    def items(self, name, day="2026-03-02"):
        shown = self.counsellor.get(f"/code-lists?as_of={day}").expect(200)
        return [one["code"] for one in shown["items"] if one["list"] == name]

    def test_a_code_is_new_from_a_day_on(self):
        item = {"list": "topic", "code": "thu_nghiem", "label_vi": "Chủ đề thử",
                "label_en": "Test topic", "valid_from": "2026-03-10"}
        self.counsellor.post("/code-list-items", item).refused(403, "permission.missing")
        wrong = self.admin.post("/code-list-items", {**item, "code": "Không phải mã"})
        self.assertIn("code", wrong.refused(400, "request.invalid"))
        self.assertEqual(self.admin.post("/code-list-items", item).expect(201)["valid_to"], None)
        self.assertNotIn("thu_nghiem", self.items("topic"))
        self.assertIn("thu_nghiem", self.items("topic", "2026-03-10"))

    def test_a_draft_keeps_the_form_of_coordination_and_the_agreed_measure(self):
        """R-036: five forms, no other; R-128: what was agreed is written down."""
        client = self.counsellor
        self.assertEqual(self.items("coordination_form"),
                         ["direct", "written", "phone", "email", "other"])
        contact = client.post("/contacts", {
            "hotline_id": client.session["posts"][0]["organisation_id"], "channel": "phone_111",
            "direction": "in", "started_at": self.server.now.isoformat()}).expect(201)
        draft = client.post("/connections", {
            "contact_id": contact["id"], "needs": [{"service": "medical_care"}]}).expect(201)
        path = f"/connections/{draft['id']}"
        for form in self.items("coordination_form"):
            draft = client.put(path, {"version": draft["version"], "channel_used": form}).expect(200)
            self.assertEqual(draft["channel_used"], form)
        last = {"version": draft["version"], "agreed_measure": "hai bên gọi lại lúc 20 giờ",
                "urgency": "at_once"}
        wrong = client.put(path, last | {"channel_used": "pigeon"})
        self.assertEqual(wrong.refused(400, "request.invalid"), {"channel_used": "unknown_value"})
        draft = client.put(path, last).expect(200)
        self.assertEqual((draft["agreed_measure"], draft["urgency"], draft["channel_used"]),
                         ("hai bên gọi lại lúc 20 giờ", "at_once", "other"))
        client.put(path, last).refused(409, "stale")
        self.server.sign_in("tuvan_hy").put(path, last).refused(404, "not_found")


class TimeAndRules(ReferenceStory):
    def test_working_days_pass_over_rest_days_with_their_basis(self):
        asked = "/due-dates?from=2026-02-13&amount=1&unit=working_day"
        answer = self.counsellor.get(asked).expect(200)
        self.assertEqual(answer["due"], "2026-02-23")  # the week of Tết lies between
        self.assertIn(("2026-02-17", "holiday"),
                      [(day["date"], day["kind"]) for day in answer["skipped"]])
        self.assertTrue(all(day["basis"] for day in answer["skipped"] if day["kind"] == "holiday"))
        self.counsellor.get("/due-dates?from=soon&amount=1&unit=fortnight").refused(
            400, "request.invalid")

    def test_a_year_without_an_official_calendar_is_not_computed_with(self):
        asked = "/due-dates?from=2027-03-01&amount=5&unit=working_day"
        year = self.counsellor.get("/calendar-years/2027").expect(200)
        self.assertEqual((year["known"], year["version"], year["days"]), (False, 0, []))
        self.counsellor.get(asked).refused(409, "calendar.year_missing")
        known = {"known": True, "basis": "Thông báo thử", "reason": "lịch đã công bố"}
        self.counsellor.put("/calendar-years/2027", known).refused(403, "permission.missing")
        year = self.admin.put("/calendar-years/2027", known).expect(200)
        self.assertEqual((year["known"], year["basis"]), (True, "Thông báo thử"))
        self.assertEqual(self.counsellor.get(asked).expect(200)["due"], "2027-03-08")
        self.admin.put("/calendar-years/2027", known | {"version": 99}).refused(409, "stale")

    def test_a_new_version_of_a_rule_holds_from_its_day_on(self):
        def shown(day):
            rules = self.counsellor.get(f"/deadline-rules?as_of={day}").expect(200)["items"]
            return next(rule for rule in rules if rule["code"] == "T2")
        before = shown("2026-03-02")
        self.assertEqual((before["amount"], before["unit"]), (1, "working_day"))
        rule = {key: before[key] for key in (
            "code", "label_vi", "label_en", "trigger", "owner", "unit", "rollover",
            "warning_percent", "escalation")}
        rule |= {"amount": 2, "legal_basis": "Quy định thử", "valid_from": "2026-06-01",
                 "reason": "thử"}
        wrong = self.admin.post("/deadline-rules", rule | {"owner": "passer_by"})
        self.assertIn("owner", wrong.refused(400, "request.invalid"))
        made = self.admin.post("/deadline-rules", rule).expect(201)
        self.assertEqual(shown("2026-05-31")["amount"], 1)
        self.assertEqual((shown("2026-06-01")["id"], shown("2026-06-01")["amount"]), (made["id"], 2))
