package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.MemoryEtcd;
import viking.core.store.testing.StoreContract;
import viking.core.store.testing.WatchLog;

class MemoryStoreTest extends StoreContract {
  private static final AtomicLong NANOS = new AtomicLong();
  private static final MemoryEtcd ETCD = new MemoryEtcd(NANOS::get);

  @Override
  protected Store connect() {
    return ETCD.connect();
  }

  @AfterAll
  static void close() {
    ETCD.close();
  }

  @Override
  protected void letTimePass() {
    NANOS.addAndGet(Duration.ofMillis(200).toNanos());
  }

  @Test
  void failsEverythingWhileUnavailable() {
    WatchLog log = new WatchLog();
    store.watch(all(), read().revision() + 1, log);
    ETCD.unavailable(true);
    assertFailed("unavailable", commit(Write.put(key("a"), "")));
    assertTrue(store.read(List.of(all())).isCompletedExceptionally());
    assertFalse(log.awaitEnd().compacted());
    ETCD.unavailable(false);
    put("a", "");
  }

  @Test
  void appliesWhatItGivesNoAnswerTo() {
    ETCD.answersLost(true);
    assertEquals(Outcome.Kind.UNKNOWN, commit(Write.put(key("a"), "")).kind());
    ETCD.answersLost(false);
    assertEquals(List.of("a"), names());
  }

  @Test
  void endsWatchesWhenTheModelIsWiped() {
    put("a", "");
    WatchLog log = new WatchLog();
    store.watch(all(), read().revision() + 1, log);
    ETCD.change(EtcdModel::wipe);
    assertFalse(log.awaitEnd().compacted());
    Eventually.holds("nothing is left", () -> read().equals(new Snapshot(1, List.of())));
  }
}
