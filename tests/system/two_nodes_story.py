"""Two nodes over one PostgreSQL: what somebody does at one is there at the other with the next request,
also where a node keeps something in memory."""
import shutil
import subprocess
import time
import unittest
import uuid

from harness import BINARY, PASSWORD, TEST_CODE, Server
from postgres import Postgres

CONTACT = {"channel": "phone_111", "direction": "in", "started_at": "2026-03-02T08:50:00.000+07:00"}


class Node(Server):
    """With the root keys of another node."""

    def __init__(self, keys, arguments):
        self.keys = keys
        super().__init__(demo=False, arguments=arguments)

    def start(self):
        if not self.data.exists():
            self.data.mkdir(mode=0o700)
            shutil.copytree(self.keys, self.data / "keys")
        super().start()


class TwoNodes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postgres = Postgres()
        cls.addClassCleanup(cls.postgres.remove)
        database = ["--database", cls.postgres.url]
        cls.first = Server(demo=False, arguments=database)
        cls.addClassCleanup(cls.first.close)
        cls.first.stop()
        subprocess.run([BINARY, "demo", "--people", "--data", cls.first.data, *database],
                       check=True, capture_output=True)
        cls.first.start()
        cls.second = Node(cls.first.data / "keys", database)
        cls.addClassCleanup(cls.second.close)

    def at(self, node, client):
        """The same browser, whose next request reaches the other node."""
        other = node.client()
        other.cookie, other.csrf, other.session = client.cookie, client.csrf, client.session
        return other

    def test_a_session_is_known_at_both_and_ends_at_both(self):
        here = self.first.sign_in("tuvan1")
        there = self.at(self.second, here)
        there.get("/work").expect(200)
        here.delete("/sessions/current").expect(204)
        there.get("/work").refused(401, "session.expired")

    def test_a_changed_organisation_and_its_list_are_the_new_ones_at_once(self):
        admin = self.first.sign_in("quantri")
        reader = self.second.sign_in("tuvan1")
        lists = reader.get("/code-lists").expect(200)["items"]
        kind = next(one["code"] for one in lists if one["list"] == "organisation_type")
        body = {"name": "Cơ quan Thử Hai Nút", "type": kind, "level": "province", "province": "33",
                "valid_from": "2026-01-01"}
        reader.get("/organisations?q=Hai+N%C3%BAt").expect(200)
        made = admin.post("/organisations", body).expect(201)
        found = reader.get(f"/organisations/{made['id']}").expect(200)
        self.assertEqual(found["name"], body["name"])
        listed = reader.get("/organisations?q=Hai+N%C3%BAt").expect(200)["items"]
        self.assertEqual([one["id"] for one in listed], [made["id"]])

    def test_a_list_that_is_remembered_for_a_second_does_not_hide_what_the_other_node_did(self):
        here, there = self.first.sign_in("tuvan1"), self.second.sign_in("truongca1")
        hotline = here.session["posts"][0]["organisation_id"]
        for _ in range(3):
            there.get("/duty-boards/current?scope=organisation").expect(200)
            made = here.post("/contacts", CONTACT | {"hotline_id": hotline}).expect(201)
            seen = there.get("/contacts?from=2026-03-02&limit=200").expect(200)["items"]
            self.assertIn(made["id"], [one["id"] for one in seen])

    def test_a_person_entered_at_one_is_found_at_the_other(self):
        here = self.first.sign_in("tuvan1")
        there = self.at(self.second, here)
        for name in ("Nhân Vật Hai Nút", "Người Khác Hẳn"):
            case = here.post("/cases", {"entry_road": "hotline", "person": {
                "kind": "suspected_victim", "identity": {"full_name": name}}}).expect(201)
            for _ in range(200):  # the names are read after a start
                answer = there.post("/person-searches", {"query": name})
                if answer.status != 503:
                    break
                time.sleep(0.05)
            self.assertIn(case["number"], [hit["case_number"] for hit in answer.expect(200)["items"]])

    def test_news_of_one_node_reaches_a_page_that_listens_at_the_other(self):
        here = self.first.sign_in("tuvan1")
        listener = self.second.sign_in("tuvan1").events()
        self.addCleanup(listener.close)
        made = here.post("/cases", {"entry_road": "hotline", "person": {
            "kind": "suspected_victim", "identity": {"full_name": "Nhân Vật Tin Mới"}}}).expect(201)
        while listener.next()["data"]["object_id"] != made["id"]:
            pass

    def test_a_request_that_is_repeated_at_the_other_node_gets_the_first_answer(self):
        here = self.first.sign_in("tuvan1")
        there = self.at(self.second, here)
        body = CONTACT | {"hotline_id": here.session["posts"][0]["organisation_id"]}
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first = here.post("/contacts", body, headers=key)
        again = there.post("/contacts", body, headers=key)
        self.assertEqual(first.expect(201), again.expect(201))
        self.assertEqual(again.headers.get("Idempotency-Replayed"), "true")

    def test_wrong_passwords_count_wherever_they_are_tried(self):
        def wrong(node):
            return node.client().post("/sessions", {"username": "hpn_tv", "password": "wrong",
                                                    "totp": TEST_CODE}).status
        answers = [wrong(node) for _ in range(10) for node in (self.first, self.second)]
        self.assertIn(429, answers)
        self.assertEqual(self.second.client().post("/sessions", {
            "username": "hpn_tv", "password": PASSWORD, "totp": TEST_CODE}).status, 429)


if __name__ == "__main__":
    unittest.main()
