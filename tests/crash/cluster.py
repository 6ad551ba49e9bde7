#!/usr/bin/env python3
"""Two nodes over a primary and two standbys, under load, while one part after the other is lost.

  - nodes end with kill -9; the primary is killed and starts again
  - one standby is lost (writing goes on), both are lost (nothing is acknowledged)
  - the primary dies and the standby that is furthest ahead is promoted; the old one is rewound and follows
  - the primary is left running but nobody follows it any more: it acknowledges nothing
  - connections between nodes and servers are cut after random numbers of bytes, in both directions
  - deadlines ring and mails go out on both nodes meanwhile

At the end no acknowledged write is lost, none is doubled, each alarm rang once, each mail and each event
arrived, and the audit log is unbroken. The same with a primary that waits for nobody MUST lose something.

Usage: cluster.py [--quick | --rounds N] [--clients N] [--seed N] [--only-control | --no-control]
Rows by tests/verdicts.py. Needs postgresql-15 and the built binary (build/haidang, or HAIDANG).
"""
import pathlib
import random
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import verdicts  # noqa: E402
from aftermath import Aftermath  # noqa: E402
from found import Found, differences  # noqa: E402
from load import Load  # noqa: E402
from pair import NAMES, Pair, Refused, cut_off  # noqa: E402
from sink import Listener  # noqa: E402

SETTLED_SECONDS = 3     # what was confirmed before a loss has been answered by then
WITHOUT_STANDBY_SECONDS = 12
OLD_ONE_SECONDS = 5
MORE_WITHIN_SECONDS = 90


class Rig:
    def __init__(self, clients, seed, confirm=True):
        self.chance = random.Random(seed)
        self.pair = Pair(confirm, seed)
        self.found = Found(self.pair, self.pair)
        session = self.pair.sign_in("tuvan1")
        target = self.pair.sign_in("hpn_tv").session["posts"][0]["organisation_id"]
        self.before = self.found.records()
        self.aftermath = Aftermath(self.pair)
        self.listeners = [Listener(self.pair, "tuvan1") for _ in self.pair.nodes]
        self.load = Load(self.pair, session, target, clients)
        self.failovers = 0

    def tell(self, what):
        print(f"cluster: {self.promises()} promises, then {what}", flush=True)

    def promises(self):
        return len(self.load.promised)

    def pause(self, least=0.3, most=1.5):
        time.sleep(self.chance.uniform(least, most))

    def more_come(self, what):
        """Waits until clients are served again; tells when they are not."""
        start, end = self.promises(), time.monotonic() + MORE_WITHIN_SECONDS
        while self.promises() < start + 20 and time.monotonic() < end and not self.load.faults:
            time.sleep(0.1)
        if self.promises() < start + 20:
            self.load.faults.append(f"nothing is acknowledged any more after {what}")

    # --- what happens

    def nodes_die(self):
        for node in self.pair.nodes:
            self.pause()
            node.kill()
            self.load.crashes += 1
        self.more_come("a node was killed")

    def primary_restarts(self):
        cluster = self.pair.cluster
        cluster.kill(cluster.primary)
        self.pause(0.1, 0.5)
        cluster.start(cluster.primary)
        self.load.crashes += 1
        self.more_come("the primary was killed")

    def one_standby_is_lost(self):
        """Acknowledged meanwhile."""
        lost = self.chance.choice(self.pair.cluster.standbys())
        self.pair.cluster.kill(lost)
        before = self.promises()
        self.more_come("a standby was lost")
        gone_on = self.promises() - before
        self.pair.cluster.start(lost)
        return gone_on

    def both_standbys_are_lost(self):
        """Acknowledged meanwhile: must be none."""
        lost = self.pair.cluster.standbys()
        for name in lost:
            self.pair.cluster.kill(name)
        time.sleep(SETTLED_SECONDS)
        before = self.promises()
        time.sleep(WITHOUT_STANDBY_SECONDS)
        acknowledged = self.promises() - before
        for name in lost:
            self.pair.cluster.start(name)
        self.load.crashes += 1
        self.more_come("both standbys were lost")
        return acknowledged

    def primary_dies(self):
        old = self.pair.fail_over()
        self.failovers += 1
        self.load.crashes += 1
        self.more_come("a failover")
        self.pair.rejoin(old)
        self.pause()

    def primary_is_cut_off(self):
        """Commits of its own that the old primary acknowledged: must be none."""
        old = self.pair.fail_over(leave_running=True)
        self.failovers += 1
        self.load.crashes += 1
        self.more_come("a failover whose old primary still runs")
        try:
            self.pair.cluster.ask(old, "CREATE TABLE written_by_the_old_one (n int)",
                                  seconds=OLD_ONE_SECONDS)
            acknowledged = 1
        except Refused:
            acknowledged = 0
        try:
            self.pair.cluster.start(old)
            acknowledged += 1  # it has to be refused: it was taken out
        except Refused:
            pass
        self.pair.rejoin(old)
        return acknowledged

    def connections_are_cut(self, times):
        proxy = self.pair.proxy
        goal, end = proxy.cuts + times, time.monotonic() + 60
        proxy.cut_from_now_on(True)
        while proxy.cuts < goal and time.monotonic() < end:
            time.sleep(0.1)
        proxy.cut_from_now_on(False)
        self.load.crashes += 1
        self.more_come("connections were cut")

    # --- what is left

    def faults(self):
        after = self.found.records() + self.found.whole_files(self.load.contents)
        return (self.load.faults + differences(self.before, after, self.load.promised)
                + self.found.torn())


