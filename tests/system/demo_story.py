"""The demo: every role finds something to do, the log is whole, a second run adds nothing."""
import csv
import pathlib
import subprocess
import time
import unittest

from harness import BINARY, ROOT, Server

NOW = "2026-03-02T09:00:00+07:00"  # a Monday


def demo(data, *arguments):
    return subprocess.run([BINARY, "demo", "--data", data, *arguments],
                          check=True, capture_output=True, text=True)


class AYearOfWork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(demo=False, now=NOW)
        cls.addClassCleanup(cls.server.close)
        cls.server.stop()
        began = time.monotonic()
        demo(cls.server.data, "--until", NOW)
        cls.seconds = time.monotonic() - began
        cls.server.start()

    def items(self, username, path):
        return self.server.sign_in(username).get(path).expect(200)["items"]

    def test_takes_less_than_a_minute(self):
        self.assertLess(self.seconds, 60)

    def test_counsellors_have_a_call_log_drafts_and_connections(self):
        for username in ("tuvan1", "tuvan2", "tuvan_hy"):
            final = self.items(username, "/contacts?state=final&limit=200")
            self.assertGreater(len(final), 50, username)
            self.assertTrue(self.items(username, "/contacts?state=draft"), username)
            self.assertTrue(self.items(username, "/connections?scope=asked"), username)

    def test_the_two_hotlines_see_nothing_of_each_other(self):
        def numbers(username):
            lines = self.items(username, "/contacts?state=final&limit=200")
            return {line["number"][:3] for line in lines}
        self.assertEqual(numbers("lanhdao111"), {"111"})
        self.assertEqual(numbers("lanhdao_hy"), {"HY-"})

    def test_every_agency_has_an_inbox(self):
        for username in ("ca_tv", "bp_tv", "yt_tv", "hpn_tv", "nv_tv", "bt_tv", "yt_lanhdao",
                         "yt_donvi", "ca_donvi"):
            self.assertTrue(self.items(username, "/connections?scope=inbox"), username)

    def test_every_kind_of_body_leads_a_case_and_is_called_into_another(self):
        for username in ("tuvan1", "lanhdao111", "lanhdao_hy", "yt_tv", "ca_tv", "bp_tv", "hpn_tv"):
            self.assertTrue(self.items(username, "/cases?scope=mine"), username)
        for username in ("hpn_tv", "ca_tv", "nv_tv", "yt_tv", "bt_tv", "bp_tv", "yt_donvi", "tuvan1"):
            self.assertTrue(self.items(username, "/cases?scope=shared"), username)
        self.assertEqual(self.items("tuvan2", "/cases"), [])

    def test_referrals_stand_at_every_place_on_their_way(self):
        """R-014 to R-033, R-127: every state but "cancelled", an emergency, somebody abroad."""
        lines = [line for name in ("tuvan1", "lanhdao111", "lanhdao_hy", "bp_tv", "ca_tv")
                 for line in self.items(name, "/referrals?scope=sent&limit=200")]
        states = {line["status"] for line in lines}
        self.assertEqual(states, {
            "draft", "sent", "acknowledged", "delegated", "accepted", "in_transit", "handed_over",
            "in_service", "completed", "declined", "rerouted", "expired", "withdrawn_by_victim"})
        self.assertIn("from_abroad", {line["route"] for line in lines})
        hurried = [line for line in lines if line["emergency"]]
        self.assertEqual({line["status"] for line in hurried}, {"in_transit"})
        months = {line["created_at"][:7] for line in lines}
        self.assertGreater(len(months), 5)
        lead = self.server.sign_in("tuvan1")
        mine = {line["id"]: line for line in lead.get("/referrals?scope=sent").expect(200)["items"]}
        whole = {id: lead.get(f"/referrals/{id}").expect(200) for id in mine}
        waiting = [one for one in whole.values() if one["status"] == "accepted"]
        self.assertTrue(any({"field": "consent", "code": "required"} in gate["missing"]
                            for one in waiting for gate in one["gates"]))
        self.assertTrue(any(one["emergency_path"] and one["emergency_path"]["skipped"]
                            for one in whole.values()))
        owed = [look for one in whole.values() if one["status"] == "in_service"
                for look in one["follow_ups"]
                if not look["done"] and look["due_on"] < NOW[:10]]
        self.assertTrue(owed)
        for name in ("yt_tv", "hpn_tv", "bt_tv", "nv_tv", "yt_donvi", "ca_donvi"):
            self.assertTrue(self.items(name, "/referrals?scope=inbox"), name)
        for name in ("tuvan1", "bp_tv", "yt_tv", "hpn_tv", "bt_tv", "yt_donvi"):
            self.assertTrue(self.server.sign_in(name).get("/work").expect(200)["referrals"], name)

    def test_some_answers_are_late_and_some_are_overdue_now(self):
        lead = self.server.sign_in("lanhdao111")
        board = lead.get("/duty-boards/current?scope=organisation").expect(200)
        self.assertTrue(any(line["done_late"] for line in board["by_agency"]))
        self.assertTrue(any(line["done_on_time"] for line in board["by_agency"]))
        overdue = sum(len(self.items(name, "/duties?due=overdue&scope=organisation"))
                      for name in ("lanhdao111", "ca_tv", "yt_tv"))
        self.assertGreater(overdue, 1)

    def test_a_caller_is_in_danger_and_the_lead_knows(self):
        work = self.server.sign_in("truongca1").get("/work").expect(200)
        self.assertGreaterEqual(work["counts"]["callers_at_risk"], 1)

    def test_written_reports_were_issued(self):
        reports = self.items("lanhdao111", "/documents?kind=written_report&limit=200")
        self.assertGreater(len(reports), 20)

    def test_a_monthly_report_was_issued_for_every_month(self):
        reports = self.items("lanhdao111", "/documents?kind=monthly_report&state=issued")
        self.assertEqual(len(reports), 7)  # July to January; February's is due on the third

    def test_every_stage_of_a_connection_can_be_looked_at(self):
        lines = self.items("lanhdao111", "/connections?scope=all&limit=200")
        stages = {line["status"] for line in lines}
        self.assertLessEqual({"sent", "declined", "rerouted", "delegated", "handling",
                              "first_result", "completed"}, stages)

    def test_nobody_real_is_in_it(self):
        client = self.server.sign_in("tuvan1")
        for line in client.get("/contacts?state=final&limit=50").expect(200)["items"]:
            contact = client.get(f"/contacts/{line['id']}").expect(200)
            self.assertNotIn(contact["phone"] or "", ("111", "18001567"))

    def test_the_log_is_whole_and_a_second_run_adds_nothing(self):
        self.server.stop()
        verify = [BINARY, "verify-audit", "--data", self.server.data]
        first = subprocess.run(verify, capture_output=True, text=True, check=False)
        self.assertEqual(first.returncode, 0, first.stdout + first.stderr)
        demo(self.server.data, "--until", NOW)
        second = subprocess.run(verify, capture_output=True, text=True, check=False)
        self.assertEqual(first.stdout.split()[1], second.stdout.split()[1])
        self.server.start()


