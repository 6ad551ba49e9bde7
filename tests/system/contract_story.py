"""What the other screens stand on: lists, places, organisations, calendar, reports, administration.

Each answer is checked against the contract; the stories only look at what the contract cannot say.
"""
import unittest

from harness import Story

MONTH = "2026-02"
PERIOD = "from=2026-01-01&to=2026-03-02"


class ReferenceData(Story):
    def setUp(self):
        self.counsellor = self.server.sign_in("tuvan1")

    def items(self, path):
        return self.counsellor.get(path).expect(200)["items"]

    def test_lists_places_and_hotlines_are_there_as_of_a_day(self):
        lists = {item["list"] for item in self.items("/code-lists?as_of=2026-03-02")}
        self.assertIn("channel", lists)
        self.assertEqual(len(self.items("/territories?geography=p63")), 63)
        self.assertEqual(len(self.items("/territories?geography=p34&as_of=2026-03-02")), 34)
        self.assertGreaterEqual(len(self.items("/hotlines")), 2)

    def test_an_organisation_opens_with_its_units_and_the_working_group_with_its_members(self):
        for organisation in self.items("/organisations?limit=5"):
            opened = self.counsellor.get(f"/organisations/{organisation['id']}").expect(200)
            self.assertEqual(opened["id"], organisation["id"])
        self.items("/working-groups")
        self.counsellor.get("/working-groups/current").expect(200)

    def test_the_calendar_counts_around_the_holidays(self):
        self.counsellor.get("/calendar-years/2021").expect(200)
        due = self.counsellor.get("/due-dates?from=2021-02-09&amount=5&unit=working_day").expect(200)
        self.assertTrue(due["skipped"])
        self.counsellor.get("/deadline-rules?as_of=2026-03-02").expect(200)
        self.assertFalse(self.counsellor.get("/calendar-years/1999").expect(200)["known"])
        self.assertGreaterEqual(self.counsellor.get(
            "/due-dates?from=1999-02-09&amount=5&unit=working_day").status, 400)
        self.counsellor.get("/due-dates?from=yesterday&amount=5&unit=working_day").expect(400)

    def test_a_language_is_kept(self):
        self.counsellor.put("/preferences", {"language": "en"}).expect(200)
        self.assertEqual(
            self.counsellor.get("/sessions/current").expect(200)["user"]["language"], "en")


class Reports(Story):
    def test_figures_open_their_records(self):
        lead = self.server.sign_in("lanhdao111")
        report = lead.get(f"/reports/hotline?{PERIOD}&compare=yoy&cumulative=1").expect(200)
        section = report["sections"][0]
        code = section["rows"][0]["code"]
        lead.get(f"/reports/hotline/records?{PERIOD}&section={section['code']}&code={code}").expect(200)
        lead.get("/opening-balances").expect(200)
        lead.get(f"/reports/working-group?month={MONTH}").expect(200)
        lead.get(f"/reports/working-group/records?month={MONTH}&figure=asked").expect(200)
        lead.get("/reports/hotline?from=2026-03-02&to=2026-01-01").expect(400)
        lead.get("/reports/working-group?month=February").expect(400)


class Administration(Story):
    def test_a_new_body_with_a_service_is_found_by_who_needs_it(self):
        admin = self.server.sign_in("quantri")
        body = admin.post("/organisations", {
            "name": "Cơ sở thử nghiệm", "type": "shelter", "level": "province", "province": "33",
            "valid_from": "2026-01-01"}).expect(201)
        unit = admin.post(f"/organisations/{body['id']}/units", {
            "name": "Phòng thử nghiệm", "level": "province", "valid_from": "2026-01-01"}).expect(201)
        admin.post(f"/units/{unit['id']}/services", {
            "service": "medical_care", "valid_from": "2026-01-01"}).expect(201)
        found = self.server.sign_in("tuvan1").post("/service-searches", {
            "need": "medical_care", "province": "33", "as_of": "2026-03-02"}).expect(200)
        self.assertIn(body["id"], [item["organisation"]["id"] for item in found["items"]])

    def test_accounts_and_posts_are_listed_without_secrets(self):
        admin = self.server.sign_in("quantri")
        users = admin.get("/users?limit=5").expect(200)["items"]
        opened = admin.get(f"/users/{users[0]['id']}")
        opened.expect(200)
        self.assertNotIn(b"argon2", opened.bytes)
        admin.get(f"/posts?user_id={users[0]['id']}").expect(200)

    def test_the_auditor_reads_the_log_and_nothing_else(self):
        auditor = self.server.sign_in("kiemtoan")
        self.assertTrue(auditor.get("/audit-entries?limit=5").expect(200)["items"])
        auditor.get("/audit-heads").expect(200)
        auditor.get("/contacts").refused(403, "permission.missing")


if __name__ == "__main__":
    unittest.main()
