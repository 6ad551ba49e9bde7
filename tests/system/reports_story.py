"""Reports of a year of work: every figure opens exactly the records it counts, and the paper says the
same (R-005, R-009, R-028, R-066, R-067).
"""
import subprocess
import tempfile
import unittest

from harness import server_after_a_year

FIGURES = ["asked", "answered_in_1_day", "first_result_in_5_days", "declined_rerouted", "delegated",
           "open"]
ANSWERS = ["asked", "accepted", "declined_rerouted", "unanswered", "delegated"]
COURSE = ["under_way", "handed_over", "completed", "withdrawn"]
LOOKS = ["follow_ups_due", "follow_ups_done", "follow_ups_overdue"]
MONTH = "2026-01"


def vietnamese(number):
    """1234 → "1.234"."""
    return f"{number:,}".replace(",", ".")


def share(permille):
    """853 → "85,3", 750 → "75"."""
    return f"{permille / 10:.1f}".removesuffix(".0").replace(".", ",")


def setUpModule():
    """One server with the year of work of the demo for all stories here."""
    server = server_after_a_year()
    unittest.addModuleCleanup(server.close)
    ReportStory.server = server


class ReportStory(unittest.TestCase):
    """The lead of the hotline and the people who look at figures."""

    server = None

    @classmethod
    def setUpClass(cls):
        cls.lead = cls.server.sign_in("lanhdao111")
        cls.hotline = cls.lead.session["posts"][0]["organisation_id"]

    def opened(self, client, path, limit=200):
        """Numbers of all pages."""
        ids, cursor = [], ""
        while cursor is not None:
            page = client.get(f"{path}&limit={limit}{cursor and '&cursor=' + cursor}").expect(200)
            ids += [line["number"] for line in page["items"]]
            cursor = page["next"]
        return ids

    def assert_opens(self, count, client, path, limit=200):
        ids = self.opened(client, path, limit)
        self.assertEqual((len(ids), len(set(ids))), (count, count), path)
        return ids

    def issued_text(self, document):
        """Issues a drafted paper and returns it with the words of its PDF."""
        issued = self.lead.post(f"/documents/{document['id']}/issuances",
                                {"version": document["version"]}).expect(200)
        self.assertEqual(issued["state"], "issued")
        self.assertTrue(issued["number"])
        self.assertRegex(issued["hash"], r"^[0-9a-f]{64}$")
        paper = self.lead.get(f"/documents/{document['id']}/pdf")
        self.assertEqual(paper.status, 200)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(paper.bytes)
            file.flush()
            told = subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True,
                                  capture_output=True, text=True)
        return issued, told.stdout

    def printed(self, document):
        page = self.lead.get(f"/documents/{document['id']}/print")
        self.assertEqual(page.status, 200)
        return page.bytes.decode()

    def withdraw(self, document):
        path = f"/documents/{document['id']}/withdrawals"
        reason = {"version": document["version"], "reason": "số liệu còn thiếu"}
        self.lead.post(path, reason | {"version": 99}).refused(409, "stale")
        self.lead.post(path, reason | {"colour": "red"}).refused(400, "request.invalid")
        gone = self.lead.post(path, reason).expect(200)
        self.assertEqual((gone["state"], gone["withdrawn_reason"], gone["number"]),
                         ("withdrawn", "số liệu còn thiếu", document["number"]))
        self.assertEqual(gone["blocks"], document["blocks"])


