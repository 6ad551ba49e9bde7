"""What answers have told so far: ids by kind, versions, whole records, values by name of field.

A request made of these reaches further into the program than one made of noise.
"""
import re

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KEPT_VALUES = 60
KEPT_IDS = 400


def singular(word):
    word = word.replace("-", "_")
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def kind_of_path(path, position=None):
    """"/cases/{id}/persons" tells of persons; its {id} is the id of a case."""
    parts = [part for part in path.split("/") if part]
    if position is not None:
        parts = parts[:position]
    named = [part for part in parts if not part.startswith("{")]
    return singular(named[-1]) if named else ""


class Seen:
    def __init__(self):
        self.ids = {}
        self.shown = {}  # {person: {kind: ids that this person was shown}}
        self.records = {}
        self.values = {}
        self.codes = {}
        self.owners = {}  # id of a conversation: its hotline
        self.viewer = None
        self.protected = set()  # users and posts the rig itself needs

    def add_id(self, kind, value):
        for ids in (self.ids, self.shown.setdefault(self.viewer, {})):
            known = ids.setdefault(kind, [])
            if value not in known:
                if len(known) >= KEPT_IDS:
                    known.pop(0)
                known.append(value)

    def learn(self, path, answer, viewer):
        """`path` with its names in braces."""
        self.viewer = viewer
        self._walk(answer, kind_of_path(path))

    def _walk(self, node, kind):
        if isinstance(node, list):
            for part in node:
                self._walk(part, kind)
        elif isinstance(node, dict):
            self._learn_record(node, kind)
            for key, value in node.items():
                if isinstance(value, (dict, list)):
                    self._walk(value, kind if key == "items" else singular(key))
                self._learn_value(key, value)

    def _learn_record(self, node, kind):
        identity = node.get("id")
        if isinstance(identity, str) and UUID.fullmatch(identity):
            self.add_id(kind, identity)
            if "version" in node:
                self.records[identity] = node
            if kind == "contact" and "hotline_id" in node:
                self.owners[identity] = node["hotline_id"]
        if isinstance(node.get("list"), str) and "code" in node:
            self.codes.setdefault(node["list"], []).append(node["code"])

    def _learn_value(self, key, value):
        if key.endswith("_id") and isinstance(value, str) and UUID.fullmatch(value):
            self.add_id(key[:-3], value)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, (str, int)) and not isinstance(one, bool):
                known = self.values.setdefault(key, [])
                if one not in known and len(known) < KEPT_VALUES:
                    known.append(one)

    def an_id(self, random, kind, viewer=None):
        """One of that kind, mostly one the viewer was shown; never of an account the rig uses."""
        ids = self.shown.get(viewer, {}) if random.random() < 0.75 else self.ids
        known = [one for one in ids.get(kind, self.ids.get(kind, ())) if one not in self.protected]
        if not known or random.random() < 0.1:
            known = [one for kinds in self.ids.values() for one in kinds
                     if one not in self.protected]
        return random.choice(known) if known else "00000000-0000-4000-8000-000000000000"
