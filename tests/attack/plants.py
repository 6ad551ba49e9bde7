"""Weaknesses planted into the answers of a sound server: the rig must find every one.

A plant spoils what it gets to see, as a server with this weakness would answer.
"""
import copy
import json


class Forged:
    """An answer with other contents. The true one stays as it is."""

    def __init__(self, answer, status=None, body=None, kind=None):
        self.request = answer.request
        self.status = status or answer.status
        self.bytes = answer.bytes if body is None else json.dumps(body).encode()
        self.headers = copy.copy(answer.headers)
        if kind:
            del self.headers["Content-Type"]
            self.headers["Content-Type"] = kind

    @property
    def json(self):
        return json.loads(self.bytes)


class Plant:
    rule = ""  # the rule that must find it

    def spoil(self, request, answer):
        return None

    def grown(self, grown):
        """By how many entries the log of changes grew."""
        return grown

    def log(self, mark):
        return ""


def code_of(answer):
    return json.loads(answer.bytes).get("code") if answer.status >= 400 else None


def passing(rule, code, status=204):
    """A server that lets through what should have been refused with this code."""
    class Passing(Plant):
        def spoil(self, request, answer):
            if code_of(answer) in code:
                return Forged(answer, status, body={})
            return None
    Passing.rule = rule
    Passing.__name__ = f"lets {code[0]} pass"
    return Passing


class Fails(Plant):
    rule = "no_failure"

    def spoil(self, request, answer):
        odd = isinstance(request.body, dict) and "\u0323" in json.dumps(request.body, ensure_ascii=False)
        return Forged(answer, 500) if odd else None


class NoProblem(Plant):
    rule = "a_problem"

    def spoil(self, request, answer):
        return Forged(answer, kind="text/html") if answer.status == 404 else None


class UnknownCode(Plant):
    rule = "a_problem"

    def spoil(self, request, answer):
        if answer.status != 422:
            return None
        return Forged(answer, body={**answer.json, "code": "nobody.knows"})


class Surplus(Plant):
    rule = "the_contract"

    def spoil(self, request, answer):
        if answer.status != 200 or request.operation.id != "get_contact":
            return None
        return Forged(answer, body={**answer.json, "surplus": 1})


class OthersRecords(Plant):
    rule = "the_owner"

    def spoil(self, request, answer):
        return Forged(answer, 200, body={}) if code_of(answer) == "not_found" else None


class Forgetful(Plant):
    rule = "the_same_answer"

    def spoil(self, request, answer):
        replayed = answer.headers.get("Idempotency-Replayed")
        return Forged(answer, body={"id": "another"}) if replayed else None


class Unrecorded(Plant):
    rule = "an_audit_entry"

    def grown(self, grown):
        return 0


class Talkative(Plant):
    rule = "nothing_in_the_log"

    def log(self, mark):
        return f'{{"event":"request","name":"{mark}"}}'


PLANTS = [Fails, NoProblem, UnknownCode, Surplus, OthersRecords, Forgetful, Unrecorded, Talkative,
          passing("a_session", ("session.missing", "session.expired")),
          passing("the_matrix", ("permission.missing",)),
          passing("our_page", ("csrf.origin", "csrf.token")),
          passing("a_key", ("idempotency_key.required", "idempotency_key.malformed")),
          passing("one_key_one_request", ("idempotency_key.reused",)),
          passing("a_valid_body", ("request.invalid", "json.malformed"))]
