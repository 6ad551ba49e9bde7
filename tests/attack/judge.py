"""What must hold for every answer, whatever was asked. A broken rule is (name of the rule, detail)."""
import json
import re

from ground import PEOPLE  # noqa: F401  brings the harness within reach
from contract import CONTRACT, PREFIX, ContractError, _to_json_schema  # noqa: I001
import jsonschema

from known import Words, access_matrix

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("uuid")
def is_uuid(value):
    return not isinstance(value, str) or bool(re.fullmatch(
        r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value))


class Judge:
    def __init__(self, seen, roles):
        self.seen = seen
        self.roles = roles  # {person: set of roles}
        self.organisations = {}  # {person: set of organisations}
        self.words = Words()
        self.matrix = access_matrix()
        self.bodies = {}

    def may(self, person, permission):
        """Does any post of the person give it, as far as the access matrix says?"""
        if permission in ("public", "anyone"):
            return True
        if person is None:
            return False
        needed = self.matrix[permission]
        return needed is None or bool(needed & self.roles[person])

    def broken(self, request, sent, answer):
        """Rules the answer breaks. `sent`: the headers as they went out."""
        rules = [self.no_failure, self.a_problem, self.the_contract, self.a_session, self.the_matrix,
                 self.the_owner, self.our_page, self.a_key, self.a_valid_body]
        found = []
        for rule in rules:
            if complaint := rule(request, sent, answer):
                found.append((rule.__name__, complaint))
        return found

    def no_failure(self, _request, _sent, answer):
        return f"{answer.status} {answer.bytes[:300]!r}" if answer.status >= 500 else None

    def a_problem(self, _request, _sent, answer):
        """A problem document with a code that does not change and that people are told in words."""
        if answer.status < 400:
            return None
        if answer.headers.get("Content-Type") != "application/problem+json":
            return f"{answer.status} as {answer.headers.get('Content-Type')}"
        problem = json.loads(answer.bytes)
        if not CODE.fullmatch(problem["code"]) or problem["status"] != answer.status:
            return str(problem)
        if not self.words.knows(answer.status, problem["code"]):
            return f"no words for {answer.status} {problem['code']}"
        strange = [one["code"] for one in problem.get("fields", ())
                   if not self.words.knows_field(one["code"])]
        return f"no words for the fields' codes {strange}" if strange else None

    def the_contract(self, request, _sent, answer):
        try:
            CONTRACT.check(request.operation.method, PREFIX + request.path, answer.status,
                           answer.headers.get("Content-Type", ""), answer.bytes)
        except ContractError as complaint:
            return str(complaint)
        return None

    def _reached(self, request, answer):
        """False when the path that was sent is another operation's, or the request was no HTTP."""
        if answer.status >= 400 and json.loads(answer.bytes)["code"].startswith("http."):
            return False
        return CONTRACT.operation(request.operation.method, PREFIX + request.path) is not None and \
            not any(what == "odd path" for what in request.hostile)

    def a_session(self, request, sent, answer):
        if request.operation.public or not self._reached(request, answer):
            return None
        if request.person is None or "Cookie" in request.headers:
            if answer.status != 401 or not json.loads(answer.bytes)["code"].startswith("session."):
                return f"{answer.status} without a session"
        return None

    def the_matrix(self, request, sent, answer):
        if request.person is None or "Cookie" in request.headers or not self._reached(request, answer):
            return None
        if self.may(request.person, request.operation.permission):
            return None
        if answer.status != 403 or json.loads(answer.bytes)["code"] != "permission.missing":
            return f"{answer.status} although no post of {request.person} gives the right"
        return None

    def the_owner(self, request, _sent, answer):
        """A conversation is its hotline's alone."""
        kind = request.operation.path.split("/")[1]
        owner = self.seen.owners.get(request.path_values.get("id"))
        if kind != "contacts" or owner is None or request.person is None:
            return None
        if answer.status < 300 and owner not in self.organisations[request.person]:
            return f"{answer.status} for a record of another organisation"
        return None

    def our_page(self, request, sent, answer):
        """A change needs the token of the session and must not come from another site."""
        if request.operation.method == "GET" or answer.status >= 300:
            return None
        if sent.get("Sec-Fetch-Site") not in (None, "same-origin") or sent.get("Origin"):
            return "accepted from another site"
        if "X-CSRF-Token" in request.headers and not request.operation.public:
            return "accepted with another token"
        return None

    def a_key(self, request, sent, answer):
        key = sent.get("Idempotency-Key") or ""
        if request.operation.access == "write" and answer.status < 300 and not 8 <= len(key) <= 200:
            return "accepted without a usable idempotency key"
        return None

    def a_valid_body(self, request, _sent, answer):
        """What the contract does not allow is not accepted."""
        operation = request.operation
        if answer.status >= 300 or operation.kind_of_body != "application/json":
            return None
        try:
            body = request.body if not isinstance(request.body, bytes) else json.loads(request.body)
        except ValueError:
            return "accepted what is no JSON"
        if operation.id not in self.bodies:
            whole = {"allOf": [_to_json_schema(operation.body)],
                     "components": {"schemas": CONTRACT.schemas}}
            self.bodies[operation.id] = jsonschema.Draft202012Validator(
                whole, format_checker=FORMATS)
        errors = list(self.bodies[operation.id].iter_errors(body))
        return f"accepted: {errors[0].json_path}: {errors[0].message[:200]}" if errors else None
