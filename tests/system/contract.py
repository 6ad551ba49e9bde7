"""Checks live answers against api/openapi.yaml.

A story's client hands every answer to Contract.check(); an answer that the contract does not describe
fails the story. Objects may carry no member that the contract does not name.
"""
import copy
import json
import pathlib
import re

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PREFIX = "/api/v1"
METHODS = {"get", "post", "put", "patch", "delete"}


class ContractError(AssertionError):
    """The server said something that the contract does not promise."""


def _composed(node, found):
    """Names of schemas that are one part of several in an allOf: those must stay open."""
    if isinstance(node, dict):
        parts = node.get("allOf", [])
        if len(parts) > 1 or (parts and "properties" in node):
            for part in parts:
                if "$ref" in part:
                    found.add(part["$ref"].rsplit("/", 1)[1])
        for value in node.values():
            _composed(value, found)
    elif isinstance(node, list):
        for value in node:
            _composed(value, found)


def _to_json_schema(node, strict=True):
    """OpenAPI 3.0 to JSON Schema 2020-12: nullable, and objects without unnamed members."""
    if isinstance(node, list):
        return [_to_json_schema(value, strict) for value in node]
    if not isinstance(node, dict):
        return node
    parts = node.get("allOf", [])
    open_parts = len(parts) > 1 or "properties" in node
    schema = {}
    for key, value in node.items():
        if key in ("nullable", "description", "example"):
            continue
        if key == "properties":
            schema[key] = {name: _to_json_schema(part) for name, part in value.items()}
        elif key == "allOf":
            schema[key] = [_to_json_schema(part, strict=not open_parts) for part in value]
        elif key == "enum":
            schema[key] = list(value)
        else:
            schema[key] = _to_json_schema(value)
    has_members = "properties" in schema or len(parts) > 1
    if strict and has_members and "additionalProperties" not in schema:
        schema["unevaluatedProperties"] = False
    if node.get("nullable"):
        if "type" in schema and "enum" not in schema:
            schema["type"] = [schema["type"], "null"]
        else:
            schema = {"anyOf": [schema, {"type": "null"}]}
    return schema


class Contract:
    def __init__(self, path=ROOT / "api" / "openapi.yaml"):
        self.document = yaml.safe_load(path.read_text(encoding="utf-8"))
        composed = set()
        _composed(self.document, composed)
        self.schemas = {
            name: _to_json_schema(schema, strict=name not in composed)
            for name, schema in self.document["components"]["schemas"].items()
        }
        self.routes = []
        for pattern, operations in self.document["paths"].items():
            expression = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(pattern))
            literals = len(re.sub(r"\{[^}]+\}", "", pattern))
            for method in METHODS & operations.keys():
                self.routes.append(
                    (literals, method, re.compile(expression + "$"), operations[method]))
        self.routes.sort(key=lambda route: -route[0])  # literal paths before names
        self.validators = {}
        self.seen = set()

    def operation(self, method, path):
        """The operation of a request, or None for a path outside the contract."""
        bare = path.split("?")[0]
        if not bare.startswith(PREFIX):
            return None
        for _, known, expression, operation in self.routes:
            if known == method.lower() and expression.match(bare[len(PREFIX):]):
                return operation
        return None

    def check(self, method, path, status, content_type, body):
        """Raises ContractError when the answer is none that the contract describes."""
        where = f"{method} {path} -> {status}"
        operation = self.operation(method, path)
        if operation is None:
            if status not in (404, 405):
                raise ContractError(f"{where}: not in the contract")
            return
        self.seen.add(operation["operationId"])
        responses = operation["responses"]
        response = responses.get(str(status)) or (responses.get("default") if status >= 400 else None)
        if response is None:
            raise ContractError(f"{where}: the contract names {sorted(responses)} only")
        if "$ref" in response:
            response = self.document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
        content = response.get("content")
        if not content:
            if body:
                raise ContractError(f"{where}: a body where none is promised")
            return
        kind = content_type.split(";")[0].strip()
        if kind not in content:
            raise ContractError(f"{where}: {kind or 'no content type'}, promised: {sorted(content)}")
        if kind.endswith("json"):
            self._validate(content[kind]["schema"], body, where)

    def _validate(self, schema, body, where):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            whole = {"allOf": [_to_json_schema(copy.deepcopy(schema))],
                     "components": {"schemas": self.schemas}}
            self.validators[key] = jsonschema.Draft202012Validator(whole)
        errors = sorted(self.validators[key].iter_errors(json.loads(body)), key=lambda e: e.json_path)
        if errors:
            told = "; ".join(f"{error.json_path}: {error.message[:200]}" for error in errors[:5])
            raise ContractError(f"{where}: {told}")

    def check_event(self, data):
        """Raises ContractError when a message of the event stream is none that is described."""
        self._validate({"$ref": "#/components/schemas/Event"}, json.dumps(data), "GET /events")

    def never_called(self):
        """Operations no story has called."""
        every = {operation["operationId"] for _, _, _, operation in self.routes}
        return sorted(every - self.seen)


CONTRACT = Contract()
