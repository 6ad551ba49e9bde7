"""The second wall (ADR 0017): with an access decision that says yes to everything, nobody without
standing in a case gets anything of it from the database; and without the wall they would.

Needs the target haidang_allow_everything, which is built for this story alone.
"""
import subprocess
import uuid

from files_story import BINARY as OCTETS
from files_story import png
from harness import BINARY, Server
from postgres import Postgres
from transfer import TransferStory

OPEN = BINARY.parent / "haidang_allow_everything"
NAME = "Nguyễn Thị Mẫu"


def found(answer):
    return 200 <= answer.status < 300


def listed(answer, record):
    """True when a page names the record."""
    return found(answer) and record in answer.bytes.decode("utf-8", "replace")


class SecondWall(TransferStory):
    """One case of hotline 111 with everything in it, and two who have nothing to do with it: an
    officer of another agency, and a colleague of the lead who was not called in."""

    demo = True
    arguments = ()

    @classmethod
    def setUpClass(cls):
        subprocess.run([OPEN, "--version"], check=True, capture_output=True)
        cls.server = Server(binary=OPEN, demo=cls.demo, now=cls.now, arguments=cls.arguments)
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        lead, women = self.sign_in("tuvan1", "hpn_tv")
        self.case, self.person_id = self.person(lead)
        self.consent(lead, self.person_id, self.own(women)).expect(201)
        self.referral = self.draft(lead, self.case, self.person_id, self.own(women))["id"]
        self.file = self.attach(lead)

    def attach(self, lead):
        photo = png()
        file = lead.post("/files", {"subject_kind": "case", "subject_id": self.case, "kind": "photo",
                                    "name": "anh.png", "size_bytes": len(photo)}).expect(201)["id"]
        lead.request("PUT", f"/files/{file}/parts/1", photo, headers=OCTETS).expect(200)
        return file

    def restart(self, **environment):
        self.server.stop()
        self.server.environment = environment
        self.server.start()

    def probes(self):
        """{what: question}; a question is true when its asker learned something of the case."""
        case, person, referral, file = self.case, self.person_id, self.referral, self.file
        reads = {path: lambda user, path=path: found(user.get(path, check=False)) for path in (
            f"/cases/{case}", f"/persons/{person}", f"/persons/{person}/consents",
            f"/persons/{person}/risk-assessments", f"/persons/{person}/identification",
            f"/referrals/{referral}", f"/referrals/{referral}/timeline",
            f"/referrals/{referral}/suggested-targets", f"/cases/{case}/timeline",
            f"/duplicate-checks?case_id={case}", f"/files?subject_kind=case&subject_id={case}",
            f"/files/{file}/state")}
        asks = {path: lambda user, path=path, body=body: found(user.post(path, body, check=False))
                for path, body in (
                    ("/person-reveals", {"person_id": person, "fields": ["full_name"],
                                         "reason": "safe_contact"}),
                    (f"/referrals/{referral}/identity-reveals", {"reason": "reception"}),
                    (f"/cases/{case}/notes", {"kind": "support", "text": "x"}),
                    ("/referrals", {"case_id": case, "person_id": person, "urgency": "normal",
                                    "channel_used": "phone", "summary": "x",
                                    "needs": [{"service": "shelter"}]}))}
        lists = {
            "list of cases": lambda user: listed(user.get("/cases?limit=200"), case),
            "list of referrals": lambda user: listed(user.get("/referrals?limit=200"), referral),
            "referrals of the case": lambda user: listed(
                user.get(f"/referrals?case_id={case}&limit=200"), referral),
            "search by name": lambda user: listed(self.search(user), case)}
        return reads | asks | lists

    def search(self, user):
        answer = user.post("/person-searches", {"query": NAME})
        for _ in range(200):
            if answer.status != 503:
                break
            answer = user.post("/person-searches", {"query": NAME})
        return answer

    def learned(self, username):
        user = self.sign_in(username)
        return {what for what, ask in self.probes().items() if ask(user)}

    def test_what_the_decision_lets_through_the_database_keeps(self):
        every = set(self.probes())
        self.assertEqual(self.learned("yt_tv"), set())
        self.assertEqual(self.learned("tuvan2"), set())
        # Nothing is kept from the one whose case it is; a change is another matter of its version.
        self.assertGreaterEqual(self.learned("tuvan1"), every - {"/referrals"})
        # A cookie that is nobody's, or that has ended, has no standing either.
        ended = self.sign_in("tuvan1")
        ended.delete("/sessions/current").expect(204)
        self.assertEqual(ended.get(f"/cases/{self.case}", check=False).status, 401)

        # The control: without the wall the same questions are answered, so the wall it was.
        self.restart(HAIDANG_TEST_WITHOUT_SECOND_WALL="1")
        self.addCleanup(self.restart)
        self.assertGreaterEqual(self.learned("tuvan2"), every)
        self.assertGreaterEqual(self.learned("yt_tv"), every - {"list of cases", "list of referrals",
                                                                "search by name"})

    def test_who_is_called_in_has_standing_and_loses_it_with_the_membership(self):
        lead, colleague = self.sign_in("tuvan1", "tuvan2")
        self.assertEqual(colleague.get(f"/cases/{self.case}", check=False).status, 404)
        version = lead.get(f"/cases/{self.case}").expect(200)["version"]
        seen = lead.post(f"/cases/{self.case}/members", {
            "version": version, "username": "tuvan2", "kind": "support"}).expect(200)
        colleague.get(f"/cases/{self.case}").expect(200)
        lead.post(f"/cases/{self.case}/exclusions", {
            "version": seen["version"], "username": "tuvan2", "reason": "người nhà"}).expect(200)
        self.assertEqual(colleague.get(f"/cases/{self.case}", check=False).status, 404)
        self.assertEqual(colleague.get(f"/files/{self.file}/state", check=False).status, 404)

    def test_this_build_says_what_it_is_and_works_for_tests_only(self):
        said = subprocess.run([OPEN, "--version"], check=True, capture_output=True, text=True)
        self.assertIn("allows everything", said.stdout)
        refused = subprocess.run([OPEN, "serve", "--data", self.server.folder / str(uuid.uuid4())],
                                 check=False, capture_output=True, timeout=30)
        self.assertEqual(refused.returncode, 2)


class SecondWallOnPostgres(SecondWall):
    """With a user of the database as the runbook wants one: the owner, who may make roles."""

    demo = False

    @classmethod
    def setUpClass(cls):
        cls.postgres = Postgres()
        cls.addClassCleanup(cls.postgres.remove)
        cls.postgres.run("CREATE ROLE app LOGIN CREATEROLE")
        cls.postgres.run("ALTER DATABASE haidang OWNER TO app")
        cls.arguments = ("--database", cls.postgres.url.replace("//hd@", "//app@"))
        super().setUpClass()
        cls.server.stop()
        subprocess.run([BINARY, "demo", "--people", "--data", cls.server.data, *cls.arguments],
                       check=True, capture_output=True)
        cls.server.start()
