#!/usr/bin/env python3
"""Every rule of check_deps.py, seen failing once: a checker that never fails checks nothing."""
import pathlib
import tempfile
import unittest

import check_deps

CMAKE = """
add_module(base)
add_module(platform DEPENDS base LIBRARIES SQLite::SQLite3)
add_module(access DEPENDS base)
add_module(server DEPENDS base platform access)
set(support base platform access server)
add_module(contacts DEPENDS ${support})
add_module(connections DEPENDS ${support} contacts)
"""


def problems(path, include, cmake=CMAKE):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "CMakeLists.txt").write_text(cmake)
        file = root / "src" / path
        file.parent.mkdir(parents=True)
        file.write_text(f'#include <vector>\n#include "{include}"\n')
        return list(check_deps.check(root))


class CheckDeps(unittest.TestCase):
    def test_accepts(self):
        for path, include in [
            ("connections/connection.h", "base/result.h"),
            ("connections/connection.h", "contacts/ids.h"),
            ("contacts/contact.h", "connections/ids.h"),  # against the graph, but only the id
            ("connections/store.cc", "platform/db.h"),
            ("connections/store_parts.cc", "platform/db.h"),
            ("connections/operations.cc", "contacts/operations.h"),
            ("connections/api.cc", "server/router.h"),
            ("connections/api_test.cc", "connections/store.h"),
        ]:
            self.assertEqual(problems(path, include), [], f"{path} -> {include}")

    def test_refuses(self):
        for path, include, why in [
            ("contacts/contact.h", "connections/connection.h",
             "contacts does not depend on connections"),
            ("connections/operations.cc", "contacts/store.h",
             "contacts/store.h is private to contacts"),
            ("connections/connection.cc", "platform/db.h", "layer 'domain' must not include"),
            ("connections/store.cc", "connections/operations.h", "layer 'store' must not include"),
            ("connections/api.cc", "connections/store.h", "layer 'api' must not include"),
            ("connections/api_lists.cc", "connections/store.h", "layer 'api' must not include"),
            ("connections/store.cc", "platform/json.h", "layer 'store' must not include"),
            ("base/time.h", "platform/db.h", "base does not depend on platform"),
            ("connections/api.cc", "connections/testing.h", "is for tests only"),
            ("connections/api.cc", "billing/bill.h", "billing is not declared"),
            ("billing/bill.h", "base/id.h", "its folder is not declared"),
        ]:
            found = problems(path, include)
            self.assertTrue(any(why in problem for problem in found), f"{path}: {found}")

    def test_refuses_a_dependency_upwards(self):
        upwards = CMAKE.replace("add_module(contacts DEPENDS ${support}",
                                "add_module(contacts DEPENDS ${support} connections")
        found = problems("contacts/contact.h", "base/id.h", upwards)
        self.assertIn("contacts DEPENDS connections, which is not declared above it", found[0])


if __name__ == "__main__":
    unittest.main()
