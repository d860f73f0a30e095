package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.Event;
import viking.core.actor.StoreEvent;
import viking.core.actor.StorePerformer;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.store.EtcdStore;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** A real etcd with little room, which tells after each write how much it holds. */
@Requires({Tool.ETCD, Tool.ETCDCTL})
class ITCompaction {
  private static final long QUOTA = 32L << 20;
  private static final int VALUE = 256 << 10;

  private final EtcdMember etcd =
      EtcdMember.start("--quota-backend-bytes=" + QUOTA, "--backend-batch-limit=1");
  private final EtcdStore store = new EtcdStore(etcd.patiently());
  private final StorePerformer performer = new StorePerformer(store);
  private final BlockingQueue<Event> answers = new LinkedBlockingQueue<>();
  private final ManualClock clock = new ManualClock();
  private final Compaction compaction = new Compaction(new Tokens(0), QUOTA);

  @AfterEach
  void close() {
    store.close();
    etcd.close();
  }

  /** Four times the quota is written within a day, to the same few keys. */
  @Test
  void takesWritesForeverThoughItsHistoryWouldNotFit() throws InterruptedException {
    for (long written = 0; written < 4 * QUOTA; written += VALUE) {
      look(put("/k/" + written / VALUE % 8).revision());
      clock.pass(Duration.ofMinutes(1));
    }
    // What was freed last is told of a moment later.
    Eventually.holds(() -> used() + " bytes are in use", () -> used() < QUOTA * 3 / 4);
  }

  private long used() {
    return Eventually.get(store.size()).orElseThrow();
  }

  private Outcome put(String key) {
    Txn txn = new Txn(List.of(), List.of(Write.put(key, "x".repeat(VALUE))));
    Outcome outcome = Eventually.get(store.commit(txn));
    assertEquals(Outcome.Kind.APPLIED, outcome.kind(), outcome::problem);
    return outcome;
  }

  private void look(long revision) throws InterruptedException {
    step(revision);
    compaction.take((StoreEvent.Sized) answers.poll(60, TimeUnit.SECONDS));
    step(revision);
  }

  private void step(long revision) {
    long unused =
        compaction.step(
            clock.now(), revision, true, effect -> performer.perform(effect, answers::add));
  }
}
