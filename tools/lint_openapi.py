#!/usr/bin/env python3
"""Checks the HTTP contract (api/openapi.yaml) against the rules of this project.

Usage: tools/lint_openapi.py [file]. Prints one line per finding; exit code 1 when there is one.
"""

import re
import sys
from pathlib import Path

import yaml

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "api" / "openapi.yaml"
METHODS = ("get", "put", "post", "delete", "patch")
SNAKE = re.compile(r"^[a-z][a-z0-9_]*$")
PASCAL = re.compile(r"^[A-Z][A-Za-z0-9]*$")
SEGMENT = re.compile(r"^(\{[a-z_]+\}|[a-z0-9.-]+)$")
ACCESS = {"read", "sensitive_read", "write", "plain"}
PERMISSIONS_FOR_EVERYBODY = {"public", "signed_in"}
PROBLEM = {"$ref": "#/components/responses/Problem"}


def resolve(document, ref):
    """The thing a local reference names, or None."""
    if not ref.startswith("#/"):
        return None
    node = document
    for part in ref[2:].split("/"):
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    return node


def references(node):
    """Every $ref below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def parameters_of(document, operation):
    for parameter in operation.get("parameters", []):
        yield resolve(document, parameter["$ref"]) if "$ref" in parameter else parameter


def lint_operation(document, where, path, method, operation):
    """Findings of one operation."""
    for key in ("operationId", "tags", "summary", "x-permission", "x-access", "responses"):
        if not operation.get(key):
            yield f"{where}: {key} is missing"
    if not SNAKE.match(operation.get("operationId", "")):
        yield f"{where}: operationId is not snake_case"
    known_tags = {tag["name"] for tag in document["tags"]}
    for tag in operation.get("tags", []):
        if tag not in known_tags:
            yield f"{where}: tag {tag} is not declared"
    permission = operation.get("x-permission")
    declared = set(document["components"]["schemas"]["Permission"]["enum"])
    if permission not in declared | PERMISSIONS_FOR_EVERYBODY:
        yield f"{where}: permission {permission} is not declared"
    access = operation.get("x-access")
    if access not in ACCESS:
        yield f"{where}: x-access {access} is unknown"
    if (permission == "public") != (operation.get("security") == []):
        yield f"{where}: public and an empty security go together"
    if operation.get("responses", {}).get("default") != PROBLEM:
        yield f"{where}: the default response is not Problem"
    headers = set()
    path_names = set()
    for parameter in parameters_of(document, operation):
        if parameter is None:
            continue
        if parameter["in"] == "header":
            headers.add(parameter["name"])
        if parameter["in"] == "path":
            path_names.add(parameter["name"])
        if parameter["in"] == "query" and not SNAKE.match(parameter["name"]):
            yield f"{where}: parameter {parameter['name']} is not snake_case"
    if path_names != set(re.findall(r"\{(\w+)\}", path)):
        yield f"{where}: path parameters do not match the path"
    if (access == "write") != ("Idempotency-Key" in headers):
        yield f"{where}: Idempotency-Key and x-access write go together"
    if method != "get" and permission != "public" and "X-CSRF-Token" not in headers:
        yield f"{where}: X-CSRF-Token is missing"
    if method == "get" and access == "write":
        yield f"{where}: GET cannot write"


def lint_schema(document, name, schema, request_names):
    """Findings of one named schema."""
    if not PASCAL.match(name):
        yield f"schema {name}: not PascalCase"
    parts = [schema] + [part for part in schema.get("allOf", []) if "$ref" not in part]
    for part in parts:
        properties = part.get("properties", {})
        for field in properties:
            if not SNAKE.match(field):
                yield f"schema {name}: {field} is not snake_case"
        for field in part.get("required", []):
            if field not in properties:
                yield f"schema {name}: required {field} is not a property"
    if name in request_names and schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            yield f"schema {name}: a request refuses unknown fields (additionalProperties: false)"


def request_schemas(document, operations):
    """Names of every schema a request can contain."""
    names = set()
    todo = []
    for _, _, _, operation in operations:
        todo.extend(references(operation.get("requestBody", {})))
    while todo:
        ref = todo.pop()
        name = ref.rsplit("/", 1)[-1]
        if name not in names:
            names.add(name)
            todo.extend(references(resolve(document, ref) or {}))
    return names


def lint(document):
    """Every finding of a contract."""
    operations = []
    for path, item in document["paths"].items():
        for segment in path.strip("/").split("/"):
            if not SEGMENT.match(segment):
                yield f"{path}: segment {segment} is not lower-case-with-hyphens"
        for method, operation in item.items():
            if method in METHODS:
                operations.append((f"{method.upper()} {path}", path, method, operation))
            else:
                yield f"{path}: {method} is no method"
    seen = {}
    for where, path, method, operation in operations:
        yield from lint_operation(document, where, path, method, operation)
        identifier = operation.get("operationId")
        if identifier in seen:
            yield f"{where}: operationId {identifier} is taken by {seen[identifier]}"
        seen[identifier] = where
    used = set()
    for ref in references(document):
        used.add(ref)
        if resolve(document, ref) is None:
            yield f"$ref {ref} leads nowhere"
    request_names = request_schemas(document, operations)
    for name, schema in document["components"]["schemas"].items():
        yield from lint_schema(document, name, schema, request_names)
        if f"#/components/schemas/{name}" not in used and name not in ("Permission", "Event"):
            yield f"schema {name}: not used"


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FILE
    findings = list(lint(yaml.safe_load(path.read_text(encoding="utf-8"))))
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
