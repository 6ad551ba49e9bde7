"""A paper with figures in every form an office asks for."""
from harness import Story

CHART = {"kind": "chart", "text": "Biểu đồ 1. Kết nối theo cơ quan",
         "chart": {"form": "stacked", "head": "Cơ quan", "labels": ["Sở Y tế", "Ủy ban nhân dân xã"],
                   "series": [{"name": "Đúng hạn", "values": [1020, 12]},
                              {"name": "Quá hạn", "values": [7, None]}],
                   "unit": "cuộc", "decimals": 0, "note": "Số dưới 5 không công bố."}}


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
        picture = self.lead.get(f"{paper}/charts/1")
        self.assertEqual((picture.status, picture.headers["content-type"]), (200, "image/svg+xml"))
        self.assertIn(b"<svg", picture.bytes)
        self.lead.get(f"{paper}/charts/2").refused(404, "not_found")
        page = self.lead.get(f"{paper}/print").bytes.decode()
        self.assertIn("data:image/svg+xml;base64,", page)
        self.assertIn('<td class="figure">1.020</td>', page)
        self.assertEqual(self.issue(draft)["blocks"][-1], CHART)

    def test_a_chart_without_a_value_for_every_label_is_refused(self):
        draft = self.report()
        broken = CHART | {"chart": CHART["chart"] | {"labels": ["Sở Y tế"]}}
        self.assertEqual(self.save(draft, [broken]).refused(400, "request.invalid"),
                         {"blocks.0.chart.labels": "chart_shape"})
