"""A fixed short sequence of writes, one after the other, and what must be there when it has ended.

It can be broken off anywhere and run again, also by a server that was restarted: every step keeps its
idempotency key, and a step that was acknowledged must get the same answer again.
"""
import contextlib
import http.client
import sqlite3
import uuid

from harness import PASSWORD, TEST_CODE
from load import ANSWERS, STARTED

# Who was broken off may sign in twice and ask twice; persons are compared in the background.
NOT_COUNTED = {"user_session", "guess_budget", "known_device", "audit_entry", "audit_head",
               "person_check"}


class BrokenOff(Exception):
    """No answer, or one that is no success; the process may have ended."""


class Sequence:
    """`said`: what was acknowledged, {step: bytes of the answer}."""

    def __init__(self, target):
        self.target = target  # the body that the referral goes to
        self.keys, self.said, self.faults = {}, {}, []
        self.client = self.cookie = self.session = None

    def run(self, server):
        """All of it; raises BrokenOff."""
        self.client = server.client()
        try:
            self._sign_in(server)
            self._write()
        except (OSError, http.client.HTTPException) as gone:
            raise BrokenOff(repr(gone)) from gone

    def _sign_in(self, server):
        if self.cookie is None:
            client = server.client()
            answer = client.post("/sessions", {"username": "tuvan1", "totp": TEST_CODE,
                                               "password": PASSWORD}, check=False)
            if answer.status != 201:
                raise BrokenOff(f"sign-in: {answer.status}")
            self.cookie, self.session = client.cookie, answer.json
        self.client.cookie, self.client.csrf = self.cookie, self.session["csrf_token"]
        current = self.client.get("/sessions/current", check=False)
        if current.status == 401:
            self.faults.append("lost: a session was acknowledged")
        if current.status != 200:
            raise BrokenOff(f"session: {current.status}")

    def _write(self):
        post = self.session["posts"][0]
        contact = self._step("contact", "POST", "/contacts", {
            "hotline_id": post["organisation_id"], "channel": "phone_111", "direction": "in",
            "started_at": STARTED, "kind": "counselling", "topics": ["safe_migration"],
            "caller_relation": "public", "sex": "female", "province": "33", "summary": "hư cấu"})
        self._step("end of the contact", "POST", f"/contacts/{contact['id']}/finalisations",
                   {"version": contact["version"]})
        case = self._step("case", "POST", "/cases", {"entry_road": "hotline", "person": {
            "kind": "suspected_victim",
            "identity": {"full_name": "Hư Cấu Một Chín", "birth": {"year": 1998}}}})
        person = case["persons"][0]["id"]
        self._step("consent", "POST", f"/persons/{person}/consents", {
            "purpose": "support", "recipient_organisation_id": self.target,
            "categories": ["work", "identity"], "given_by": "self", "form": "signed",
            "language": "vi", "text_version": "2026-01", "answers": ANSWERS})
        self._refer(case["id"], person)

    def _refer(self, case, person):
        choices = self.client.get(f"/persons/{person}/risk-assessments", check=False)
        if choices.status != 200:
            raise BrokenOff(f"choices: {choices.status}")
        self._step("risk", "POST", f"/persons/{person}/risk-assessments", {
            "factors": [{"code": one["code"], "answer": "no"} for one in choices.json["factors"]],
            "level": "low", "able_to_travel_alone": "yes"})
        made = self._step("referral", "POST", "/referrals", {
            "case_id": case, "person_id": person, "urgency": "urgent", "channel_used": "phone",
            "province": "33", "summary": "cần nơi ở an toàn", "needs": [{"service": "shelter"}],
            "target": {"organisation_id": self.target}})
        for name, content in (("risk_assessment", {"relevance": "đối tượng ở gần"}),
                              ("victim_opinion", {"opinion": "agrees", "how_asked": "hỏi riêng"})):
            made = self._step(name, "PUT", f"/referrals/{made['id']}/steps/{name}", {
                "version": made["version"], "officer": "Người Thử Một", "done_at": STARTED,
                name: content})
        self._step("sending", "POST", f"/referrals/{made['id']}/status-changes",
                   {"version": made["version"], "action": "send"})

    def _step(self, name, method, path, body):
        """The answer, read."""
        key = self.keys.setdefault(name, str(uuid.uuid4()))
        answer = self.client.request(method, path, body, headers={"Idempotency-Key": key},
                                     check=False)
        if answer.status not in (200, 201):
            raise BrokenOff(f"{name}: {answer.status} {answer.bytes[:300]!r}")
        if self.said.setdefault(name, answer.bytes) != answer.bytes:
            self.faults.append(f"changed: {name} got another answer when it was repeated")
        return answer.json


def contents(server):
    """How many rows each table has; the server must be stopped."""
    with contextlib.closing(sqlite3.connect(server.data / "haidang.sqlite")) as database:
        names = [row[0] for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                  for name in names if name not in NOT_COUNTED}
        whole = [row[0] for row in database.execute("PRAGMA integrity_check")]
    return counts, [] if whole == ["ok"] else [f"damaged: {line}" for line in whole]
