"""What every module stands on: sessions, refusals, repeats, live events, pages, limits on the wire."""
import json
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
import uuid
import warnings

from harness import PASSWORD, TEST_CODE, Story


class ASession(Story):
    def test_nobody_gets_in_without_signing_in(self):
        stranger = self.server.client()
        stranger.get("/sessions/current").refused(401, "session.missing")
        stranger.get("/documents").refused(401, "session.missing")

    def test_one_answer_for_every_wrong_proof(self):
        answers = [
            self.server.client().post("/sessions", {"username": name, "password": password,
                                                    "totp": code})
            for name, password, code in [("tuvan1", "wrong-password-1", "000000"),
                                         ("nobody-here", "wrong-password-1", "000000"),
                                         ("tuvan1", "hai-dang-demo-2026", "123456")]]
        for answer in answers:
            answer.refused(401, "sign_in.failed")
        self.assertEqual(len({answer.bytes for answer in answers}), 1)

    def test_a_session_ends_when_its_person_says_so(self):
        person = self.server.sign_in("tuvan2")
        current = person.get("/sessions/current").expect(200)
        self.assertEqual(current["user"]["username"], "tuvan2")
        self.assertIn("contacts_take", current["permissions"])
        person.delete("/sessions/current").expect(204)
        person.get("/sessions/current").refused(401, "session.missing")

    def test_a_request_from_another_page_is_refused(self):
        person = self.server.sign_in("tuvan1")
        path = f"/documents/{uuid.uuid4()}"
        person.put(path, {}, headers={"X-CSRF-Token": "guess"}).refused(403, "csrf.token")
        person.put(path, {}, headers={"Sec-Fetch-Site": "cross-site"}).refused(403, "csrf.origin")
        person.put(path, {}, headers={"Sec-Fetch-Site": None, "Origin": "http://evil.example"}).refused(
            403, "csrf.origin")
        person.put(path, {}, headers={"Idempotency-Key": None}).refused(
            400, "idempotency_key.required")

    def test_a_permission_that_no_post_gives_is_refused(self):
        person = self.server.sign_in("thongke")
        person.get("/users").refused(403, "permission.missing")


class TheWire(Story):
    demo = False

    def exchange(self, request):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as wire:
            wire.sendall(request)
            wire.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := wire.recv(65536):
                answer += chunk
        return answer

    def test_malformed_requests_are_refused_and_the_server_lives(self):
        for request in (b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/1.1\nHost: a\n\n",
                        b"POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
                        b"\r\n\r\n0\r\n\r\n",
                        b"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"):
            status = int(self.exchange(request).split(b" ")[1])
            self.assertIn(status, range(400, 506), request)
        self.server.client().get("/meta").expect(200)

    def test_malformed_json_is_told(self):
        client = self.server.client()
        client.request("POST", "/sessions", b'{"username":').refused(400, "json.malformed")
        client.request("POST", "/sessions", b'{"username":"a","username":"b"}').refused(
            400, "json.malformed")
        client.request("POST", "/sessions", b"\xff\xfe").refused(400, "json.malformed")
        fields = client.post("/sessions", {"username": 7, "typo": 1}).refused(400, "request.invalid")
        self.assertEqual(fields["typo"], "unknown_field")
        client.request("POST", "/sessions", b"x" * (1 << 21)).expect(413)

    def test_health_and_contract_are_there(self):
        client = self.server.client()
        client.get("//livez").expect(200)
        self.assertEqual(client.get("//readyz").expect(200)["status"], "ready")
        self.assertIn(b"hd_requests_total", client.get("//metrics").bytes)
        self.assertIn("/sessions", client.get("/openapi.json").expect(200)["paths"])
        client.get("/nothing").refused(404, "not_found")
        client.request("PUT", "/meta", {}).refused(405, "method.not_allowed")

    def test_every_answer_carries_the_policy(self):
        client = self.server.client()
        for path in ("/meta", "/nothing", "//"):
            headers = client.get(path).headers
            self.assertTrue(headers["Content-Security-Policy"].startswith("default-src 'none'"), path)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff", path)
        self.assertEqual(client.get("/meta").headers["Cache-Control"], "no-store")

    def test_many_clients_at_once_are_all_answered(self):
        statuses = []

        def ask():
            client = self.server.client()
            for _ in range(20):
                statuses.append(client.get("/meta", check=False).status)

        threads = [threading.Thread(target=ask) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(statuses), {200})
        self.assertEqual(len(statuses), 640)


