package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.core.store.Compare;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What a lease promises. */
abstract class LeaseContract extends WatchContract {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /** Short, but not for a disk that takes some seconds. */
  private static final Duration SHORT = Duration.ofSeconds(8);

  private final List<Long> granted = new ArrayList<>();

  /** For a store whose time is the test's. */
  protected void letTimePass() {}

  /** What ends with a lease is a revision, which the next test might count. */
  @AfterEach
  final void revokeAll() {
    granted.forEach(lease -> Eventually.get(store.revoke(lease)));
  }

  @Test
  void grantsAtLeastTwoSeconds() {
    assertEquals(SHORTEST, Eventually.get(store.grant(Duration.ofMillis(1))).ttl());
    assertEquals(
        Duration.ofSeconds(3), Eventually.get(store.grant(Duration.ofMillis(2_001))).ttl());
  }

  @Test
  void showsTheLeaseOfAKey() {
    long lease = grant(LONG);
    putOn(lease, "a");
    assertEquals(lease, entry("a").lease());
    put("a", "");
    assertEquals(0, entry("a").lease());
  }

  @Test
  void deletesAllKeysOfALeaseInOneRevisionWhenItsTimeIsOver() {
    long kept = grant(SHORT);
    putOn(kept, "kept");
    long left = grant(SHORT);
    applied(commit(Write.put(key("b"), "", left), Write.put(key("a"), "", left)));
    WatchLog log = new WatchLog();
    store.watch(all(), read().revision() + 1, log);
    Eventually.holds(
        "the lease that is left alone ends",
        () -> {
          assertEquals(LeaseAnswer.alive(kept, SHORT), Eventually.get(store.keepAlive(kept)));
          letTimePass();
          return !log.changes().isEmpty();
        });
    log.awaitKeys("-" + key("a"), "-" + key("b"));
    assertEquals(1, log.revisions().size());
    assertEquals(List.of("kept"), names());
    assertEquals(LeaseAnswer.gone(left), Eventually.get(store.keepAlive(left)));
  }

  @Test
  void revokesALeaseWithAllItsKeysInOneRevision() {
    long lease = grant(LONG);
    putOn(lease, "a");
    putOn(lease, "b");
    WatchLog log = new WatchLog();
    store.watch(all(), read().revision() + 1, log);
    assertEquals(LeaseAnswer.gone(lease), Eventually.get(store.revoke(lease)));
    log.awaitKeys("-" + key("a"), "-" + key("b"));
    assertEquals(1, log.revisions().size());
  }

  @Test
  void saysOfALeaseThatIsNotThereThatItIsGone() {
    long lease = grant(LONG);
    Eventually.get(store.revoke(lease));
    assertEquals(LeaseAnswer.gone(lease), Eventually.get(store.revoke(lease)));
    assertEquals(LeaseAnswer.gone(lease), Eventually.get(store.keepAlive(lease)));
    assertFailed("lease not found", commit(Write.put(key("a"), "", lease)));
  }

  @Test
  void leavesAKeyThatWasTakenOffTheLeaseOrMovedToAnother() {
    long first = grant(LONG);
    long second = grant(LONG);
    putOn(first, "off");
    putOn(first, "moved");
    putOn(first, "on");
    put("off", "");
    putOn(second, "moved");
    Eventually.get(store.revoke(first));
    assertEquals(List.of("moved", "off"), names());
    Eventually.get(store.revoke(second));
    assertEquals(List.of("off"), names());
  }

  @Test
  void letsOneCandidateLeadUntilItsLeaseEnds() {
    Store rival = open();
    long mine = grant(LONG);
    long its = grant(rival, LONG);
    long term = applied(campaign(store, "me", mine));
    Outcome lost = campaign(rival, "rival", its);
    assertEquals(Outcome.Kind.REFUSED, lost.kind());
    WatchLog log = new WatchLog();
    rival.watch(all(), lost.revision() + 1, log);

    Compare fence = Compare.created(key("leader"), term);
    applied(commit(List.of(fence), Write.put(key("led"), "by me")));
    Eventually.get(store.revoke(mine));
    log.awaitKeys(key("led"), "-" + key("leader"));

    applied(campaign(rival, "rival", its));
    assertEquals(
        Outcome.Kind.REFUSED, commit(List.of(fence), Write.put(key("led"), "late")).kind());
    assertEquals("by me", entry("led").value());
  }

  private Outcome campaign(Store candidate, String name, long lease) {
    return Eventually.get(
        candidate.commit(
            new Txn(
                List.of(Compare.created(key("leader"), 0)),
                List.of(Write.put(key("leader"), name, lease)))));
  }

  private long grant(Duration ttl) {
    return grant(store, ttl);
  }

  private long grant(Store client, Duration ttl) {
    LeaseAnswer answer = Eventually.get(client.grant(ttl));
    assertEquals(LeaseAnswer.Kind.ALIVE, answer.kind(), answer::problem);
    granted.add(answer.lease());
    return answer.lease();
  }

  private void putOn(long lease, String name) {
    applied(commit(Write.put(key(name), "", lease)));
  }
}
