"""Finds what can be changed in a C++ file and writes the file with all changes in it at once: each
is chosen by its number while the program runs (mutant.h)."""
import re

from clang.cindex import CursorKind, Index, Diagnostic

COMPARISONS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
               "==": ["!="], "!=": ["=="]}
OPERATORS = {**COMPARISONS, "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"]}
FUNCTIONS = {CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR,
             CursorKind.DESTRUCTOR, CursorKind.CONVERSION_FUNCTION}
LEFT_ALONE = {CursorKind.FUNCTION_TEMPLATE, CursorKind.CLASS_TEMPLATE, CursorKind.STATIC_ASSERT,
              CursorKind.PARM_DECL, CursorKind.ENUM_DECL, CursorKind.FIELD_DECL,
              CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION}
BODIES = {CursorKind.COMPOUND_STMT, CursorKind.IF_STMT, CursorKind.FOR_STMT, CursorKind.WHILE_STMT,
          CursorKind.CXX_FOR_RANGE_STMT, CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT}
LOOPS = {CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.CXX_FOR_RANGE_STMT}
NO_BEHAVIOUR = {"reserve"}  # calls that only save time


class Mutant:
    """One change: `template` has two places, the number and the text inside."""

    def __init__(self, span, template, line, function, change):
        self.span, self.template = span, template
        self.line, self.function, self.change = line, function, change
        self.number = 0


