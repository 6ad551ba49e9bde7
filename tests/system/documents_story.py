"""A paper with figures in every form an office asks for."""
import base64
import io
import pathlib
import subprocess
import tempfile
import urllib.parse
import zipfile

from harness import Story

CHART = {"kind": "chart", "text": "Biểu đồ 1. Kết nối theo cơ quan",
         "chart": {"form": "stacked", "head": "Cơ quan", "labels": ["Sở Y tế", "Ủy ban nhân dân xã"],
                   "series": [{"name": "Đúng hạn", "values": [1020, 12]},
                              {"name": "Quá hạn", "values": [7, None]}],
                   "unit": "cuộc", "decimals": 0, "note": "Số dưới 5 không công bố."}}


def tables_of(paper):
    """A chart beside its table has none of its own."""
    return [block for block in paper["blocks"]
            if block["kind"] == "table" or block["kind"] == "chart" and not block.get("beside_table")]


class DocumentStory(Story):
    def setUp(self):
        self.lead = self.server.sign_in("lanhdao111")

    def report(self):
        """A drafted report that ends with a chart."""
        hotline = self.lead.session["posts"][0]["organisation_id"]
        draft = self.lead.post("/reports/hotline/documents", {
            "hotline_id": hotline, "from": "2026-01-01", "to": "2026-03-02",
            "age_set": "tongdai_caller", "geography": "p34"}).expect(201)
        return self.save(draft, draft["blocks"] + [CHART]).expect(200)

    def save(self, draft, blocks):
        return self.lead.put(f"/documents/{draft['id']}",
                             {"version": draft["version"], "blocks": blocks})

    def issue(self, draft):
        return self.lead.post(f"/documents/{draft['id']}/issuances",
                              {"version": draft["version"]}).expect(200)


class Charts(DocumentStory):
    def test_a_chart_stays_with_its_figures_and_is_shown_as_a_picture(self):
        draft = self.report()
        self.assertEqual(draft["blocks"][-1], CHART)
        paper = f"/documents/{draft['id']}"
        charts = [block for block in draft["blocks"] if block["kind"] == "chart"]
        # Those of the report stand beside the tables they are drawn from.
        self.assertEqual([chart.get("beside_table", False) for chart in charts],
                         [True] * (len(charts) - 1) + [False])
        picture = self.lead.get(f"{paper}/charts/{len(charts)}")
        self.assertEqual((picture.status, picture.headers["content-type"]), (200, "image/svg+xml"))
        self.assertIn(b"<svg", picture.bytes)
        self.lead.get(f"{paper}/charts/{len(charts) + 1}").refused(404, "not_found")
        page = self.lead.get(f"{paper}/print").bytes.decode()
        self.assertIn("data:image/svg+xml;base64,", page)
        self.assertIn('<td class="figure">1.020</td>', page)
        self.assertEqual(self.issue(draft)["blocks"][-1], CHART)

    def test_a_chart_without_a_value_for_every_label_is_refused(self):
        draft = self.report()
        broken = CHART | {"chart": CHART["chart"] | {"labels": ["Sở Y tế"]}}
        self.assertEqual(self.save(draft, [broken]).refused(400, "request.invalid"),
                         {"blocks.0.chart.labels": "chart_shape"})


class Files(DocumentStory):
    def file(self, path, ending):
        answer = self.lead.get(path)
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["content-disposition"].startswith("attachment; "))
        self.assertIn(urllib.parse.quote(ending), answer.headers["content-disposition"])
        return answer.bytes

    def main_part(self, docx):
        return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()

    def test_an_issued_paper_is_had_as_word_as_a_workbook_and_as_tables(self):
        paper = self.issue(self.report())
        path = f"/documents/{paper['id']}"
        number = paper["number"].replace("/", "-")
        words = self.main_part(self.file(f"{path}/docx", f"{number}.docx"))
        for told in (paper["title"], paper["number"], "1.020", "<w:drawing>"):
            self.assertIn(told, words)
        book = zipfile.ZipFile(io.BytesIO(self.file(f"{path}/xlsx", f"{number}.xlsx")))
        sheets = book.read("xl/workbook.xml").decode()
        tables = tables_of(paper)
        self.assertEqual(sheets.count("<sheet "), len(tables) + 1)
        self.assertIn(paper["hash"], book.read("xl/worksheets/sheet1.xml").decode())
        last = self.file(f"{path}/csv?table={len(tables)}", f"{len(tables)}.csv").decode()
        self.assertEqual(last, "\ufeffCơ quan,Đúng hạn,Quá hạn,Cộng\r\nSở Y tế,1020,7,1027\r\n"
                               "Ủy ban nhân dân xã,12,…,…\r\n")
        self.assertTrue(self.file(f"{path}/csv", "1.csv").startswith(b"\xef\xbb\xbf"))
        for nothing in (0, len(tables) + 1):
            self.lead.get(f"{path}/csv?table={nothing}", check=False).refused(404, "not_found")


