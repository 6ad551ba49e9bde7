"""Which services the goal of 100 % looks at is a row with a day that an administrator adds (R-086)."""
import unittest

from care import CareStory

NEW = {"version": 2, "residents": ["a", "b", "c", "d", "dd", "e", "g", "h", "i"], "foreigners": ["a"],
       "basis": "Quyết định thử nghiệm: không tính trợ cấp, vay vốn"}


class Goal(CareStory):
    def confirmed_victim(self, lead):
        """Somebody found to be a victim, who got shelter and waits for a loan."""
        case, person = self.start_case(lead, road="self_report")
        body = self.organisation(lead, "Công an tỉnh Hưng Yên")
        path = f"/persons/{person}/identification-steps"
        lead.post(path, {"version": 0, "action": "suspect", "body_id": body, "province": "33"}
                  ).expect(200)
        lead.post(path, {"version": 1, "action": "start"}).expect(200)
        lead.post(f"/persons/{person}/evidence", {"version": 2, "kind": "ev_e",
                                                  "description": "vé xe"}).expect(201)
        paper = {"kind": "police_certificate", "number": "12/GXN", "date": "2026-03-02",
                 "issuer": "Công an tỉnh"}
        lead.post(path, {"version": 2, "action": "confirm", "paper": paper}).expect(200)
        for service in ("shelter", "loan"):
            lead.post(f"/cases/{case}/needs", {"service": service, "person_id": person}).expect(201)
        needs = lead.get(f"/cases/{case}").expect(200)["needs"]
        shelter = next(one for one in needs if one["service"] == "shelter")
        lead.put(f"/needs/{shelter['id']}", {"version": shelter["version"], "state": "met"}
                 ).expect(200)

    def count(self, client):
        order = {"report": "goal_100", "from": f"{self.today[:4]}-01-01", "to": self.today}
        run = client.finished(client.post("/report-runs", order).expect(201))
        return client.get(f"/report-versions/{run['result_id']}").expect(200)

    @staticmethod
    def rows(version):
        table = next(one for one in version["parts"][0]["tables"] if one["code"] == "support")
        return {row["code"]: row["total"] for row in table["rows"] if row["total"]}

    def test_another_row_changes_the_next_count_and_says_why(self):
        lead = self.server.sign_in("tuvan1")
        statistician = self.server.sign_in("thongke")
        administrator = self.server.sign_in("quantri")
        self.today = lead.session["server_time"][:10]
        self.confirmed_victim(lead)
        before = self.count(statistician)
        self.assertEqual(self.rows(before), {"not_yet": 1})

        new = {**NEW, "valid_from": f"{self.today[:4]}-01-01"}
        statistician.post("/support-goal-rules", new).expect(403)
        made = administrator.post("/support-goal-rules", new).expect(201)
        self.assertEqual(made["number"], 3)
        administrator.post("/support-goal-rules", new).refused(409, "stale")
        listed = lead.get("/support-goal-rules").expect(200)["items"]
        self.assertEqual([one["valid_from"] for one in listed],
                         [new["valid_from"], "2025-07-01", "2012-01-01"])
        self.assertEqual(listed[0], made)

        after = self.count(statistician)
        self.assertEqual((self.rows(after), after["number"]), ({"all_delivered": 1}, 2))
        changes = statistician.get(f"/report-versions/{after['id']}/changes").expect(200)["items"]
        reasons = {change["row"]: [reason["reason"] for reason in change["reasons"]]
                   for change in changes if change["table"] == "support"}
        self.assertEqual(reasons, {"all_delivered": ["reclassification"],
                                   "not_yet": ["reclassification"]})
        again = statistician.get(f"/report-versions/{before['id']}").expect(200)
        self.assertTrue(again["verified"])
        self.assertEqual(self.rows(again), {"not_yet": 1})

    def test_a_row_that_cannot_hold_is_refused_field_by_field(self):
        administrator = self.server.sign_in("quantri")
        last = max(one["number"] for one in
                   administrator.get("/support-goal-rules").expect(200)["items"])
        refused = administrator.post("/support-goal-rules", {
            "version": last, "residents": [], "foreigners": ["x"], "valid_from": "1999-01-01",
            "basis": ""}).expect(400)
        self.assertEqual({(one["field"], one["code"]) for one in refused["fields"]},
                         {("residents", "required"), ("foreigners", "unknown_value"),
                          ("valid_from", "out_of_range"), ("basis", "required")})


if __name__ == "__main__":
    unittest.main()
