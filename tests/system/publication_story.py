"""Publication: what the public sees gives nobody away, now or together with what it has seen before
(R-094, R-110, R-129; spec good practice 6.4, security 3.10).
"""
import unittest

from harness import server_after_a_year

FROM, TO = "2025-07-01", "2026-02-28"


def setUpModule():
    """One server with the year of work of the demo for all stories here."""
    server = server_after_a_year()
    unittest.addModuleCleanup(server.close)
    PublicationStory.server = server


class PublicationStory(unittest.TestCase):
    """A statistician publishes."""

    server = None

    @classmethod
    def setUpClass(cls):
        cls.statistician = cls.server.sign_in("thongke")
        cls.lead = cls.server.sign_in("lanhdao111")
        cls.administrator = cls.server.sign_in("quantri")

    def finished(self, run):
        run = self.statistician.finished(run)
        self.assertEqual(run["state"], "done", run)
        return run

    def count(self, report, first=FROM, last=TO):
        run = self.finished(self.statistician.post(
            "/report-runs", {"report": report, "from": first, "to": last}).expect(201))
        return self.statistician.get(f"/report-versions/{run['result_id']}").expect(200)

    def prepare(self, version):
        run = self.finished(self.statistician.post(
            f"/report-versions/{version['id']}/releases", {}).expect(201))
        return self.statistician.get(f"/report-releases/{run['result_id']}").expect(200)

    def numbers(self, release):
        """Every figure of a public form; None where it is hidden."""
        for part in release["parts"]:
            yield part["total"]
            for table in part["tables"]:
                yield table["total"]
                for column in table["columns"]:
                    yield column["total"]
                for row in table["rows"]:
                    yield row["total"]
                    yield from row["cells"]

    def reasons(self, release):
        """Why every figure is hidden, in the order of numbers(); None where it is shown."""
        for part in release["parts"]:
            yield part["hidden_because"]
            for table in part["tables"]:
                yield table["hidden_because"]
                for column in table["columns"]:
                    yield column["hidden_because"]
                for row in table["rows"]:
                    yield row["hidden_because"]
                    yield from row["cells_hidden_because"]

    def test_who_prepares_a_release_learns_why_a_figure_is_hidden(self):
        release = self.prepare(self.count("victims"))
        reasons = list(self.reasons(release))
        self.assertEqual([one is None for one in self.numbers(release)],
                         [one is not None for one in reasons])
        self.assertLessEqual({"small_count", "protects_other"}, set(reasons))
        self.assertNotIn("not_recorded", reasons)

    def test_no_small_figure_is_printed_and_shares_go_with_their_counts(self):
        release = self.prepare(self.count("victims"))
        figures = list(self.numbers(release))
        self.assertFalse([one for one in figures if one is not None and 0 < one < 11])
        self.assertIn(None, figures)
        for part in release["parts"]:
            for table in part["tables"]:
                for row in table["rows"]:
                    if row["total"] is None or table["total"] is None:
                        self.assertIsNone(row["share_permille"])
                        self.assertEqual(row["share_hidden_because"], "count_hidden")
        self.assertEqual(release["rule"]["public_threshold"], 11)

    def test_the_hotline_report_is_released_once_and_becomes_a_public_paper(self):
        version = self.count("hotline", "2025-10-01", "2025-12-31")
        release = self.prepare(version)
        self.assertGreaterEqual(release["utility"]["totals_permille"], 300)
        path = f"/report-releases/{release['id']}"
        self.statistician.post(f"{path}/withdrawals", {"version": 1, "reason": "?"}).refused(
            409, "report_release.not_released")
        done = self.statistician.post(f"{path}/publications", {"version": 1}).expect(201)
        self.assertEqual(done["state"], "released")
        paper = self.statistician.get(f"/documents/{done['document_id']}").expect(200)
        self.assertIn("(bản công bố)", paper["title"])
        for block in paper["blocks"]:
            if block["kind"] == "table":
                self.assertNotIn("Lũy kế", block["columns"])
                self.assertNotIn("Cùng kỳ năm trước", block["columns"])
        self.statistician.post(f"/report-versions/{version['id']}/releases", {}).refused(
            409, "report_release.exists")
        self.statistician.post(f"{path}/publications", {"version": 2}).refused(
            409, "report_release.not_prepared")

        # Something else was released since it was prepared: it has to be looked at again.
        first = self.prepare(self.count("programme", "2025-10-01", "2025-12-31"))
        second = self.prepare(self.count("group", "2025-10-01", "2025-12-31"))
        self.statistician.post(f"/report-releases/{first['id']}/publications", {"version": 1}
                               ).expect(201)
        self.statistician.post(f"/report-releases/{second['id']}/publications", {"version": 1}
                               ).refused(409, "report_release.outdated")

        withdrawn = self.statistician.post(
            f"{path}/withdrawals", {"version": 2, "reason": "Sai tiêu đề"}).expect(201)
        self.assertEqual((withdrawn["state"], withdrawn["withdrawn_reason"]),
                         ("withdrawn", "Sai tiêu đề"))
        listed = self.statistician.get("/report-releases").expect(200)["items"]
        self.assertIn((release["id"], "withdrawn"), {(one["id"], one["state"]) for one in listed})

    def test_only_a_statistician_publishes(self):
        version = self.count("goal_100")
        self.lead.post(f"/report-versions/{version['id']}/releases", {}).expect(403)
        self.lead.get("/report-releases").expect(403)
        self.lead.get("/person-files").expect(403)

    def test_thresholds_are_data_with_a_day(self):
        rule = {"public_threshold": 15, "internal_sensitive": 5, "group_threshold": 30,
                "diversity": 2, "valid_from": "2027-01-01", "basis": "Quyết định thử nghiệm"}
        self.statistician.post("/disclosure-rules", rule).expect(403)
        refused = self.administrator.post("/disclosure-rules", {**rule, "group_threshold": 3,
                                                                "valid_from": "2020-01-01"}
                                          ).expect(400)
        self.assertEqual({(one["field"], one["code"]) for one in refused["fields"]},
                         {("group_threshold", "out_of_range"), ("valid_from", "in_past"),
                          ("valid_from", "not_after")})
        made = self.administrator.post("/disclosure-rules", rule).expect(201)
        listed = self.statistician.get("/disclosure-rules").expect(200)["items"]
        self.assertEqual(listed[0]["id"], made["id"])
        self.assertEqual(listed[-1]["public_threshold"], 11)

    def test_a_file_of_persons_tells_nothing_that_few_share(self):
        run = self.finished(self.statistician.post(
            "/person-files", {"from": FROM, "to": TO}).expect(201))
        file = next(one for one in self.statistician.get("/person-files").expect(200)["items"]
                    if one["id"] == run["result_id"])
        self.assertEqual(file["rows"] + file["suppressed"], file["records"])
        answer = self.statistician.get(f"/person-files/{file['id']}/csv")
        lines = answer.bytes.decode("utf-8-sig").split("\r\n")
        self.assertEqual(lines[0], "yearOfRegistration,gender,ageBroad,citizenship,"
                                   "typeOfExploitConcatenated,CountryOfExploitation")
        rows = [line for line in lines[1:] if line]
        self.assertEqual(len(rows), file["rows"])
        for row in rows:
            self.assertGreaterEqual(rows.count(row), 11)


if __name__ == "__main__":
    unittest.main()
