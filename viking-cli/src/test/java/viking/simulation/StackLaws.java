package viking.simulation;

import java.util.Map;
import java.util.Optional;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.store.Entry;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.leader.Leader;

/** What must hold of stacks at every step. A breach ends the run. */
final class StackLaws {
  private final CronLaws crons = new CronLaws();
  private final ReleaseLaws releases = new ReleaseLaws();
  private final InstanceLaws instances = new InstanceLaws(crons);

  /** The store holds other data now: what went before counts for nothing. */
  void forget() {
    releases.forget();
    instances.forget();
    crons.forget();
  }

  void landed(
      Optional<Incarnation> process, Txn txn, Map<String, Entry> replaced, EtcdModel after) {
    StackImage image = new StackImage(after);
    boolean leader = process.filter(p -> p.actor() instanceof Leader).isPresent();
    for (Write write : txn.writes()) {
      if (!write.key().startsWith("/")) {
        continue;
      }
      Key key = Key.parse(write.key());
      if (leader) {
        byLeader(key, write, replaced, image);
      }
      byAnybody(key, write, Optional.ofNullable(replaced.get(write.key())), image);
    }
    txn.writes().stream()
        .map(write -> Key.parse(write.key()))
        .filter(key -> key.space() == KeySpace.STACK || key.space() == KeySpace.RELEASE)
        .map(Key::stack)
        .distinct()
        .forEach(stack -> releases.whole(stack, after));
    instances.close(image);
  }

  private void byLeader(Key key, Write write, Map<String, Entry> replaced, StackImage image) {
    Optional<Entry> before = Optional.ofNullable(replaced.get(write.key()));
    boolean put = write.kind() == Write.Kind.PUT;
    if (key.space() == KeySpace.PROC) {
      instances.proc(key, write, before, replaced, image);
    } else if (key.space() == KeySpace.STACK && put) {
      releases.undone(write, before, image);
    } else if (key.space() == KeySpace.ROLLOUT && put) {
      releases.rollout(key, write, image);
    }
  }

  private void byAnybody(Key key, Write write, Optional<Entry> before, StackImage image) {
    if (key.space() == KeySpace.RELEASE) {
      releases.release(key, write, before);
    } else if (key.space() == KeySpace.CRON) {
      crons.moved(key.node(), write, before, image);
    } else if (key.space() == KeySpace.STACK && write.kind() == Write.Kind.DELETE) {
      releases.gone(key.stack());
      instances.gone(key.stack());
    }
  }
}