class TheFirstHalfOf2021(unittest.TestCase):
    """The published figures come out of the loaded records, share by share."""

    def test_prints_exactly_what_was_published(self):
        server = Server(demo=False, now=NOW)
        self.addCleanup(server.close)
        server.stop()
        demo(server.data, "--published", "h1-2021", "--until", NOW)
        server.start()
        lead = server.sign_in("lanhdao111")
        hotline = lead.session["posts"][0]["organisation_id"]
        report = lead.get(f"/reports/hotline?hotline_id={hotline}&from=2021-01-01&to=2021-06-30"
                          "&age_set=tongdai_caller&geography=p63").expect(200)
        sections = {section["code"]: section for section in report["sections"]}
        with (ROOT / "data/published/hotline-2021-h1.csv").open(encoding="utf-8") as file:
            for line in csv.DictReader(file):
                if line["unit"] == "period":
                    continue
                published = int(line["count"])
                section = sections[line["section"]]
                if line["section"] == "total":
                    self.assertEqual(section["total"], published)
                    continue
                row = next(row for row in section["rows"] if row["code"] == line["code"])
                self.assertEqual(row["count"], published, line)
                self.assertEqual(row["share_permille"], (published * 10000 // 1020 + 5) // 10, line)


class Misuse(unittest.TestCase):
    def test_an_unknown_data_set_or_time_is_told(self):
        for wrong in (["--published", "h2-1999"], ["--until", "yesterday"]):
            told = subprocess.run([BINARY, "demo", "--data", "/nonexistent/nowhere", *wrong],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(told.returncode, 2, told.stderr)
            self.assertFalse(pathlib.Path("/nonexistent").exists())


if __name__ == "__main__":
    unittest.main()
