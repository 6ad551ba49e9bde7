"""Printed tables become records, and the records print the same tables: unit by unit, share by share;
in two geographies; and corrected afterwards without losing what was printed (R-066, R-067, R-110,
R-114).
"""
import csv
import pathlib
import subprocess
import tempfile
import unittest

from harness import BINARY, ROOT, Server

NOW = "2026-03-02T09:00:00+07:00"
PRINTED = ROOT / "tests/system/printed"
PUBLISHED = ROOT / "data/published"


def demo(data, *tables):
    for table in tables:
        subprocess.run([BINARY, "demo", "--data", data, "--published", table, "--until", NOW],
                       check=True, capture_output=True, text=True)


def rows_of(path):
    with pathlib.Path(path).open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["unit"] != "period"]


def number(count):
    """1234 → "1.234"."""
    return f"{count:,}".replace(",", ".")


def permille(part, whole):
    return (part * 10000 // whole + 5) // 10


def share(part, whole):
    """"85,3 %", "2 %"."""
    return f"{permille(part, whole) / 10:.1f}".removesuffix(".0").replace(".", ",") + " %"


class Printed(unittest.TestCase):
    """A server with the records of some tables."""

    tables = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(demo=False, now=NOW)
        cls.addClassCleanup(cls.server.close)
        cls.server.stop()
        demo(cls.server.data, *cls.tables)
        cls.server.start()
        cls.lead = cls.server.sign_in("lanhdao111")
        cls.hotline = cls.lead.session["posts"][0]["organisation_id"]

    def run_report(self, report, first, last, **more):
        order = {"report": report, "from": first, "to": last, "organisation_id": self.hotline, **more}
        run = self.lead.finished(self.lead.post("/report-runs", order).expect(201))
        self.assertEqual(run["state"], "done", run)
        return run

    def count(self, report, first, last, **more):
        run = self.run_report(report, first, last, **more)
        version = self.lead.get(f"/report-versions/{run['result_id']}").expect(200)
        self.assertTrue(version["verified"])
        return version

    def part(self, version, code):
        return next(part for part in version["parts"] if part["code"] == code)

    def table(self, version, part, code):
        return next(one for one in self.part(version, part)["tables"] if one["code"] == code)

    def row(self, version, part, table, code):
        return next(row for row in self.table(version, part, table)["rows"] if row["code"] == code)

    def assert_prints(self, version, part, unit, rows):
        """Every figure of the table stands in the report, and nothing stands there besides."""
        mine = [row for row in rows if row["unit"] == unit and row["section"] != "age_set"]
        total = next(int(row["count"]) for row in mine if row["section"] == "total")
        self.assertEqual(self.part(version, part)["total"], total)
        for section in {row["section"] for row in mine} - {"total"}:
            printed = {row["code"]: int(row["count"]) for row in mine if row["section"] == section}
            table = self.table(version, part, section)
            counted = {row["code"]: row["total"] for row in table["rows"] if row["total"]}
            self.assertEqual(counted, {code: n for code, n in printed.items() if n}, section)
            for row in table["rows"]:
                self.assertEqual(row["share_permille"], permille(row["total"], total), row)

    def issue(self, version):
        """The paper of a version, issued."""
        made = self.lead.post(f"/report-versions/{version['id']}/documents", {}).expect(201)
        paper = self.lead.get(f"/documents/{made['document_id']}").expect(200)
        self.lead.post(f"/documents/{paper['id']}/issuances",
                       {"version": paper["version"]}).expect(200)
        return self.lead.get(f"/documents/{paper['id']}").expect(200)

    def lines(self, paper, title):
        """The table of a paper by the first column, below its heading."""
        block = next(block for block in paper["blocks"]
                     if block["kind"] == "table" and block["columns"][0] == title)
        return {row[0]: row[1:] for row in block["rows"]}

    def assert_paper_prints(self, paper, version, part, sections):
        for code in sections:
            table = self.table(version, part, code)
            lines = self.lines(paper, table["title_vi"])
            for row in table["rows"]:
                self.assertEqual(lines[row["label_vi"]][:2],
                                 [number(row["total"]), share(row["total"], table["total"])], row)


class TheFirstHalfOf2021(Printed):
    """1,020 conversations; source of the figures: data/published."""

    tables = ("h1-2021",)
    SHARES = {("caller_group", "public"): 853, ("caller_group", "relative_friend"): 96,
              ("caller_group", "official_press"): 31, ("caller_group", "victim"): 20,
              ("sex", "male"): 627, ("sex", "female"): 373}

    def test_every_figure_and_every_share_is_printed_as_published(self):
        version = self.count("hotline", "2021-01-01", "2021-06-30")
        self.assert_prints(version, "contacts", "contact", rows_of(PUBLISHED / "hotline-2021-h1.csv"))
        for (table, row), printed in self.SHARES.items():
            self.assertEqual(self.row(version, "contacts", table, row)["share_permille"], printed)

    def test_the_issued_paper_says_the_same_in_the_printed_style(self):
        version = self.count("hotline", "2021-01-01", "2021-06-30")
        paper = self.issue(version)
        self.assertEqual(paper["state"], "issued")
        text = " ".join(block.get("text") or "" for block in paper["blocks"])
        self.assertIn("tổng đài tiếp nhận 1.020 cuộc, gồm 854 cuộc cung cấp thông tin", text)
        self.assertIn("380 (37,3 %); là nam: 640 (62,7 %)", text)
        self.assert_paper_prints(paper, version, "contacts",
                                 ("report_group", "caller_group", "age_band", "sex"))
        callers = self.lines(paper, "Người liên hệ")
        self.assertEqual(callers["Người dân"][:2], ["870", "85,3 %"])
        self.assertEqual(callers["Nạn nhân"][:2], ["20", "2 %"])
        self.assertEqual(callers["Tổng số"][0], "1.020")


class NineMonthsOf2021AndSinceTheStart(Printed):
    """2,129 conversations, and the cumulative line from the figures before 2021 on."""

    tables = ("hotline-2021-9m", "hotline-cumulative-2021-09")
    CUMULATIVE = {"information": 16130, "counselling": 4495, "referral": 421}

    def test_nine_months_are_printed_as_published(self):
        version = self.count("hotline", "2021-01-01", "2021-09-30")
        self.assert_prints(version, "contacts", "contact", rows_of(PUBLISHED / "hotline-2021-9m.csv"))
        groups = {row["code"]: row["share_permille"]
                  for row in self.table(version, "contacts", "report_group")["rows"]}
        self.assertEqual(groups, {"information": 860, "counselling": 129, "referral": 12})
        self.assertEqual(sum(groups.values()), 1001)  # never put right

    def test_the_cumulative_line_goes_on_from_the_opening_figures(self):
        version = self.count("hotline", "2021-01-01", "2021-09-30")
        table = self.table(version, "contacts", "report_group")
        self.assertEqual(table["cumulative_total"], 21046)
        self.assertEqual({row["code"]: row["cumulative"] for row in table["rows"]}, self.CUMULATIVE)
        persons = self.table(version, "persons", "total")
        self.assertEqual((persons["total"], persons["cumulative_total"]), (0, 457))
        self.assertIsNone(self.table(version, "contacts", "sex")["cumulative_total"])
        self.assertTrue(any("trừ số đã in của 9 tháng năm 2021" in one
                            for one in version["sources"]), version["sources"])

    def test_halfway_the_cumulative_line_has_what_came_by_then(self):
        half = self.count("hotline", "2021-01-01", "2021-03-31")
        table = self.table(half, "contacts", "report_group")
        self.assertEqual(table["cumulative_total"], 18917 + table["total"])
        self.assertGreater(table["total"], 0)

    def test_the_paper_prints_the_cumulative_column_and_where_it_begins(self):
        paper = self.issue(self.count("hotline", "2021-01-01", "2021-09-30"))
        lines = self.lines(paper, "Loại cuộc")
        self.assertEqual({title: line[-1] for title, line in lines.items()}, {
            "Cung cấp thông tin": "16.130", "Tư vấn": "4.495", "Ca chuyển tuyến": "421",
            "Tổng số": "21.046"})
        self.assertEqual(lines["Cung cấp thông tin"][:2], ["1.830", "86 %"])
        text = " ".join(block.get("text") or "" for block in paper["blocks"])
        self.assertIn("Số lũy kế tính tiếp từ: Số liệu tổng đài công bố đến hết tháng 9/2021", text)

    def test_the_live_report_has_the_same_cumulative_line(self):
        """Persons that stand at another day do not hide the conversations."""
        report = self.lead.get(f"/reports/hotline?hotline_id={self.hotline}&from=2021-01-01"
                               "&to=2021-09-30&cumulative=1").expect(200)
        section = next(one for one in report["sections"] if one["code"] == "report_group")
        self.assertEqual({row["code"]: row["cumulative"] for row in section["rows"]},
                         self.CUMULATIVE)

    def test_an_opening_figure_needs_a_series_that_is_counted(self):
        order = {"hotline_id": self.hotline, "as_of": "2020-12-31", "section": "person/sex",
                 "code": "female", "count": 3, "source": "Bảng thử", "note": "Ghi chú thử"}
        for section, code, field in (("person/topic", "services", "section"),
                                     ("nobody/sex", "female", "section"),
                                     ("person/sex", "purple", "code"),
                                     ("person/month", "2020-12", "section")):
            refused = self.lead.post("/opening-balances", order | {"section": section, "code": code})
            self.assertEqual(refused.refused(400, "request.invalid"), {field: "unknown_value"})
        made = self.lead.post("/opening-balances",
                              order | {"as_of": "2019-12-31"}).expect(201)
        self.assertEqual((made["section"], made["note"]), ("person/sex", "Ghi chú thử"))


class AQuarterOfCasesPersonsAndReferrals(Printed):
    """24 cases, 36 persons, 64 referrals are three figures."""

    tables = ("hotline-one-quarter",)

    def test_three_units_are_three_figures(self):
        version = self.count("hotline", "2025-10-01", "2025-12-31")
        totals = {part["code"]: part["total"] for part in version["parts"]}
        self.assertEqual(totals, {"contacts": 0, "all_contacts": 0, "cases": 24, "persons": 36,
                                  "referrals": 64})
        text = " ".join(block.get("text") or "" for block in self.issue(version)["blocks"])
        self.assertIn("Có 24 hồ sơ vụ việc với 36 nạn nhân hoặc người nghi là nạn nhân, và 64 lượt "
                      "chuyển tuyến.", text)


class ServicesAndWhatWasTalkedAbout(Printed):
    """An invented table of conversations with places, topics and channels, and of services."""

    tables = (str(PRINTED / "services-2025-q4.csv"),)

    def test_every_marginal_comes_out(self):
        rows = rows_of(PRINTED / "services-2025-q4.csv")
        version = self.count("hotline", "2025-10-01", "2025-12-31")
        self.assert_prints(version, "contacts", "contact", rows)
        totals = {part["code"]: part["total"] for part in version["parts"]}
        self.assertEqual((totals["cases"], totals["persons"]), (6, 9))
        self.assert_prints(self.count("programme", "2025-10-01", "2025-12-31"), "services",
                           "service_event", rows)


class VictimsByPrintedBands(Printed):
    """An invented table with bands as printed in 2024: 15–16 and 16–18 overlap."""

    tables = (str(PRINTED / "victims-2025-q4.csv"),)

    def test_every_marginal_comes_out(self):
        rows = rows_of(PRINTED / "victims-2025-q4.csv")
        version = self.count("victims", "2025-10-01", "2025-12-31", age_set="tongdai_victim_2024")
        self.assert_prints(version, "victims", "person", rows)
        confirmed = next(int(row["count"]) for row in rows if row["code"] == "confirmed")
        self.assertEqual(self.part(version, "confirmed")["total"], confirmed)
        cases = self.count("hotline", "2025-10-01", "2025-12-31")
        self.assert_prints(cases, "cases", "case", rows)

    def test_shares_that_do_not_add_up_stay_as_they_are(self):
        version = self.count("victims", "2025-10-01", "2025-12-31", age_set="tongdai_victim_2024")
        bands = self.table(version, "victims", "age_band")
        self.assertEqual(sum(row["share_permille"] for row in bands["rows"]), 1001)
        self.assert_paper_prints(self.issue(version), version, "victims", ("age_band",))

    def test_in_a_set_without_overlap_nobody_is_guessed_into_a_band(self):
        version = self.count("victims", "2025-10-01", "2025-12-31", age_set="law")
        bands = {row["code"]: row["total"]
                 for row in self.table(version, "victims", "age_band")["rows"]}
        self.assertEqual(bands["not_computable"], 16)  # 0–9, 15–16, 16–18 cross the law's ages


class TwoGeographies(Printed):
    """The same codes are other provinces since 1/7/2025."""

    tables = (str(PRINTED / "victims-63.csv"), str(PRINTED / "victims-34.csv"))
    def provinces(self, version):
        return {row["code"]: (row["label_vi"], row["total"])
                for row in self.table(version, "victims", "province")["rows"] if row["total"]}

    def test_the_period_before_prints_in_the_63_provinces(self):
        version = self.count("victims", "2025-03-01", "2025-06-30", geography="p63")
        self.assertEqual(self.provinces(version), self.names("victims-63.csv", "p63"))

    def test_both_periods_print_in_the_34_provinces(self):
        version = self.count("victims", "2025-03-01", "2025-09-30", geography="p34")
        expected = {}
        for code, (name, count) in self.names("victims-63.csv", "p63").items():
            today = next(row for row in self.territories("p34")
                         if code in row["predecessors"].split("|"))
            label, there = expected.get(today["code"], (today["name_vi"], 0))
            expected[today["code"]] = (label, there + count)
        for code, (name, count) in self.names("victims-34.csv", "p34").items():
            label, there = expected.get(code, (name, 0))
            expected[code] = (label, there + count)
        self.assertEqual(self.provinces(version), expected)

    def test_regions_follow_the_province_and_not_the_code(self):
        for first, last, geography, scheme in (
                ("2025-03-01", "2025-06-30", "p63", "six_2023"),
                ("2025-03-01", "2025-09-30", "p34", "six_2025")):
            version = self.count("victims", first, last, geography=geography)
            region = self.regions(scheme)
            expected = {}
            for code, (_, count) in self.provinces(version).items():
                expected[region[code]] = expected.get(region[code], 0) + count
            counted = {row["label_vi"]: row["total"]
                       for row in self.table(version, "victims", "region")["rows"] if row["total"]}
            self.assertEqual(counted, expected, geography)

    def test_at_least_three_codes_were_used_again(self):
        old = self.names("victims-63.csv", "p63")
        new = self.names("victims-34.csv", "p34")
        again = {code for code in old.keys() & new.keys() if old[code][0] != new[code][0]}
        self.assertGreaterEqual(len(again), 3)

    @staticmethod
    def territories(geography):
        with (ROOT / "data/territories.csv").open(encoding="utf-8") as file:
            rows = {row["code"]: row for row in csv.DictReader(file)
                    if row["geography"] == geography}
        return list(rows.values())

    @staticmethod
    def regions(scheme):
        """Province → name of its region."""
        with (ROOT / "data/region-sets.csv").open(encoding="utf-8") as file:
            return {code: row["label_vi"] for row in csv.DictReader(file)
                    if row["scheme"] == scheme for code in row["members"].split("|")}

    def names(self, table, geography):
        by_code = {row["code"]: row["name_vi"] for row in self.territories(geography)}
        return {row["code"]: (by_code[row["code"]], int(row["count"]))
                for row in rows_of(PRINTED / table) if row["section"] == "province"}


class ACorrectionAfterPublication(Printed):
    """What was printed stays; the new count says what differs and why."""

    tables = ("h1-2021",)

    def change(self, contact_id, **changes):
        contact = self.lead.get(f"/contacts/{contact_id}").expect(200)
        self.lead.post(f"/contacts/{contact_id}/amendments", {
            "version": contact["version"], "reason": "Rà soát lại hồ sơ",
            "changes": changes}).expect(200)

    def behind(self, version, table, row):
        page = self.lead.get(f"/report-versions/{version['id']}/records?part=contacts"
                             f"&table={table}&row={row}&limit=200").expect(200)
        return [item["subject_id"] for item in page["items"]]

    def add_late(self):
        """A conversation of the half-year, typed in five years later."""
        counsellor = self.server.sign_in("tuvan1")
        made = counsellor.post("/contacts", {
            "hotline_id": self.hotline, "channel": "phone_111", "direction": "in",
            "started_at": "2021-03-15T02:00:00Z", "kind": "information", "topics": ["hotline_itself"],
            "caller_relation": "public", "sex": "female", "age": 33, "province": "01"}).expect(201)
        return counsellor.post(f"/contacts/{made['id']}/finalisations",
                               {"version": made["version"]}).expect(200)

    def test_a_new_version_lists_what_differs_and_the_old_one_stays(self):
        first = self.count("hotline", "2021-01-01", "2021-06-30")
        paper = self.issue(first)
        pdf = self.pages(paper)
        male = self.behind(first, "sex", "male")
        victims = [id for id in self.behind(first, "caller_group", "victim") if id not in male[:3]]
        self.server.advance(minutes=10)
        self.change(male[0], sex="female")
        self.change(male[1], started_at="2021-07-02T03:00:00Z",
                    ended_at="2021-07-02T03:05:00Z")  # leaves the half-year
        self.change(male[2], kind="no_content", no_content_reason="silent")  # leaves the groups
        self.change(victims[0], caller_relation="relative")
        self.add_late()
        self.server.advance(minutes=1)
        second = self.count("hotline", "2021-01-01", "2021-06-30")
        self.assertEqual((second["number"], second["previous_id"]), (2, first["id"]))
        self.assertEqual(self.part(second, "contacts")["total"], 1019)
        self.assert_told(first, second)
        self.assert_kept(first, paper, pdf)

    def assert_told(self, first, second):
        page = self.lead.get(f"/report-versions/{second['id']}/changes?limit=200").expect(200)
        self.assertIsNone(page["next"])
        changes = {(c["part"], c["table"], c["row"], c["column"]): c for c in page["items"]}
        for change in changes.values():
            came = sum(one["more"] for one in change["reasons"])
            went = sum(one["fewer"] for one in change["reasons"])
            self.assertEqual(change["before"] + came - went, change["after"], change)
        was, now = self.cells(first), self.cells(second)
        for place in was.keys() | now.keys():
            before, after = was.get(place, 0), now.get(place, 0)
            if before != after:
                self.assertEqual((changes[place]["before"], changes[place]["after"]),
                                 (before, after), place)
        for place, change in changes.items():
            if place[1]:
                self.assertEqual((change["before"], change["after"]),
                                 (was.get(place, 0), now.get(place, 0)), place)
        self.assertEqual(self.reasons(changes["contacts", "sex", "female", None]),
                         {"late_entry": (1, 0), "reclassification": (1, 0)})
        self.assertEqual(self.reasons(changes["contacts", "sex", "male", None]),
                         {"reclassification": (0, 1), "removed": (0, 1), "correction": (0, 1)})
        self.assertEqual(self.reasons(changes["contacts", "caller_group", "victim", None])
                         ["reclassification"], (0, 1))
        self.assertEqual(self.reasons(changes["contacts", None, "total", None]),
                         {"late_entry": (1, 0), "removed": (0, 1), "correction": (0, 1)})
        self.assertEqual(self.reasons(changes["all_contacts", "kind", "no_content", None]),
                         {"reclassification": (1, 0)})

    @staticmethod
    def reasons(change):
        return {one["reason"]: (one["more"], one["fewer"]) for one in change["reasons"]}

    @staticmethod
    def cells(version):
        """What changes speak of: rows of tables in one direction, cells of the others."""
        cells = {}
        for part in version["parts"]:
            for table in part["tables"]:
                for row in table["rows"]:
                    if not table["columns"]:
                        cells[part["code"], table["code"], row["code"], None] = row["total"]
                    for column, amount in zip(table["columns"], row["cells"]):
                        cells[part["code"], table["code"], row["code"], column["code"]] = amount
        return cells

    def assert_kept(self, first, paper, pdf):
        again = self.lead.get(f"/report-versions/{first['id']}").expect(200)
        self.assertEqual(again, first)
        self.assertTrue(again["verified"])
        kept = self.lead.get(f"/documents/{paper['id']}").expect(200)
        self.assertIn(kept["state"], ("issued", "superseded"))
        self.assertEqual((kept["hash"], kept["blocks"]), (paper["hash"], paper["blocks"]))
        self.assertIn(first["figures_hash"],
                      " ".join(block.get("text") or "" for block in kept["blocks"]))
        self.assertEqual(self.pages(paper), pdf)
        self.assertIn("tiếp nhận 1.020 cuộc", pdf)
        page = self.lead.get(f"/documents/{paper['id']}/print").bytes.decode()
        self.assertIn("SHA-256 " + paper["hash"], page)

    def pages(self, paper):
        """The words of the PDF without the foot of each page, which says when it was printed."""
        pdf = self.lead.get(f"/documents/{paper['id']}/pdf").bytes
        self.assertTrue(pdf.startswith(b"%PDF"))
        with tempfile.NamedTemporaryFile(suffix=".pdf", prefix="hd-printed-") as file:
            file.write(pdf)
            file.flush()
            told = subprocess.run(["pdftotext", file.name, "-"], check=True,
                                  capture_output=True, text=True)
        self.assertIn(paper["hash"], told.stdout)
        body = [line for line in told.stdout.splitlines() if "SHA-256" not in line]
        return " ".join(" ".join(body).split())


class Misprints(unittest.TestCase):
    """A table from which no records can be made says why, line by line."""

    HEAD = "unit,section,code,count\nperiod,from,2025-10-01,\nperiod,to,2025-12-31,\n"

    def faults(self, rows):
        with tempfile.TemporaryDirectory(prefix="hd-printed-") as folder:
            path = pathlib.Path(folder) / "table.csv"
            path.write_text(self.HEAD + rows, encoding="utf-8")
            told = subprocess.run([BINARY, "demo", "--data", folder + "/data", "--published", path],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(told.returncode, 2, told.stderr)
        return [line.removeprefix("table: ") for line in told.stderr.splitlines()
                if line.startswith("table: ")]

    def test_marginals_must_add_up(self):
        self.assertEqual(self.faults("person,total,total,5\nperson,sex,female,3\nperson,sex,male,1\n"),
                         ["person sex adds up to 4, the total is 5"])

    def test_units_must_fit_into_one_another(self):
        self.assertEqual(self.faults("case,total,total,5\nperson,total,total,4\n"),
                         ["5 cases need a person each, there are 4"])
        self.assertEqual(self.faults("case,total,total,1\nreferral_event,total,total,7\n"),
                         ["7 referrals are more than 1 persons can have, 6 each"])
        self.assertEqual(self.faults("case,total,total,1\nperson,total,total,51\n"),
                         ["51 persons are more than 1 cases can hold, 50 each"])

    def test_a_conversation_is_not_closed_without_a_place(self):
        self.assertEqual(self.faults("contact,province,not_recorded,3\n"),
                         ["line 4: unknown province not_recorded"])

    def test_unknown_words_are_named_with_their_line(self):
        self.assertEqual(self.faults("person,sex,purple,1\nghost,sex,male,1\n"
                                     "contact,purpose,begging,1\nperson,purpose,begging,2\n"),
                         ["line 5: unknown unit ghost", "line 4: unknown sex purple",
                          "line 7: purpose begging is 2, more than the 1 of person",
                          "line 6: no records can be made by contact purpose",
                          "line 6: purpose begging is 1, more than the 0 of contact"])


if __name__ == "__main__":
    unittest.main()
