"""What the cluster rig looks at beside the records: alarms of deadlines, mails, events."""
import collections
import time

WITHIN_SECONDS = 180
ALARMS = """
  SELECT d.id, d.alarms_fired, count(h.id) FROM duty d LEFT JOIN duty_history h
    ON h.duty = d.id AND h.why IN ('warned', 'overdue', 'escalated')
  GROUP BY d.id, d.alarms_fired"""


class Aftermath:
    """Counts `alarms`, `mails`, `again` (mails that were sent more than once) and `events`."""

    def __init__(self, pair):
        self.pair = pair
        self.begun_at = int(pair.run("SELECT position FROM event_position"))
        self.listened_until = self.begun_at
        self.alarms = self.mails = self.again = self.events = 0

    # --- events

    def expected_events(self, listener):
        """Positions of what concerns this person, after the listener came or loaded everything."""
        session = listener.client.session
        organisations = ", ".join(f"'{post['organisation_id']}'" for post in session["posts"])
        rows = self.pair.run(
            f"SELECT position FROM event WHERE position > {max(self.begun_at, listener.since)} AND position <= "
            f"{self.listened_until} AND (scope_org IN ({organisations}) OR scope_user = "
            f"'{session['user']['id']}') ORDER BY position")
        return [int(row) for row in rows.split()]

    def wait_for_events(self, listener):
        """Until the newest has arrived; what was written after the load does not count."""
        if self.listened_until == self.begun_at:
            self.listened_until = int(self.pair.run("SELECT position FROM event_position"))
        expected = self.expected_events(listener)
        end = time.monotonic() + 30
        while expected and expected[-1] not in listener.seen_since and time.monotonic() < end:
            time.sleep(0.2)

    def event_faults(self, listener):
        """Each came once, and all that are there after the page was last told to load anew."""
        expected = {*self.expected_events(listener)}
        self.events += len(listener.seen)
        faults = [f"event {one} came {count} times"
                  for one, count in collections.Counter(listener.seen).items() if count > 1]
        seen = {position for position in listener.seen_since if position <= self.listened_until}
        return (faults + [f"event {one} did not come" for one in sorted(expected - seen)]
                + [f"event {one} is of nobody" for one in sorted(seen - expected)])

    # --- alarms and mails

    def let_deadlines_ring(self, rig):
        """Hours pass; both nodes ring, one is killed meanwhile, and the primary is lost."""
        self.pair.advance(hours=30)
        time.sleep(1)
        self.pair.nodes[0].kill()
        time.sleep(1)
        old = self.pair.fail_over()
        rig.failovers += 1
        self.pair.rejoin(old)
        self.pair.nodes[1].kill()
        now = int(self.pair.nodes[0].now.timestamp() * 1000)
        due = (f"SELECT (SELECT count(*) FROM duty WHERE state = 'open' AND next_alarm_at <= {now}), "
               f"(SELECT count(*) FROM outbox WHERE state = 'waiting' AND next_try_at <= {now})")
        end = time.monotonic() + WITHIN_SECONDS
        while self.pair.run(due) != "0\t0" and time.monotonic() < end:
            time.sleep(0.5)
        # A mail whose node died before it could say so is claimed again after five minutes.
        self.pair.advance(minutes=10)
        while self.waiting() and time.monotonic() < end:
            time.sleep(0.5)

    def waiting(self):
        return self.pair.run("SELECT id FROM outbox WHERE state = 'waiting'")

    def alarm_faults(self):
        faults = []
        for line in self.pair.run(ALARMS).splitlines():
            duty, fired, rung = line.split("\t")
            self.alarms += int(rung)
            if fired != rung:
                faults.append(f"alarm: duty {duty} rang {rung} times of {fired}")
        return faults

    def mail_faults(self):
        sent = {*self.pair.run("SELECT id FROM outbox WHERE state = 'sent'").split()}
        taken = self.pair.mails.taken
        self.mails = len(sent)
        self.again = sum(count - 1 for count in taken.values())
        return ([f"mail {one} was never taken" for one in sorted(sent - {*taken})]
                + [f"mail {one} was never written" for one in sorted({*taken} - sent)]
                + [f"mail {one} still waits" for one in self.waiting().split()])

    def faults(self, listeners):
        found = self.alarm_faults() + self.mail_faults()
        for listener in listeners:
            found += self.event_faults(listener)
        return found
