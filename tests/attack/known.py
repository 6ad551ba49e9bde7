"""What the repository promises and a rig can read: words for errors, who may what, operations."""
import dataclasses
import re

from ground import ROOT
from contract import CONTRACT, METHODS  # noqa: I001  found through ground

WORDS = ROOT / "web/src/api/words/en.ts"
PROBLEMS = ROOT / "web/src/api/problems.ts"
MATRIX = ROOT / "docs/access-matrix.txt"

# Only a program that does not keep the contract is told these; no person ever reads them.
FOR_PROGRAMS = {"content_type.not_json", "method.not_allowed", "json.malformed"}


class Words:
    """Does the front end have words for a code?"""

    def __init__(self):
        self.keys = set(re.findall(r"^  ([a-z0-9_]+):", WORDS.read_text(encoding="utf-8"), re.M))
        source = PROBLEMS.read_text(encoding="utf-8")
        by_status = source.split("BY_STATUS", 1)[1].split("};", 1)[0]
        self.statuses = {int(number) for number in re.findall(r"(\d{3}):", by_status)}

    def knows(self, status, code):
        key = re.sub(r"[.-]", "_", code)
        return key in self.keys or status in self.statuses or code in FOR_PROGRAMS

    def knows_field(self, code):
        return "field_" + code.rsplit(".", 1)[-1] in self.keys


def access_matrix():
    """{permission: set of roles, or None when everybody with a session may}."""
    matrix = {}
    permission = None
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"[a-z_]+", line):
            permission = line
            matrix[permission] = set()
        elif permission and (found := re.match(r"    ([a-z_]+) +[a-z_]+ +[a-z]+ [WIN-]", line)):
            matrix[permission].add(found.group(1))
        elif permission and line.strip().startswith("everybody"):
            matrix[permission] = None
    return matrix


@dataclasses.dataclass
class Operation:
    method: str
    path: str
    id: str
    permission: str
    access: str
    parameters: list
    body: dict | None
    kind_of_body: str

    @property
    def public(self):
        return self.permission in ("public", "anyone")


def _resolved(node):
    while "$ref" in node:
        section, name = node["$ref"].split("/")[-2:]
        node = CONTRACT.document["components"][section][name]
    return node


def operations():
    """Every operation of the contract."""
    found = []
    for path, methods in CONTRACT.document["paths"].items():
        for method in sorted(METHODS & methods.keys()):
            described = methods[method]
            content = described.get("requestBody", {}).get("content", {})
            kind = next(iter(content), "")
            found.append(Operation(
                method.upper(), path, described["operationId"], described["x-permission"],
                described["x-access"], [_resolved(one) for one in described.get("parameters", [])],
                content[kind]["schema"] if kind else None, kind))
    return found


def resolved(schema):
    """A schema with its reference followed and its allOf laid together."""
    schema = _resolved(schema)
    parts = schema.get("allOf")
    if not parts:
        return schema
    merged = {key: value for key, value in schema.items() if key != "allOf"}
    for part in map(resolved, parts):
        properties = {**merged.get("properties", {}), **part.get("properties", {})}
        required = merged.get("required", []) + part.get("required", [])
        merged = {**part, **merged}
        if properties:
            merged["properties"] = properties
        if required:
            merged["required"] = required
    return merged
