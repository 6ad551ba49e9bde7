"""A failover by hand, step by step; the same steps as in docs/operations/failover.md.

The order is what makes it safe. First no standby takes anything from the old primary any more: with
ANY 1 it cannot acknowledge a commit from that moment on, even if it still runs somewhere out of reach.
Only then the two are compared. What was acknowledged is on at least one of them, and it is on the one
that is further: promoted is that one and no other.
"""
from postgres_cluster import NAMES, Refused, program

RECEIVED = ("SELECT pg_wal_lsn_diff(GREATEST(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), "
            "'0/0')")


def fail_over(cluster, force=False):
    """Promotes the standby that is furthest ahead; answers (its name, {name: bytes received}).

    `force`: even though a standby does not answer. What only that one confirmed is lost then.
    """
    old = cluster.primary
    there = standbys_there(cluster, force)
    cut_off(cluster, there)
    received = {name: int(cluster.ask(name, RECEIVED)) for name in there}
    best = max(there, key=lambda name: received[name])
    take_out(cluster, old)
    cluster.call(program("pg_ctl"), "-D", cluster.of(best) / "data", "-w", "-s", "promote")
    cluster.primary = best
    cluster._write_state()
    for name in there:
        if name != best:
            cluster.make_slot(best, name)
            cluster.follow(name, best)
            cluster.reload(name)
    # Whoever rewinds to this server looks for its new timeline in the last checkpoint.
    cluster.ask(best, "SET synchronous_commit = local; CHECKPOINT")
    return best, received


def standbys_there(cluster, force):
    """Those that can be asked. Refused when one is missing and nobody took that upon themselves."""
    there = [name for name in cluster.standbys() if cluster.is_running(name)]
    if len(there) < len(NAMES) - 1 and not force:
        raise Refused(f"only {', '.join(there) or 'none'} of the two standbys answers: what the other "
                      "one alone confirmed would be lost. Bring it back, or say --force")
    if not there:
        raise Refused("no standby answers")
    return there


def cut_off(cluster, standbys):
    """From here on no standby confirms anything to the primary there was."""
    for name in standbys:
        cluster.follow(name, "")
        cluster.reload(name)
    for name in standbys:
        cluster.wait_until(f"{name} stopped receiving",
                           lambda name=name: cluster.ask(name, "SELECT 1 FROM pg_stat_wal_receiver") == "")


def take_out(cluster, name):
    """It is not started again as it is: its disk may hold what nobody confirmed."""
    cluster._write(cluster.of(name) / "removed",
                   "Taken out by a failover. Not to be started before it was rewound and follows.\n")


def rejoin(cluster, name):
    """Makes the old primary a standby of the new one; answers how: "rewound" or "copied"."""
    cluster.stop(name, "immediate")
    cluster.make_slot(cluster.primary, name)
    done = cluster.call(program("pg_rewind"), "-D", cluster.of(name) / "data",
                        f"--config-file={cluster.of(name) / 'postgresql.conf'}",
                        f"--source-server={cluster.address([cluster.primary], 'postgres', 'postgres')}",
                        check=False)
    (cluster.of(name) / "removed").unlink(missing_ok=True)
    if done.returncode != 0:
        cluster.copy(name)
        return "copied"
    cluster.follow(name)
    cluster.start(name)
    cluster.wait_until(f"{name} follows", lambda: cluster.is_streaming(name))
    cluster.drop_slots(name)
    return "rewound"
