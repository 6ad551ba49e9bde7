"""Everybody works at once: every kind of thread of the server has work at the same time. Nothing is refused,
nothing is lost, the chain of the log holds. With the thread sanitizer: tests/stages/threads.sh."""
import concurrent.futures
import os
import subprocess
import time

from harness import BINARY, PASSWORD, TEST_CODE, Story

SECONDS = float(os.environ.get("CROWD_SECONDS", "4"))
CONTACT = {"channel": "phone_111", "direction": "in", "started_at": "2026-03-02T08:50:00.000+07:00"}


class CrowdStory(Story):
    def hotline_of(self, client):
        return client.session["posts"][0]["organisation_id"]

    def caller(self, client, number):
        body = CONTACT | {"hotline_id": self.hotline_of(client)}
        made = client.post("/contacts", body).expect(201)["id"]
        client.get(f"/contacts/{made}").expect(200)
        client.get("/duty-boards/current?scope=organisation")  # not everybody may
        client.get("/work").expect(200)
        return made

    def case(self, client, number):
        person = {"kind": "suspected_victim",
                  "identity": {"full_name": f"Nhân Vật Đông Người {number}", "birth": {"year": 1999}}}
        made = client.post("/cases", {"entry_road": "hotline", "person": person}).expect(201)
        client.get(f"/cases/{made['id']}").expect(200)
        client.post("/person-searches", {"query": "nhan vat dong nguoi"})  # 503 while it reads names

    def directory(self, client, number):
        body = {"name": f"Cơ quan Đông Người {number}", "type": "shelter", "level": "province",
                "province": "33", "valid_from": "2026-01-01"}
        lists = client.get("/code-lists").expect(200)["items"]
        body["type"] = next(one["code"] for one in lists if one["list"] == "organisation_type")
        made = client.post("/organisations", body).expect(201)
        client.get(f"/organisations/{made['id']}").expect(200)

    def count(self, client, number):
        run = client.post("/report-runs", {
            "report": "hotline", "from": "2026-01-01", "to": "2026-02-28",
            "organisation_id": self.hotline_of(client)}).expect(201)
        self.assertEqual(client.finished(run)["state"], "done")

    def guess(self, client, number):
        answer = self.server.client().post("/sessions", {
            "username": f"ai{number}", "password": "sai mật khẩu", "totp": TEST_CODE})
        self.assertIn(answer.status, (401, 429))

    def come_and_go(self, client, number):
        somebody = self.server.client()
        answer = somebody.post("/sessions", {"username": "truongca1", "password": PASSWORD,
                                             "totp": TEST_CODE})
        if answer.status == 429:  # whoever guesses slows down all strange browsers
            return
        somebody.csrf = answer.expect(201)["csrf_token"]
        stream = somebody.events()
        stream.next()  # there is always news
        somebody.delete("/sessions/current").expect(204)
        stream.close()

    def look_after(self, client, number):
        client.request("GET", "//metrics", check=False).expect(200)
        client.request("GET", "//readyz", check=False).expect(200)

    def test_everybody_at_once(self):
        people = [("tuvan1", self.caller), ("tuvan2", self.caller), ("tuvan1", self.case),
                  ("tuvan2", self.case), ("quantri", self.directory), ("lanhdao111", self.count),
                  ("tuvan1", self.guess), ("tuvan1", self.come_and_go), ("tuvan1", self.look_after)]
        people = [(self.server.sign_in(name), step) for name, step in people]
        end = time.monotonic() + SECONDS

        def work(client, step):
            done = []
            while time.monotonic() < end or not done:
                done.append(step(client, len(done)))
            return done

        with concurrent.futures.ThreadPoolExecutor(len(people)) as crowd:
            running = [crowd.submit(work, *one) for one in people]
            done = [one.result() for one in running]

        reader, found, path = self.server.sign_in("truongca1"), set(), "/contacts?limit=200&from=2026-03-02"
        while path:
            page = reader.get(path).expect(200)
            found |= {item["id"] for item in page["items"]}
            path = page["next"] and f"/contacts?limit=200&from=2026-03-02&cursor={page['next']}"
        self.assertEqual(set(done[0] + done[1]) - found, set())
        self.server.stop()
        subprocess.run([BINARY, "verify-audit", "--data", self.server.data], check=True,
                       capture_output=True)
        self.server.start()