class Finder:
    def __init__(self, path, name, text, arguments):
        self.path, self.name, self.data, self.arguments = path, name, text.encode(), arguments
        self.index = Index.create()
        self.found = []

    def parse(self, text):
        return self.index.parse(self.path, args=self.arguments, unsaved_files=[(self.path, text)])

    def text(self, span):
        return self.data[span[0]:span[1]].decode()

    def mutants(self):
        """All mutants of the file, in the order of the text."""
        unit = self.parse(self.data.decode())
        for cursor in unit.cursor.get_children():
            if cursor.location.file and cursor.location.file.name == self.path:
                self.visit(cursor, None, "")
        seen = {}
        self.found.sort(key=lambda mutant: (mutant.span[0], -mutant.span[1]))
        for mutant in self.found:
            key = (mutant.function, mutant.change)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                mutant.change += f" ({seen[key]})"
        return self.found

    def add(self, cursor_or_span, template, function, change):
        span = cursor_or_span if isinstance(cursor_or_span, tuple) else span_of(cursor_or_span)
        line = self.data[:span[0]].count(b"\n") + 1
        self.found.append(Mutant(span, template, line, function, short(change)))

    def visit(self, cursor, parent, function):
        kind = cursor.kind
        if kind in LEFT_ALONE:
            return
        if kind in FUNCTIONS or kind == CursorKind.VAR_DECL:
            head = re.split(r"[={(]", self.text(span_of(cursor)), maxsplit=1)[0]
            if re.search(r"\b(constexpr|consteval)\b", head):
                return
            if kind in FUNCTIONS:
                function = cursor.spelling
        children = list(cursor.get_children())
        if kind in (CursorKind.IF_STMT, CursorKind.WHILE_STMT, CursorKind.CONDITIONAL_OPERATOR):
            self.condition(children[0], kind, function)
        elif kind == CursorKind.DO_STMT:
            self.condition(children[-1], kind, function)
        elif kind == CursorKind.RETURN_STMT:
            self.constant(children, function)
            self.early_return(cursor, parent, function)
        if kind.is_expression():
            self.operator(cursor, children, function)
            if parent is not None and parent.kind in BODIES:
                self.statement(cursor, parent, function)
        if kind == CursorKind.CASE_STMT:
            children = children[1:]
        for position, child in enumerate(children):
            follows = position + 1 < len(children)
            self.visit(child, Place(cursor, parent, follows), function)

    def operator(self, cursor, children, function):
        """E1 op E2, built in or of a class."""
        if len(children) < 2:
            return
        left, right = span_of(children[0]), span_of(children[-1])
        token = self.text((left[1], right[0])).strip()
        if token not in OPERATORS or span_of(cursor) != (left[0], right[1]):
            return
        if token in "+-" and re.search(r"string|char", cursor.type.spelling):
            return
        for other in OPERATORS[token]:
            changed = f"{self.one_line(left)} {other} {self.one_line(right)}"
            was = f"{self.one_line(left)} {token} {self.one_line(right)}"
            self.add(cursor, "(::hd_mutant(%d) ? (" + percent(changed) + ") : (%s))", function,
                     f"{was} -> {other}")

    def condition(self, cursor, kind, function):
        if cursor.kind == CursorKind.VAR_DECL:
            if kind == CursorKind.IF_STMT:
                end = span_of(cursor)[1]
                self.add((end, end), "; ::hd_mutant(%d) != static_cast<bool>("
                         + cursor.spelling + ")%s", function,
                         f"negate {self.one_line(span_of(cursor))}")
            return
        text = self.one_line(span_of(cursor))
        children = list(cursor.get_children())
        if not cursor.kind.is_expression():
            return
        if len(children) >= 2:
            gap = self.text((span_of(children[0])[1], span_of(children[-1])[0])).strip()
            if gap in COMPARISONS:
                return  # has its own
        self.add(cursor, "(::hd_mutant(%d) != static_cast<bool>(%s))", function, f"negate {text}")

    def constant(self, children, function):
        if len(children) != 1:
            return
        text = self.text(span_of(children[0]))
        other = {"true": "false", "false": "true"}.get(text)
        if re.fullmatch(r"\d+", text):
            other = str(int(text) + 1)
        if other:
            self.add(children[0], f"(::hd_mutant(%d) ? {other} : %s)", function,
                     f"return {text} -> {other}")

    def early_return(self, cursor, place, function):
        """Goes on instead of returning, where something follows."""
        while place is not None and place.kind == CursorKind.COMPOUND_STMT:
            if place.above is None or place.above.kind in FUNCTIONS:
                return
            place = place.above
        if place is None or place.kind != CursorKind.IF_STMT:
            return
        if place.above is None or not place.follows_in_body():
            return
        self.add(cursor, "if (::hd_mutant(%d)) {} else %s", function,
                 f"without {self.one_line(span_of(cursor))}")

    def statement(self, cursor, place, function):
        """Leaves out a call."""
        inner = cursor
        while inner.kind == CursorKind.UNEXPOSED_EXPR:
            children = list(inner.get_children())
            if len(children) != 1:
                break
            inner = children[0]
        if inner.kind not in (CursorKind.CALL_EXPR, CursorKind.CXX_THROW_EXPR):
            return
        if inner.spelling in NO_BEHAVIOUR or not self.is_statement(cursor):
            return
        self.add(cursor, "(::hd_mutant(%d) ? void() : static_cast<void>(%s))", function,
                 f"without {self.one_line(span_of(cursor))}")

    def is_statement(self, cursor):
        start, end = span_of(cursor)
        before, after = self.data[:start].rstrip(), self.data[end:].lstrip()
        if not after.startswith(b";"):
            return False
        return before.endswith((b";", b"{", b"}", b")", b":", b"else")) or before[-2:] == b"*/" or (
            b"//" in before.rsplit(b"\n", 1)[-1])

    def one_line(self, span):
        text = re.sub(r"//[^\n]*\n", "\n", self.text(span))
        return re.sub(r"\s+", " ", text)

    def written(self, mutants):
        """The file with these mutants, and for each its place in it."""
        order = sorted(mutants, key=lambda mutant: (mutant.span[0], -mutant.span[1]))
        places = []

        def render(start, end, inside, base):
            text, at = b"", start
            while inside:
                first = inside[0]
                text += self.data[at:first.span[0]]
                within = [one for one in inside[1:] if one.span[0] >= first.span[0]
                          and one.span[1] <= first.span[1]]
                inside = inside[1 + len(within):]
                before, after = first.template.split("%s")
                before = before.replace("%d", str(first.number)).replace("%%", "%").encode()
                opened = base + len(text)
                kept = render(*first.span, within, opened + len(before))
                text += before + kept + after.replace("%%", "%").encode()
                places.append((opened, base + len(text), first))
                at = first.span[1]
            return text + self.data[at:end]

        text = render(0, len(self.data), order, 0)
        return text.decode(), places

    def that_compile(self, mutants):
        """Leaves out the mutants that the compiler refuses; returns the rest and the text."""
        for _ in range(40):
            text, places = self.written(mutants)
            refused = set()
            unit = self.parse(text)  # the errors live as long as this
            errors = [error for error in unit.diagnostics if error.severity >= Diagnostic.Error]
            if not errors:
                return mutants, text
            for error in errors:
                for place in [error, *error.children]:
                    if place.location.file and place.location.file.name == self.path:
                        refused |= innermost(places, text, place.location)
                        break
            if not refused:
                raise SystemExit(f"{self.name}: {errors[0].spelling}: no mutant is there")
            mutants = [mutant for mutant in mutants if mutant not in refused]
        raise SystemExit(f"{self.name}: still does not compile")


class Place:
    """Where a cursor stands: its parent, what is above, and whether a sibling follows."""

    def __init__(self, cursor, above, follows):
        self.cursor, self.kind, self.above, self.follows = cursor, cursor.kind, above, follows

    def follows_in_body(self):
        """Something comes after this statement: another one, or the next turn of a loop."""
        above = self.above
        if above.kind == CursorKind.COMPOUND_STMT and above.follows:
            return True
        while above.kind == CursorKind.COMPOUND_STMT and above.above is not None:
            above = above.above
        return above.kind in LOOPS


def innermost(places, text, location):
    offset = location.offset
    around = [place for place in places if place[0] <= offset < place[1]]
    if around:
        span = min(end - start for start, end, _ in around)
        return {mutant for start, end, mutant in around if end - start == span}
    line_start = text.encode().rfind(b"\n", 0, offset) + 1
    return {mutant for start, end, mutant in places if start < offset and end > line_start}


def span_of(cursor):
    return cursor.extent.start.offset, cursor.extent.end.offset


def percent(text):
    return text.replace("%", "%%")


def short(text):
    return text if len(text) <= 160 else text[:157] + "..."