class Encrypted(Story):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="hd-tls-")
        cls.addClassCleanup(cls.folder.cleanup)
        certificate, key = (f"{cls.folder.name}/{name}.pem" for name in ("certificate", "key"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                        "-out", certificate], check=True, stderr=subprocess.DEVNULL)
        cls.arguments = ("--tls-certificate", certificate, "--tls-key", key)
        super().setUpClass()
        cls.server.tls = ssl.create_default_context(cafile=certificate)

    def test_everything_works_the_same_and_the_cookie_is_bound_to_the_host(self):
        person = self.server.sign_in("tuvan1")
        self.assertTrue(person.cookie.startswith("__Host-"), person.cookie.split("=")[0])
        answer = person.get("/sessions/current")
        answer.expect(200)
        self.assertIn("max-age=31536000", answer.headers["Strict-Transport-Security"])
        events = person.events()
        person.delete("/sessions/current").expect(204)
        while events.next()["event"] != "session_ended":
            pass
        events.close()

    def test_old_protocols_and_plain_text_are_refused(self):
        old = ssl.create_default_context()
        old.check_hostname = False
        old.verify_mode = ssl.CERT_NONE
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            old.minimum_version = ssl.TLSVersion.TLSv1
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as wire:
            with self.assertRaises((ssl.SSLError, OSError)):
                old.wrap_socket(wire)
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as wire:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertFalse(wire.recv(100).startswith(b"HTTP/"))


class BehindAProxy(Story):
    arguments = ("--behind-proxy",)
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}

    def test_what_the_proxy_says_about_the_browser_counts(self):
        client = self.server.client()
        answer = client.post("/sessions", {"username": "tuvan1", "password": PASSWORD,
                                           "totp": TEST_CODE}, headers=self.forwarded)
        answer.expect(201)
        self.assertTrue(client.cookie.startswith("__Host-"))
        self.assertIn("Strict-Transport-Security", answer.headers)
        client.get("/sessions/current", headers=self.forwarded).expect(200)
        self.assertEqual(client.get("//metrics", headers=self.forwarded).status, 404)


class LiveNews(Story):
    def test_a_stream_ends_when_its_session_is_ended_elsewhere(self):
        here, there = self.server.sign_in("tuvan1"), self.server.sign_in("tuvan1")
        events = here.events()
        sessions = there.get("/sessions").expect(200)["items"]
        other = next(item["id"] for item in sessions if not item["current"])
        there.delete(f"/sessions/{other}").expect(204)
        while events.next()["event"] != "session_ended":
            pass
        here.get("/sessions/current").refused(401, "session.expired")
        events.close()


class TheLog(Story):
    def test_a_line_says_route_and_status_and_nothing_that_was_typed(self):
        canary = "canary-" + uuid.uuid4().hex
        client = self.server.client()
        client.post("/sessions", {"username": canary, "password": canary + "-x", "totp": "000000"})
        client.get(f"/nothing/{canary}?q={canary}")
        self.server.stop()
        text = self.server.log.read_text()
        self.server.start()
        self.assertNotIn(canary, text)
        lines = [json.loads(line) for line in text.splitlines() if '"request"' in line]
        self.assertIn(("POST", "/api/v1/sessions", 401),
                      [(line["method"], line["route"], line["status"]) for line in lines])


if __name__ == "__main__":
    unittest.main()
