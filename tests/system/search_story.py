"""Search of persons over what the searcher may know, and the blind duplicate check (spec security 1.3
abuse case 1, 3.3)."""
import time

from harness import Story


class SearchStory(Story):
    def person(self, name=None, **identity):
        if name:
            identity["full_name"] = name
        return {"kind": "suspected_victim", "identity": identity,
                "facts": {"sex": "female", "languages": ["vi"], "where": "in_vn"}}

    def start(self, user, name=None, **identity):
        return user.post("/cases", {"entry_road": "hotline",
                                    "person": self.person(name, **identity)}).expect(201)

    def search(self, user, query, **more):
        """{case number: match}; the search waits for the names after a start."""
        for _ in range(200):
            answer = user.post("/person-searches", {"query": query, **more})
            if answer.status != 503:
                break
            time.sleep(0.05)
        return {hit["case_number"]: hit["match"] for hit in answer.expect(200)["items"]}

    def questions(self, user, case, at_least=1):
        """The comparison runs apart from the requests."""
        for _ in range(300):
            found = user.get(f"/duplicate-checks?case_id={case}").expect(200)["items"]
            if len(found) >= at_least:
                return found
            time.sleep(0.1)
        self.fail("nobody was asked")

    def duties(self, user, case, kind):
        every = user.get("/duties?state=open").expect(200)["items"]
        return [duty for duty in every if duty["kind"] == kind and duty["subject"]["id"] == case]


class FindingAPerson(SearchStory):
    def test_accents_order_and_one_wrong_letter_do_not_hide_a_person(self):
        lead = self.server.sign_in("tuvan1")
        case = self.start(lead, "Nhân Vật Thị Hư Cấu", birth={"year": 2001})
        number = case["number"]
        for query, match in [("Nhân Vật Thị Hư Cấu", "exact"), ("nhan vat thi hu cau", "accents"),
                             ("Hư Cấu Nhân Vật", "spelling"), ("nhan vat hu caus", "near")]:
            self.assertEqual(self.search(lead, query).get(number), match, query)
        self.assertIn(number, self.search(lead, "nhan vat hu cau", birth_year=2001))
        self.assertNotIn(number, self.search(lead, "nhan vat hu cau", birth_year=1980))
        self.assertNotIn(number, self.search(lead, "nhan vat hu cau", sex="male"))
        lead.post("/person-searches", {"query": "?!"}).refused(400, "request.invalid")

        # What is corrected is found by its new name at once, and no longer by the old one.
        person = case["persons"][0]
        lead.put(f"/persons/{person['id']}", {
            "version": person["version"],
            "identity": {"full_name": "Mẫu Đặt Tên"}}).expect(200)
        self.assertEqual(self.search(lead, "mau dat ten").get(number), "accents")
        self.assertNotIn(number, self.search(lead, "nhan vat thi hu cau"))

        # The same after a restart: the names are read again from their envelopes.
        self.server.kill()
        self.server.start()
        lead = self.server.sign_in("tuvan1")
        self.assertEqual(self.search(lead, "Mẫu Đặt Tên").get(number), "exact")

    def test_a_person_of_a_case_one_may_not_open_does_not_exist(self):
        lead = self.server.sign_in("tuvan1")
        number = self.start(lead, "Chỉ Mình Biết")["number"]
        self.assertIn(number, self.search(lead, "chi minh biet"))
        self.assertIn(number, self.search(self.server.sign_in("lanhdao111"), "chi minh biet"))
        for stranger in ("tuvan2", "tuvan_hy", "lanhdao_hy", "yt_tv", "ca_tv", "ca_lanhdao"):
            self.assertEqual(self.search(self.server.sign_in(stranger), "chi minh biet"), {})
        for role in ("thongke", "kiemtoan", "quantri"):
            self.server.sign_in(role).post("/person-searches", {"query": "chi minh biet"}).refused(
                403, "permission.missing")
        # What was typed is nowhere in the log; that somebody searched, and whom they found, is.
        auditor = self.server.sign_in("kiemtoan")
        entries = auditor.get("/audit-entries?action=person.search").expect(200)["items"]
        self.assertTrue(entries)
        self.assertTrue(all(entry["object_id"] is None for entry in entries))

    def test_who_is_kept_out_finds_nothing_even_as_a_manager(self):
        lead = self.server.sign_in("tuvan1")
        case = self.start(lead, "Tránh Người Quen")
        manager = self.server.sign_in("truongca1")
        self.assertIn(case["number"], self.search(manager, "tranh nguoi quen"))
        lead.post(f"/cases/{case['id']}/exclusions", {
            "version": case["version"], "username": "truongca1", "reason": "người quen"}).expect(200)
        self.assertEqual(self.search(manager, "tranh nguoi quen"), {})


