package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdImage;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;

/** What the contract cannot see: time by hand, and faults. */
class EtcdModelTest {
  private static final Range ALL = Range.prefix("/");
  private static final Duration TTL = Duration.ofSeconds(5);
  private static final long FIVE_SECONDS = TTL.toNanos();

  private final EtcdModel model = new EtcdModel();

  @Test
  void beginsAtRevisionOne() {
    assertEquals(new Snapshot(1, List.of()), model.read(List.of(ALL)));
    assertEquals(2, put("/a"));
  }

  @Test
  void endsALeaseWhenItsTimeIsOverAndNotBefore() {
    long lease = model.grant(0, TTL).lease();
    putOn(lease, "/a");
    putOn(lease, "/b");
    assertEquals(FIVE_SECONDS, model.nextExpiry().orElseThrow());
    assertFalse(model.expire(FIVE_SECONDS - 1));
    assertTrue(model.expire(FIVE_SECONDS));
    assertEquals(List.of(), keys());
    assertEquals(List.of(2), sizes(4));
    assertTrue(model.nextExpiry().isEmpty());
  }

  @Test
  void endsEachLeaseInARevisionOfItsOwnTheOldestFirst() {
    long second = model.grant(1, TTL).lease();
    long first = model.grant(0, TTL).lease();
    putOn(second, "/second");
    putOn(first, "/first");
    long before = model.revision();
    model.expire(2 * FIVE_SECONDS);
    List<Revision> ends = model.changesSince(ALL, before + 1).orElseThrow();
    assertEquals("/first", ends.get(0).changes().get(0).entry().key());
    assertEquals("/second", ends.get(1).changes().get(0).entry().key());
  }

  @Test
  void renewsALeaseOnlyWhileItLives() {
    long lease = model.grant(0, TTL).lease();
    assertEquals(LeaseAnswer.alive(lease, TTL), model.keepAlive(FIVE_SECONDS - 1, lease));
    assertFalse(model.expire(FIVE_SECONDS));
    assertEquals(LeaseAnswer.gone(lease), model.keepAlive(2 * FIVE_SECONDS, lease));
  }

  @Test
  void givesEveryLeaseItsFullTimeWhenTheMemberRestarts() {
    long lease = model.grant(0, TTL).lease();
    model.restartMember(FIVE_SECONDS - 1);
    assertFalse(model.expire(FIVE_SECONDS));
    assertEquals(LeaseAnswer.alive(lease, TTL), model.keepAlive(FIVE_SECONDS, lease));
  }

  @Test
  void restoresContentRevisionAndLeases() {
    long lease = model.grant(0, TTL).lease();
    putOn(lease, "/a");
    put("/b");
    Snapshot then = model.read(List.of(ALL));
    EtcdImage image = model.snapshotImage();
    put("/c");
    model.revoke(lease);

    model.restore(FIVE_SECONDS, image);
    assertEquals(then, model.read(List.of(ALL)));
    assertFalse(model.expire(2 * FIVE_SECONDS - 1));
    assertTrue(model.expire(2 * FIVE_SECONDS));
    assertEquals(List.of("/b"), keys());
  }

  @Test
  void isEmptyAndAtRevisionOneWhenWipedButGivesNoLeaseTwice() {
    long lease = model.grant(0, TTL).lease();
    put("/a");
    model.wipe();
    assertEquals(new Snapshot(1, List.of()), model.read(List.of(ALL)));
    assertEquals(LeaseAnswer.gone(lease), model.keepAlive(0, lease));
    assertTrue(model.grant(0, TTL).lease() > lease);
  }

  @Test
  void groupsChangesByRevisionWithinARange() {
    long first = put("/in/a");
    put("/out");
    long last =
        model
            .commit(new Txn(List.of(), List.of(Write.put("/in/b", ""), Write.put("/out", ""))))
            .revision();
    List<Revision> told = model.changesSince(Range.prefix("/in/"), first).orElseThrow();
    assertEquals(List.of(first, last), told.stream().map(Revision::number).toList());
    assertEquals(1, told.get(1).changes().size());
  }

  @Test
  void knowsNoChangesBeforeACompaction() {
    put("/a");
    long second = put("/a");
    assertTrue(model.compact(second));
    assertEquals(Optional.empty(), model.changesSince(ALL, second - 1));
    assertEquals(List.of(1), sizes(second));
    assertEquals(List.of(), sizes(second + 5));
    assertFalse(model.compact(second + 1));
  }

  /** As etcd 3.4: the tombstone of a key deleted in the compacted revision is gone. */
  @Test
  void losesTheDeletionsOfTheCompactedRevision() {
    put("/a");
    long deleted =
        model
            .commit(new Txn(List.of(), List.of(Write.delete("/a"), Write.put("/b", ""))))
            .revision();
    model.compact(deleted);
    assertEquals(List.of(1), sizes(deleted));
  }

  private long put(String key) {
    return model.commit(new Txn(List.of(), List.of(Write.put(key, "")))).revision();
  }

  private void putOn(long lease, String key) {
    model.commit(new Txn(List.of(), List.of(Write.put(key, "", lease))));
  }

  private List<String> keys() {
    return model.read(List.of(ALL)).entries().stream().map(Entry::key).toList();
  }

  private List<Integer> sizes(long from) {
    return model.changesSince(ALL, from).orElseThrow().stream()
        .map(revision -> revision.changes().size())
        .toList();
  }
}
