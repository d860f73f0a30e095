package viking.leader.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.actor.Now;
import viking.core.state.ClusterState;

/**
 * Tells lost hosts from those that only seem to be. One that vanishes alone is lost after a moment;
 * when many vanish together it is rather the network or etcd, and nothing is moved until a minute
 * after the last of them, then one host at a time. While the leader's own process is young, all may
 * have lost power together, and the others are only slower to come back.
 */
public final class Network {
  static final Duration GRACE = Duration.ofMillis(500);
  static final Duration TOGETHER = Duration.ofSeconds(30);

  /** Also after an operator has accepted a restored store: the next hosts have yet to be told. */
  public static final Duration HOLD = Duration.ofSeconds(60);

  static final Duration PACE = Duration.ofSeconds(2);

  /** After a restart a leader waits so long for the others before it declares one lost. */
  public static final Duration YOUTH = Duration.ofSeconds(20);

  private final long notBefore;
  private final Map<String, Long> vanished = new TreeMap<>();
  private final Set<String> lost = new TreeSet<>();
  private long heldUntil;
  private boolean held;
  private long lastLoss = Long.MIN_VALUE;

  /** Nothing is lost before the given time. */
  public Network(long notBefore) {
    this.notBefore = notBefore;
  }

  /** Looks at all hosts at once; one with jobs but without {@code /host} vanishes now. */
  public void begin(Now now, ClusterState state) {
    Set<String> gone = new TreeSet<>(state.hostsWithJobs());
    gone.removeAll(state.hosts().keySet());
    vanished.keySet().retainAll(gone);
    lost.retainAll(gone);
    gone.removeAll(vanished.keySet());
    gone.forEach(name -> vanished.put(name, now.nanos()));
    if (!gone.isEmpty()) {
      holdIfMany(now, state);
    }
  }

  public void changed(String hostname, Now now, ClusterState state) {
    if (state.host(hostname).isPresent()) {
      vanished.remove(hostname);
      lost.remove(hostname);
    } else if (vanished.putIfAbsent(hostname, now.nanos()) == null) {
      holdIfMany(now, state);
    }
  }

  public boolean isLost(String hostname) {
    return lost.contains(hostname);
  }

  /** Whether moving is held back because many hosts vanished together. */
  public boolean holds(Now now) {
    return held && !now.reached(heldUntil);
  }

  /** Declares lost what is due; the newly lost, by name. */
  public List<String> step(Now now, ClusterState state) {
    vanished
        .entrySet()
        .removeIf(
            each ->
                state.deployedOn(each.getKey()).isEmpty()
                    && now.reached(each.getValue() + HOLD.toNanos()));
    lost.retainAll(vanished.keySet());
    List<String> newly = new ArrayList<>();
    for (Map.Entry<String, Long> each : vanished.entrySet()) {
      if (!lost.contains(each.getKey()) && due(each.getValue(), now)) {
        lost.add(each.getKey());
        newly.add(each.getKey());
        lastLoss = now.nanos();
      }
    }
    if (held && now.reached(heldUntil) && lost.size() == vanished.size()) {
      held = false;
    }
    return newly;
  }

  public long wakeAt(Now now) {
    long wake = Long.MAX_VALUE;
    for (Map.Entry<String, Long> each : vanished.entrySet()) {
      if (!lost.contains(each.getKey())) {
        wake = Math.min(wake, dueAt(each.getValue()));
      }
    }
    return wake == Long.MAX_VALUE ? wake : Math.max(wake, now.nanos() + 1);
  }

  private boolean due(long since, Now now) {
    return now.reached(dueAt(since));
  }

  private long dueAt(long since) {
    long due = Math.max(since + GRACE.toNanos(), notBefore);
    return held ? Math.max(Math.max(due, heldUntil), lastLoss + PACE.toNanos()) : due;
  }

  private void holdIfMany(Now now, ClusterState state) {
    long together =
        vanished.values().stream().filter(at -> !now.reached(at + TOGETHER.toNanos())).count();
    int all = state.hosts().size() + vanished.size();
    if (holds(now) || (together > 1 && together * 10 > all)) {
      held = true;
      heldUntil = now.after(HOLD);
    }
  }
}
