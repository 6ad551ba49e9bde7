"""Who gets in, who stays in, and what an administrator can and cannot do."""
import base64
import hashlib
import hmac
import struct
import subprocess
import unittest
import urllib.parse
import uuid

from harness import BINARY, PASSWORD, TEST_CODE, Story

NEW_PASSWORD = "con trâu ăn cỏ bờ sông"


def code_now(otpauth_uri, now):
    """The six digits an authenticator application would show at that moment."""
    query = urllib.parse.parse_qs(urllib.parse.urlparse(otpauth_uri).query)
    secret = query["secret"][0]
    seed = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(seed, struct.pack(">Q", int(now.timestamp()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def sign_in(client, username, password=PASSWORD, code=TEST_CODE, cookie=None):
    return client.post("/sessions", {"username": username, "password": password, "totp": code},
                       headers={"Cookie": cookie})


def device_cookie(answer):
    """The cookie by which a browser is known again after the session has ended."""
    cookies = answer.headers.get_all("Set-Cookie")
    return next(cookie for cookie in cookies if cookie.startswith("hd_device=")).split(";")[0]


def user(client, username):
    items = client.get(f"/users?q={username}").expect(200)["items"]
    return next(item for item in items if item["username"] == username)


class Guessing(Story):
    def test_an_attacker_waits_and_the_person_attacked_does_not(self):
        person = self.server.client()
        known = device_cookie(sign_in(person, "tuvan2"))
        attacker = self.server.client()
        answers = [sign_in(attacker, "tuvan2", "wrong-password-1") for _ in range(6)]
        self.assertEqual([answer.status for answer in answers], [401, 401, 401, 401, 429, 429])
        self.assertEqual(answers[-1].headers["Retry-After"], "1")
        sign_in(attacker, "tuvan2").refused(429, "sign_in.slow_down")
        self.assertEqual(sign_in(person, "tuvan2", cookie=known).status, 201)
        self.server.advance(seconds=2)
        self.assertEqual(sign_in(attacker, "tuvan2").status, 201)

    def test_a_name_nobody_has_is_slowed_down_in_the_same_bytes(self):
        for _ in range(4):
            known = sign_in(self.server.client(), "bp_tv", "wrong-password-1")
            unknown = sign_in(self.server.client(), "bp_tv-khong-co", "wrong-password-1")
            self.assertEqual(known.bytes, unknown.bytes)
            self.assertEqual(known.headers.keys(), unknown.headers.keys())
        late = [sign_in(self.server.client(), name, "wrong-password-1")
                for name in ("bp_tv", "bp_tv-khong-co")]
        self.assertEqual(late[0].status, 429)
        self.assertEqual(late[0].bytes, late[1].bytes)


class ASessionOfMine(Story):
    def test_ends_after_fifteen_minutes_without_use(self):
        person = self.server.sign_in("tuvan1")
        self.server.advance(minutes=14)
        person.get("/sessions/current").expect(200)
        self.server.advance(minutes=15)
        person.get("/sessions/current").refused(401, "session.expired")

    def test_survives_a_crash_of_the_server(self):
        person = self.server.sign_in("tuvan1")
        self.server.kill()
        self.server.start()
        person.get("/sessions/current").expect(200)

    def test_can_be_ended_from_another_browser(self):
        at_work = self.server.sign_in("truongca1")
        left_open = self.server.sign_in("truongca1")
        sessions = at_work.get("/sessions").expect(200)["items"]
        self.assertEqual(len(sessions), 2)
        other = next(session for session in sessions if not session["current"])
        at_work.delete(f"/sessions/{other['id']}").expect(204)
        left_open.get("/sessions/current").refused(401, "session.expired")
        self.server.sign_in("tuvan1").delete(f"/sessions/{sessions[0]['id']}").refused(
            404, "not_found")

    def test_goes_on_under_a_new_cookie_after_unlocking(self):
        person = self.server.sign_in("hpn_tv")
        before = person.cookie
        person.post("/sessions/current/confirmations", {"password": "wrong-password-1"}).refused(
            401, "sign_in.failed")
        person.post("/sessions/current/confirmations", {"password": PASSWORD}).expect(204)
        person.get("/sessions/current").expect(200)
        person.cookie = before
        person.get("/sessions/current").refused(401, "session.missing")


class TheAdministrator(Story):
    def test_invites_a_person_who_chooses_password_and_second_factor(self):
        admin = self.server.sign_in("quantri")
        organisation = admin.session["posts"][0]["organisation_id"]
        made = admin.post("/users", {
            "username": "nguoi.moi", "display_name": "Người Thử Mới", "language": "vi",
            "posts": [{"role": "counsellor", "organisation_id": organisation,
                       "valid_from": "2026-03-01"}]}).expect(201)
        self.assertEqual(made["user"]["state"], "invited")
        person = self.server.client()
        proof = {"username": "nguoi.moi", "enrolment_code": made["enrolment_code"]}
        fields = person.post("/account-activations", proof | {"new_password": "hai-dang-2026-111"})
        self.assertEqual(fields.refused(400, "request.invalid"), {"new_password": "common"})
        started = person.post("/account-activations",
                              proof | {"new_password": NEW_PASSWORD}).expect(201)
        self.assertEqual(len(started["recovery_codes"]), 10)
        confirm = f"/account-activations/{started['id']}/confirmations"
        person.post(confirm, {"totp": "000000"}).refused(401, "sign_in.failed")
        code = code_now(started["otpauth_uri"], self.server.now)
        session = person.post(confirm, {"totp": code}).expect(201)
        self.assertIn("contacts_take", session["permissions"])
        sign_in(self.server.client(), "nguoi.moi", NEW_PASSWORD, code).refused(401, "sign_in.failed")
        self.server.advance(seconds=60)
        code = code_now(started["otpauth_uri"], self.server.now)
        self.assertEqual(sign_in(self.server.client(), "nguoi.moi", NEW_PASSWORD, code).status, 201)
        again = {"username": "nguoi.moi", "password": NEW_PASSWORD,
                 "recovery_code": started["recovery_codes"][0].lower()}
        self.server.client().post("/sessions", again).expect(201)
        self.server.client().post("/sessions", again).refused(401, "sign_in.failed")
        person.post("/account-activations", proof | {"new_password": NEW_PASSWORD}).refused(
            401, "sign_in.failed")

    def test_ends_a_post_and_its_holder_is_out_at_once(self):
        person = self.server.sign_in("tuvan_hy")
        person.get("/contacts").expect(200)
        admin = self.server.sign_in("quantri")
        post = user(admin, "tuvan_hy")["posts"][0]
        admin.post(f"/posts/{post['id']}/endings",
                   {"version": post["version"], "valid_to": "2026-03-01",
                    "reason": "chuyển công tác"}).expect(200)
        person.get("/contacts").refused(401, "session.expired")
        person.sign_in("tuvan_hy")
        self.assertEqual(person.session["posts"], [])
        person.get("/contacts").refused(403, "permission.missing")

    def test_never_reads_content_and_cannot_give_themselves_the_right(self):
        admin = self.server.sign_in("quantri")
        for path in ("/contacts", "/connections", "/documents", "/duties", "/audit-entries",
                     "/reports/hotline?from=2026-01-01&to=2026-03-01"):
            admin.get(path).refused(403, "permission.missing")
        admin.get(f"/contacts/{uuid.uuid4()}").refused(403, "permission.missing")
        organisation = admin.session["posts"][0]["organisation_id"]
        wanted = {"role": "hotline_lead", "organisation_id": organisation,
                  "valid_from": "2026-03-01"}
        admin.post("/posts", wanted | {"user_id": admin.session["user"]["id"]}).refused(
            403, "post.own_account")
        other = admin.post("/users", {"username": "quantri.hai", "display_name": "Người Thử Hai",
                                      "posts": [wanted | {"role": "administrator"}]}).expect(201)
        fields = admin.post("/posts", wanted | {"user_id": other["user"]["id"]}).refused(
            400, "request.invalid")
        self.assertEqual(fields, {"role": "incompatible_role"})

    def test_what_was_done_is_in_the_log_of_the_auditor(self):
        admin = self.server.sign_in("quantri")
        person = user(admin, "nv_tv")
        reset = f"/users/{person['id']}/resets"
        admin.post(reset, {"version": 99, "reason": "mất điện thoại"}).refused(409, "stale")
        admin.post(reset, {"version": person["version"], "reason": "mất điện thoại"}).expect(200)
        entries = self.server.sign_in("kiemtoan").get("/audit-entries?action=user.reset")
        entry = entries.expect(200)["items"][0]
        self.assertEqual((entry["actor_name"], entry["object_id"]), ("quantri", person["id"]))
        self.assertNotIn("điện thoại", entries.bytes.decode())
        sign_in(self.server.client(), "nv_tv").refused(401, "sign_in.failed")

    def test_the_console_helps_when_the_last_administrator_is_locked_out(self):
        def console(*arguments):
            return subprocess.run([BINARY, "user", *arguments, "--data", self.server.data],
                                  capture_output=True, text=True, check=False)
        reset = console("reset", "--username", "thongke", "--reason", "mất điện thoại")
        self.assertEqual(reset.returncode, 0, reset.stderr)
        code = next(line.split()[-1] for line in reset.stdout.splitlines() if "code" in line)
        self.server.client().post("/account-activations", {
            "username": "thongke", "enrolment_code": code,
            "new_password": NEW_PASSWORD}).expect(201)
        self.assertEqual(console("reset", "--username", "nobody", "--reason", "x").returncode, 1)
        self.assertIn("quantri  active", console("list").stdout)


if __name__ == "__main__":
    unittest.main()