class InAnOffice(DocumentStory):
    """LibreOffice opens the files, as an office would, and prints them."""

    def printed(self, **files):
        """The words of each page of each file, once printed: {name: [page, …]}."""
        pages = {}
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)
            for ending, data in files.items():
                (home / f"{ending}.{ending}").write_bytes(data)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile",
                            "--headless", "--convert-to", "pdf", "--outdir", folder,
                            *[f"{folder}/{ending}.{ending}" for ending in files]],
                           check=True, capture_output=True, timeout=120)
            for ending in files:
                told = subprocess.run(["pdftotext", "-layout", f"{folder}/{ending}.pdf", "-"],
                                      check=True, capture_output=True, text=True).stdout
                pages[ending] = told.split("\f")[:-1]
        return pages

    def test_word_and_excel_files_say_what_the_paper_says(self):
        paper = self.issue(self.report())
        path = f"/documents/{paper['id']}"
        pages = self.printed(docx=self.lead.get(f"{path}/docx").bytes,
                             xlsx=self.lead.get(f"{path}/xlsx").bytes)
        word, book = "".join(pages["docx"]), "".join(pages["xlsx"])
        for told in (paper["title"], paper["number"], paper["hash"], "1.027"):
            self.assertIn(told, word)
            self.assertIn(told, book)
        for told in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                     "Nơi nhận:", "Ủy ban nhân dân xã"):
            self.assertIn(told, word)
        # No number on the first page, its number on every other one.
        first, *others = [page.split("\n")[0].strip() for page in pages["docx"]]
        self.assertNotEqual(first, "1")
        self.assertEqual(others, [str(number) for number in range(2, len(others) + 2)])
        self.assertGreater(len(others), 0)
        # A sheet a table; the chart is drawn by the program, from its table.
        tables = tables_of(paper)
        self.assertEqual(len(pages["xlsx"]), len(tables) + 1)
        self.assertIn("Nội bộ", pages["xlsx"][0])
        self.assertEqual(pages["xlsx"][-1].count(CHART["text"]), 2)
        self.assertIn("Ô trống: không có số liệu hoặc không công bố.", pages["xlsx"][-1])


class Templates(DocumentStory):
    def setUp(self):
        super().setUp()
        self.admin = self.server.sign_in("quantri")

    def own(self):
        """The template that came with the program."""
        items = self.admin.get("/paper-templates").expect(200)["items"]
        return next(item for item in items if item["uploaded_by"] is None)

    def file(self, template):
        answer = self.admin.get(f"/paper-templates/{template['id']}/docx")
        self.assertEqual(answer.status, 200)
        return answer.bytes

    def changed(self, docx, replace):
        """The same file with another text in its main part."""
        old = zipfile.ZipFile(io.BytesIO(docx))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                text = old.read(name)
                new.writestr(name, replace(text.decode()) if name == "word/document.xml" else text)
        return out.getvalue()

    def add(self, docx, **more):
        return self.admin.post("/paper-templates", {
            "valid_from": "2026-03-02", "content": base64.b64encode(docx).decode()} | more)

    def words(self, paper):
        docx = self.lead.get(f"/documents/{paper['id']}/docx").bytes
        return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()

    def test_a_ministry_puts_its_own_template_in_place_and_earlier_papers_keep_theirs(self):
        earlier = self.issue(self.report())
        self.server.advance(minutes=1)
        mark = "BỘ Y TẾ PHÁT HÀNH"
        docx = self.changed(self.file(self.own()),
                            lambda text: text.replace("{{title}}", mark + " {{title}}"))
        added = self.add(docx, kind="hotline_report").expect(201)
        self.assertEqual((added["kind"], added["size_bytes"]), ("hotline_report", len(docx)))
        self.assertEqual(self.file(added), docx)
        self.assertNotIn(mark, self.words(earlier))
        self.assertIn(mark, self.words(self.report()))

    def test_a_template_that_is_not_fit_is_refused_with_the_reason(self):
        docx = self.file(self.own())
        broken = self.changed(docx, lambda text: text.replace("{{body}}", ""))
        self.assertEqual(self.add(broken).refused(400, "request.invalid"),
                         {"content.body": "placeholder_missing"})
        self.assertEqual(self.add(b"PK no archive").refused(400, "request.invalid"),
                         {"content": "damaged"})
        self.assertEqual(self.admin.post("/paper-templates", {
            "valid_from": "2026-03-02", "content": "no base64"}).refused(400, "request.invalid"),
            {"content": "damaged"})

    def test_who_does_not_keep_the_rules_sees_and_adds_none(self):
        self.lead.get("/paper-templates").refused(403, "permission.missing")
        self.lead.post("/paper-templates", {"valid_from": "2026-03-02", "content": "AAAA"}
                       ).refused(403, "permission.missing")
