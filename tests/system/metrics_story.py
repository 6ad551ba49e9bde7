"""What monitoring draws and rings for exists: every figure named in the dashboard, in the alerts and in
the manual is in a live answer of /metrics, and every figure of /metrics is in the manual."""
import json
import re
import subprocess
import time

from contract import ROOT
from harness import BINARY, Story

NAME = re.compile(r"\bhd_[a-z_]+[a-z]\b")
# Of PostgreSQL, or of SQLite, alone; and what only a browser's open stream sets.
ONLY_POSTGRES = {"hd_replication_standbys", "hd_replication_confirming"}


def family(name):
    """A histogram is there as three."""
    return re.sub(r"_(bucket|sum|count)$", "", name) if "milliseconds" in name else name


def named_in(path):
    return {family(name) for name in NAME.findall((ROOT / path).read_text())}


class MetricsStory(Story):
    def metrics(self):
        return self.server.client().request("GET", "//metrics", check=False).bytes.decode()

    def value(self, name):
        found = re.search(rf"(?m)^{name} (-?\d+)$", self.metrics())
        return int(found.group(1)) if found else None

    def wait_for(self, name, true):
        end = time.monotonic() + 40
        while not true(self.value(name)) and time.monotonic() < end:
            time.sleep(0.3)
        return self.value(name)

    def live(self):
        self.wait_for("hd_duties_open", lambda value: value is not None)
        person = self.server.sign_in("tuvan1")
        stream = person.events()
        try:
            return {family(name) for name in NAME.findall(self.metrics())}
        finally:
            stream.close()

    def test_every_figure_that_is_drawn_or_rung_for_exists_and_is_explained(self):
        live = self.live() | ONLY_POSTGRES
        told = named_in("docs/operations/metrics.md")
        for path in ("packaging/grafana-dashboard.json", "packaging/prometheus-alerts.yml"):
            self.assertEqual(named_in(path) - live, set(), path)
            self.assertEqual(named_in(path) - told, set(), path)
        self.assertEqual(told - live, set())
        self.assertEqual(live - told, set())

    def test_the_dashboard_can_be_read_and_has_no_panel_twice(self):
        board = json.loads((ROOT / "packaging/grafana-dashboard.json").read_text())
        titles = [panel["title"] for panel in board["panels"]]
        self.assertEqual(len(titles), len(set(titles)))

    def test_a_backup_is_seen_by_the_running_server(self):
        folder = self.server.folder
        key = folder / "backup.key"
        subprocess.run([BINARY, "backup-key", "--to", key], check=True, capture_output=True)
        self.assertEqual(self.wait_for("hd_backup_age_seconds", lambda age: age is not None), -1)
        subprocess.run([BINARY, "backup", "--data", self.server.data, "--folder", folder / "kept",
                        "--recipient", folder], check=True, capture_output=True)
        age = self.wait_for("hd_backup_age_seconds", lambda age: age >= 0)
        self.assertGreaterEqual(age, 0)
        self.assertGreater(self.value("hd_backup_bytes"), 100_000)
        kept = sorted(path.name for path in (folder / "kept").iterdir() if path.name != ".lock")
        self.assertEqual(len(kept), 2, kept)  # the backup and its .head