class TheMonthOfTheWorkingGroup(ReportStory):
    def report(self, client):
        return client.get(f"/reports/working-group?month={MONTH}").expect(200)

    def records(self, figure, organisation=None):
        where = f"&organisation_id={organisation}" if organisation else ""
        return f"/reports/working-group/records?month={MONTH}&figure={figure}{where}"

    def test_every_figure_of_every_agency_opens_its_records(self):
        """R-009"""
        report = self.report(self.lead)
        self.assertGreater(len(report["rows"]), 3)
        for figure in FIGURES:
            whole = set(self.assert_opens(report["total"][figure], self.lead, self.records(figure),
                                          limit=3))
            parts = set()
            for row in report["rows"]:
                agency = self.records(figure, row["organisation"]["id"])
                parts |= set(self.assert_opens(row["figures"][figure], self.lead, agency, limit=2))
            self.assertEqual(parts, whole, figure)
        self.assertGreater(report["total"]["declined_rerouted"], 0)

    def test_an_agency_counts_its_own_and_the_statistician_opens_none(self):
        """R-009, R-013: of what an agency gave back, or what was taken back from it, it sees what it
        did itself, and no more."""
        whole = self.report(self.lead)
        for name in ("bp_tv", "ca_tv", "yt_tv", "hpn_tv", "bt_tv", "yt_lanhdao"):
            member = self.server.sign_in(name)
            own = member.session["posts"][0]["organisation_id"]
            shown = self.report(member)
            self.assertEqual([row["organisation"]["id"] for row in shown["rows"]],
                             [own] if shown["total"]["asked"] else [])
            for figure in FIGURES:
                self.assert_opens(shown["total"][figure], member, self.records(figure), limit=2)
            self.assert_traces(member, own)
        statistician = self.server.sign_in("thongke")
        self.assertGreaterEqual(self.report(statistician)["total"]["asked"], whole["total"]["asked"])
        statistician.get(self.records("asked")).refused(403, "permission.missing")
        self.lead.get(self.records("liked")).refused(400, "request.invalid")
        self.lead.get("/reports/working-group?month=2026-13").refused(400, "request.invalid")

    def assert_traces(self, member, own):
        """What may be opened is what the agency sees everywhere; the rest are facts of its own."""
        asked = {line["number"]: line
                 for lead in (self.lead, self.server.sign_in("lanhdao_hy"))
                 for line in lead.get(self.records("asked", own)).expect(200)["items"]}
        for line in member.get(self.records("asked")).expect(200)["items"]:
            truth = asked[line["number"]]
            seen = line["connection"]
            if seen:
                member.get(f"/connections/{seen['id']}").expect(200)
                continue
            member.get(f"/connections/{truth['connection']['id']}").refused(404, "not_found")
            self.assertEqual(line["decline"], truth["decline"])
            self.assertEqual(set(line), {"number", "status", "organisation_name", "sent_at",
                                         "decline", "connection"})
            word = "declined" if line["decline"] else truth["status"]
            self.assertEqual(line["status"], word)

    def referrals(self, figure, organisation=None, month=MONTH):
        where = f"&organisation_id={organisation}" if organisation else ""
        return f"/reports/working-group/referral-records?month={month}&figure={figure}{where}"

    def test_every_figure_on_referrals_opens_its_records(self):
        """R-028, R-127: over the year every figure is more than 0 once."""
        seen = dict.fromkeys([*ANSWERS, *COURSE, *LOOKS], 0)
        for month in ("2025-07", "2025-08", "2025-10", "2025-12", MONTH, "2026-02"):
            report = self.lead.get(f"/reports/working-group?month={month}").expect(200)["referrals"]
            for figure in seen:
                seen[figure] += report["total"][figure]
                whole = self.assert_opens(report["total"][figure], self.lead,
                                          self.referrals(figure, month=month), limit=1)
                parts = [number for row in report["rows"] for number in self.assert_opens(
                    row["figures"][figure], self.lead,
                    self.referrals(figure, row["organisation"]["id"], month))]
                self.assertEqual(sorted(parts), sorted(whole), figure)
        self.assertEqual([figure for figure, count in seen.items() if not count], [])

    def test_an_agency_counts_referrals_it_was_asked_for_and_of_others_sees_a_trace(self):
        """R-028, R-031: what it declined stays in its figures, without anything that opens it."""
        closed = 0
        for name in ("bp_tv", "yt_tv", "hpn_tv", "bt_tv", "yt_lanhdao"):
            member = self.server.sign_in(name)
            own = member.session["posts"][0]["organisation_id"]
            for month in ("2025-07", "2025-12", "2026-02"):
                shown = member.get(f"/reports/working-group?month={month}").expect(200)["referrals"]
                self.assertLessEqual({row["organisation"]["id"] for row in shown["rows"]}, {own})
                for figure in [*ANSWERS, *COURSE, *LOOKS]:
                    self.assert_opens(shown["total"][figure], member,
                                      self.referrals(figure, month=month))
                for line in member.get(self.referrals("asked", month=month)).expect(200)["items"]:
                    self.assertEqual(set(line), {"number", "status", "organisation_name", "sent_at",
                                                 "decline", "referral"})
                    if line["referral"]:
                        member.get(f"/referrals/{line['referral']['id']}").expect(200)
                        continue
                    closed += 1
                    self.assertIn(line["status"], {"declined", "expired", "withdrawn_by_victim"})
        self.assertGreater(closed, 0)
        self.server.sign_in("thongke").get(self.referrals("asked")).refused(
            403, "permission.missing")
        self.lead.get(self.referrals("liked")).refused(400, "request.invalid")
        self.lead.get(self.referrals("asked", month="2026-13")).refused(400, "request.invalid")

    def assert_tells_of_referrals(self, document, report):
        """R-028: three tables, after that on connections."""
        tables = [block["rows"] for block in document["blocks"] if block["kind"] == "table"][1:]
        for table, names in zip(tables, (ANSWERS, COURSE, LOOKS), strict=True):
            lines = [[row["organisation"]["name"], *self.cells(row["figures"], names)]
                     for row in report["rows"]]
            self.assertEqual(table, [*lines, ["Tổng số", *self.cells(report["total"], names)]])

    def test_the_paper_is_issued_printed_and_withdrawn(self):
        """R-009: the paper says what the screen says."""
        report = self.report(self.lead)
        order = "/reports/working-group/documents"
        self.lead.post(order, {"month": "2026-1"}).refused(400, "request.invalid")
        self.lead.post(order, {"month": MONTH, "colour": "red"}).refused(400, "request.invalid")
        self.server.sign_in("ca_tv").post(order, {"month": MONTH}).refused(
            403, "permission.missing")
        draft = self.lead.post(order, {"month": MONTH}).expect(201)
        self.assertEqual((draft["kind"], draft["state"]), ("monthly_report", "draft"))
        table = next(block for block in draft["blocks"] if block["kind"] == "table")
        lines = [[row["organisation"]["name"], *self.cells(row["figures"])]
                 for row in report["rows"]]
        self.assertEqual(table["rows"], [*lines, ["Tổng số", *self.cells(report["total"])]])
        self.assert_tells_of_referrals(draft, report["referrals"])
        issued, text = self.issued_text(draft)
        self.assertIn("Theo dõi sau bàn giao", text)
        total = next(line for line in text.splitlines() if "Tổng số" in line)
        self.assertEqual(total.split()[2:], self.cells(report["total"]))
        permille = (report["total"]["answered_in_1_day"] * 10000 // report["total"]["asked"] + 5) // 10
        told = f"Trả lời trong thời hạn: {share(permille)} %"
        self.assertIn(told, " ".join(text.split()))
        page = self.printed(issued)
        for words in (issued["number"], "Tổng số", told):
            self.assertIn(words, page)
        self.withdraw(issued)

    def cells(self, figures, names=FIGURES):
        return [vietnamese(figures[name]) for name in names]


class TheHotlineReport(ReportStory):
    def query(self, **more):
        whole = {"hotline_id": self.hotline, "from": "2026-01-01", "to": "2026-01-31",
                 "age_set": "tongdai_caller", "geography": "p34", **more}
        return "&".join(f"{name}={value}" for name, value in whole.items())

    def test_every_row_of_every_section_opens_its_records(self):
        """R-066: information, counselling and referral; R-005: connection and referral are two."""
        report = self.lead.get("/reports/hotline?" + self.query()).expect(200)
        sections = {section["code"]: section for section in report["sections"]}
        self.assertEqual([row["code"] for row in sections["report_group"]["rows"]],
                         ["information", "counselling", "referral"])
        kinds = [row["code"] for row in sections["kind"]["rows"]]
        self.assertIn("service_connection", kinds)
        self.assertIn("referral", kinds)
        for code, section in sections.items():
            for row in section["rows"]:
                asked = self.query(section=code, code=row["code"])
                self.assert_opens(row["count"], self.lead, f"/reports/hotline/records?{asked}")
            counted = [row for row in section["rows"] if row["code"] != "no_content"]
            if not section["many_per_record"] and code != "kind":
                self.assertEqual(sum(row["count"] for row in counted), section["total"], code)
        for section, code in (("weather", "rain"), ("sex", "rain"), ("topic", "rain")):
            self.lead.get("/reports/hotline/records?" + self.query(section=section, code=code)
                          ).refused(400, "request.invalid")
        self.lead.get("/reports/hotline?" + self.query(age_set="moons")).refused(
            400, "request.invalid")
        self.lead.get("/reports/hotline?" + self.query(geography="p12")).refused(
            400, "request.invalid")
        self.server.sign_in("thongke").get(
            "/reports/hotline/records?" + self.query(section="total", code="total")).refused(
                403, "permission.missing")

    def test_cumulative_figures_go_on_from_a_balance_in_the_paper_too(self):
        """R-067: figures from before the system, with the paper they come from."""
        balance = {"hotline_id": self.hotline, "as_of": "2025-12-31", "section": "total",
                   "code": "total", "count": 21046, "source": "Báo cáo thử số 7"}
        self.lead.post("/opening-balances", balance | {"count": -1}).refused(400, "request.invalid")
        self.lead.post("/opening-balances", balance | {"colour": "red"}).refused(
            400, "request.invalid")
        self.server.sign_in("truongca1").post("/opening-balances", balance).refused(
            403, "permission.missing")
        made = self.lead.post("/opening-balances", balance).expect(201)
        self.assertEqual(made, balance | {"id": made["id"], "note": ""})
        kept = self.lead.get(f"/opening-balances?hotline_id={self.hotline}").expect(200)["items"]
        self.assertIn(made, kept)

        report = self.lead.get("/reports/hotline?" + self.query(cumulative=1)).expect(200)
        total = next(one for one in report["sections"] if one["code"] == "total")
        row = next(one for one in total["rows"] if one["code"] == "total")
        self.assertEqual(row["cumulative"], 21046 + row["count"])
        self.assertEqual(report["sources"], ["Báo cáo thử số 7"])

        order = {"hotline_id": self.hotline, "from": "2026-01-01", "to": "2026-01-31",
                 "age_set": "tongdai_caller", "geography": "p34"}
        wrong = self.lead.post("/reports/hotline/documents", order | {"geography": "p12"})
        self.assertIn("geography", wrong.refused(400, "request.invalid"))
        draft = self.lead.post("/reports/hotline/documents", order).expect(201)
        issued, text = self.issued_text(draft)
        for words in (vietnamese(row["cumulative"]), "Báo cáo thử số 7", "100 %"):
            self.assertIn(words, text)
            self.assertIn(words, self.printed(issued))
        groups = next(one for one in report["sections"] if one["code"] == "report_group")
        for one in groups["rows"]:
            line = next(line for line in text.splitlines() if one["label_vi"] in line)
            self.assertEqual(line.replace(one["label_vi"], "").split()[:2],
                             [vietnamese(one["count"]), share(one["share_permille"])], line)
        self.withdraw(issued)