class TwoCasesOfOnePerson(SearchStory):
    def test_the_lead_who_was_there_first_is_asked_and_decides(self):
        first, second, manager = (self.server.sign_in(name)
                                  for name in ("tuvan1", "tuvan_hy", "lanhdao111"))
        there = self.start(first, "Người Có Trước", id_kind="passport", id_number="B 000-111")
        case = self.start(second)
        person = case["persons"][0]
        path = f"/persons/{person['id']}"

        # The same answer, hit or miss: nothing says that the number is known.
        miss = second.put(path, {"version": person["version"],
                                 "identity": {"id_kind": "passport",
                                              "id_number": "z999"}}).expect(200)
        hit = second.put(path, {"version": miss["version"],
                                "identity": {"id_kind": "passport",
                                             "id_number": "b000111"}}).expect(200)
        for answer in (miss, hit):
            answer.pop("version")
            answer.pop("updated_at", None)
        self.assertEqual(miss, hit)

        asked = self.questions(first, there["id"])
        self.assertEqual([(q["basis"], q["state"], q["case_number"]) for q in asked],
                         [("id_number", "waiting", there["number"])])
        self.assertEqual(len(self.duties(first, there["id"], "duplicate_question")), 1)
        second.get(f"/duplicate-checks?case_id={there['id']}").refused(404, "not_found")
        self.assertEqual(
            second.get(f"/duplicate-checks?case_id={case['id']}").expect(200)["items"], [])
        self.assertEqual(self.duties(second, case["id"], "duplicate_contact"), [])

        answers = f"/duplicate-checks/{asked[0]['id']}/answers"
        body = {"answer": "contact", "note": "gọi số của tổng đài"}
        second.post(answers, body).refused(404, "not_found")
        first.post(answers, {"answer": "perhaps", "note": None}).refused(400, "request.invalid")
        done = first.post(answers, body).expect(200)
        self.assertEqual((done["state"], done["answer"]), ("answered", "contact"))
        first.post(answers, body).refused(409, "duplicate_check.answered")
        self.assertEqual(self.duties(first, there["id"], "duplicate_question"), [])
        self.assertEqual(len(self.duties(second, case["id"], "duplicate_contact")), 1)
        told = second.get(f"/cases/{case['id']}/timeline").expect(200)["items"]
        self.assertIn("duplicate_answered", [entry["kind"] for entry in told])
        self.assertTrue(manager.get(f"/duplicate-checks?case_id={there['id']}").expect(200)["items"])

    def test_a_refusal_tells_the_other_side_nothing(self):
        first, second = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan_hy")
        there = self.start(first, "Trùng Tên Trùng Năm", birth={"year": 2003})
        case = self.start(second, "trung ten trung nam", birth={"year": 2003})
        asked = self.questions(first, there["id"])
        self.assertEqual(asked[0]["basis"], "name_and_birth_year")
        first.post(f"/duplicate-checks/{asked[0]['id']}/answers",
                   {"answer": "refuse", "note": None}).expect(200)
        self.assertEqual(self.duties(second, case["id"], "duplicate_contact"), [])
        told = second.get(f"/cases/{case['id']}/timeline").expect(200)["items"]
        self.assertFalse([entry for entry in told if entry["kind"].startswith("duplicate")])

    def test_a_number_known_by_two_is_asked_about_once(self):
        first, second = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan_hy")
        there = self.start(first, "Có Điện Thoại", phone="0900 000 077")
        self.start(second, "Tên Khác Hẳn", phone="+84 900 000 077")
        self.assertEqual([q["basis"] for q in self.questions(first, there["id"])], ["phone"])
        self.server.kill()  # a question neither gets lost nor doubles
        self.server.start()
        first = self.server.sign_in("tuvan1")
        time.sleep(1)
        self.assertEqual(len(self.questions(first, there["id"])), 1)
