package viking.core.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.MemoryEtcd;

class StorePerformerTest {
  private static final Range ALL = Range.prefix("/");

  private final MemoryEtcd etcd = new MemoryEtcd();
  private final StorePerformer performer = new StorePerformer(etcd.connect());
  private final BlockingQueue<Event> answers = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    etcd.close();
  }

  @Test
  void answersUnderTheTokenOfTheRequest() throws InterruptedException {
    perform(commit(7, "/a"));
    assertEquals(new StoreEvent.Committed(7, Outcome.applied(2)), next());
    perform(new StoreEffect.Read(8, List.of(ALL), "test"));
    Snapshot found = new Snapshot(2, List.of(new Entry("/a", "", 2, 2, 0)));
    assertEquals(new StoreEvent.Loaded(8, Optional.of(found), ""), next());
  }

  @Test
  void tellsWhatBecameOfLeases() throws InterruptedException {
    perform(new StoreEffect.Grant(1, Duration.ofSeconds(5), "test"));
    LeaseAnswer granted = ((StoreEvent.LeaseTold) next()).answer();
    perform(new StoreEffect.KeepAlive(2, granted.lease(), "test"));
    assertEquals(new StoreEvent.LeaseTold(2, granted), next());
    perform(new StoreEffect.Revoke(3, granted.lease(), "test"));
    assertEquals(new StoreEvent.LeaseTold(3, LeaseAnswer.gone(granted.lease())), next());
  }

  @Test
  void passesOnWhatAWatchSaysUntilItIsClosed() throws InterruptedException {
    perform(new StoreEffect.OpenWatch(1, ALL, 2, "test"));
    perform(commit(2, "/a"));
    List<Event> both = List.of(next(), next());
    Change made = Change.put(new Entry("/a", "", 2, 2, 0));
    assertTrue(both.contains(new StoreEvent.Changed(1, 2, List.of(made))), both::toString);
    perform(new StoreEffect.CloseWatch(1, "test"));
    perform(commit(3, "/b"));
    assertEquals(new StoreEvent.Committed(3, Outcome.applied(3)), next());
    perform(commit(4, "/b"));
    assertEquals(new StoreEvent.Committed(4, Outcome.applied(4)), next());
  }

  @Test
  void saysWhyThereIsNoAnswer() throws InterruptedException {
    perform(new StoreEffect.OpenWatch(1, ALL, 2, "test"));
    etcd.unavailable(true);
    assertEquals(new StoreEvent.WatchEnded(1, false, "unavailable"), next());
    perform(new StoreEffect.Read(2, List.of(ALL), "test"));
    assertEquals(new StoreEvent.Loaded(2, Optional.empty(), "unavailable"), next());
    perform(commit(3, "/a"));
    assertEquals(new StoreEvent.Committed(3, Outcome.failed("unavailable")), next());
  }

  @Test
  void closesAllWatchesOfAnActorThatIsGone() throws InterruptedException {
    perform(new StoreEffect.OpenWatch(1, ALL, 2, "test"));
    perform(new StoreEffect.OpenWatch(2, ALL, 2, "test"));
    performer.closeAll();
    perform(commit(3, "/a"));
    assertEquals(new StoreEvent.Committed(3, Outcome.applied(2)), next());
    etcd.unavailable(true);
    perform(commit(4, "/a"));
    assertEquals(new StoreEvent.Committed(4, Outcome.failed("unavailable")), next());
  }

  @Test
  void compactsWithoutAnAnswer() throws InterruptedException {
    perform(commit(1, "/a"));
    perform(commit(2, "/a"));
    perform(new StoreEffect.Compact(3, 3, "test"));
    perform(new StoreEffect.OpenWatch(4, ALL, 2, "test"));
    next();
    next();
    assertEquals(new StoreEvent.WatchEnded(4, true, "revision 2 is compacted"), next());
  }

  @Test
  void tellsTheSizeWhereItIsKnown() throws InterruptedException {
    perform(commit(1, "/a"));
    next();
    perform(new StoreEffect.Size(2, "test"));
    assertEquals(new StoreEvent.Sized(2, OptionalLong.of(4)), next());
    etcd.unavailable(true);
    perform(new StoreEffect.Size(3, "test"));
    assertEquals(new StoreEvent.Sized(3, OptionalLong.empty()), next());
  }

  @Test
  void leavesOtherEffectsToOthers() {
    assertFalse(performer.perform(Tell.info("hello"), answers::add));
  }

  private void perform(Effect effect) {
    assertTrue(performer.perform(effect, answers::add));
  }

  private static Effect commit(long token, String key) {
    return new StoreEffect.Commit(token, new Txn(List.of(), List.of(Write.put(key, ""))), "test");
  }

  private Event next() throws InterruptedException {
    return Optional.ofNullable(answers.poll(60, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("no answer"));
  }
}