def hurt(rig, rounds):
    """Everything in turn; answers the figures of what was watched meanwhile."""
    figures = {"gone on": [], "unconfirmed": 0, "fenced": 0}
    rig.more_come("the start")
    for _ in range(rounds):
        rig.tell("nodes die")
        rig.nodes_die()
        rig.tell("the primary restarts")
        rig.primary_restarts()
        rig.tell("one standby is lost")
        figures["gone on"].append(rig.one_standby_is_lost())
        rig.tell("the primary dies")
        rig.primary_dies()
        rig.tell("connections are cut")
        rig.connections_are_cut(20)
        rig.tell("both standbys are lost")
        figures["unconfirmed"] += rig.both_standbys_are_lost()
        rig.tell("the primary is cut off")
        figures["fenced"] += rig.primary_is_cut_off()
        if rig.load.faults:
            break
    rig.load.stop()
    return figures


def starting(faults, *words):
    return [fault for fault in faults if fault.startswith(words)]


def run(options, seed):
    rig = Rig(options.clients, seed)
    try:
        figures = hurt(rig, options.rounds)
        for listener in rig.listeners:
            rig.aftermath.wait_for_events(listener)
            listener.stop()
        rig.tell("deadlines ring")
        rig.aftermath.let_deadlines_ring(rig)
        rig.tell("it is looked at what is there")
        faults = rig.faults() + rig.aftermath.faults(rig.listeners)
        rig.pair.stop()
        faults += rig.found.audit()
        return report(rig, figures, faults, seed)
    finally:
        rig.load.stop()
        rig.pair.close()


def report(rig, figures, faults, seed):
    for fault in faults[:20]:
        print("cluster:", fault, file=sys.stderr)
    known = ("lost:", "doubled:", "alarm", "mail", "event", "audit:")
    after = rig.aftermath
    rows = [
        (f"two nodes, {rig.failovers} failovers (seed {seed}): acknowledged writes lost of "
         f"{rig.promises()}", len(starting(faults, "lost:")), 0),
        ("two nodes: writes doubled", len(starting(faults, "doubled:")), 0),
        (f"two nodes: alarms not rung exactly once of {after.alarms}",
         len(starting(faults, "alarm")), 0),
        (f"two nodes: mails missing or invented of {after.mails} (sent again: {after.again})",
         len(starting(faults, "mail")), 0),
        (f"two nodes: events missed or doubled of {after.events} (told to load anew: "
         f"{sum(one.resets for one in rig.listeners)})",
         len(starting(faults, "event")), 0),
        ("two nodes: breaks in the audit log", len(starting(faults, "audit:")), 0),
        ("two nodes: acknowledged without any standby", figures["unconfirmed"], 0),
        ("two nodes: acknowledged by an old primary that still runs", figures["fenced"], 0),
        ("two nodes: other faults", len(faults) - len(starting(faults, *known)), 0)]
    kept = [verdicts.add(what, figure, target, figure == target) for what, figure, target in rows]
    least = min(figures["gone on"], default=0)
    kept.append(verdicts.add("two nodes: acknowledged with one standby lost, at least", least, ">= 1",
                             least >= 1))
    kept.append(verdicts.add("two nodes: connections cut at a random byte", rig.pair.proxy.cuts,
                             ">= 20", rig.pair.proxy.cuts >= 20))
    return all(kept)


def control(clients, seed):
    """The same loss of a primary, but it had acknowledged what no standby had."""
    rig = Rig(clients, seed, confirm=False)
    try:
        rig.more_come("the start")
        cut_off(rig.pair.cluster, rig.pair.cluster.standbys())
        rig.more_come("the standbys were cut off")
        rig.pair.fail_over()
        rig.more_come("a failover")
        rig.load.stop()
        after = rig.found.records()
        kinds = {what for what, _ in after}
        promised = [one for one in rig.load.promised if one[0] in kinds]
        lost = len(starting(differences(rig.before, after, promised), "lost:"))
        return verdicts.add("self-check: a primary that waits for no standby loses", lost, ">= 1",
                            lost >= 1)
    finally:
        rig.load.stop()
        for listener in rig.listeners:
            listener.stop()
        rig.pair.close()


def main():
    parser = verdicts.parser_of(__doc__)
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only-control", action="store_true")
    parser.add_argument("--no-control", action="store_true")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 30)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # everything is stopped on the way out
    options.rounds = options.rounds or (1 if options.quick else 3)
    kept = True
    if not options.no_control:
        kept = control(options.clients, seed)
    if not options.only_control:
        kept = run(options, seed) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    assert len(NAMES) == 3
    sys.exit(main())
