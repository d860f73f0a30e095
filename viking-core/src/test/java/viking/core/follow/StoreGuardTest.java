package viking.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

class StoreGuardTest {
  private static final String WAY_OUT =
      "; nothing is touched until etcd is put right, or accepted as it is with 'viking accept' here";
  private static final String BACK = "etcd has gone back in time: this host has seen revision ";

  private final StoreGuard guard = new StoreGuard("c1", 100);

  @Test
  void believesTheStoreThatItKnows() {
    assertBelieved(guard, of("c1", 120));
    assertEquals("c1", guard.cluster());
    assertEquals(120, guard.revision());
    assertFalse(guard.vacant());
  }

  @Test
  void joinsWhateverClusterItFindsFirst() {
    StoreGuard fresh = new StoreGuard("", 0);
    assertBelieved(fresh, of("c7", 5));
    assertEquals("c7", fresh.cluster());
    assertRefused("etcd is of cluster c1, this host of c7" + WAY_OUT, fresh, of("c1", 9));
  }

  @Test
  void refusesAnEmptyStore() {
    assertRefused(
        "etcd is empty, but this host belongs to cluster c1" + WAY_OUT,
        guard,
        new Snapshot(500, List.of()));
    assertFalse(guard.vacant());
  }

  @Test
  void waitsForAFounderWhereNobodyKnowsOfACluster() {
    StoreGuard fresh = new StoreGuard("", 0);
    assertRefused(
        "etcd holds no cluster yet: waiting for a master to found it",
        fresh,
        new Snapshot(1, List.of()));
    assertTrue(fresh.vacant());
    assertBelieved(fresh, of("c1", 2));
    assertFalse(fresh.vacant());
  }

  @Test
  void refusesTheStoreOfAnotherCluster() {
    assertRefused("etcd is of cluster c2, this host of c1" + WAY_OUT, guard, of("c2", 500));
    assertEquals("c1", guard.cluster());
    assertEquals(100, guard.revision());
    assertBelieved(guard, of("c1", 101));
  }

  @Test
  void refusesKeysOfALaterFormatButNotOfAnEarlierOne() {
    assertRefused(
        "the cluster's keys have format 2: this viking is too old for it",
        guard,
        of("{\"id\":\"c1\",\"format\":2}", "", 120));
    assertBelieved(guard, of("{\"id\":\"c1\",\"format\":1}", "", 120));
    assertBelieved(guard, of("{\"id\":\"c1\"}", "", 120));
  }

  @Test
  void refusesAClusterThatItCannotRead() {
    assertRefused(
        "/cluster does not parse: 'id' is missing", guard, of("{\"name\":\"c1\"}", "", 120));
    assertRefused(
        "/cluster does not parse: not a JSON object, which would begin with {",
        guard,
        of("[]", "", 120));
    assertEquals("c1", guard.cluster());
  }

  @Test
  void refusesAStoreThatIsOlderThanWhatItHasSeen() {
    assertRefused(BACK + "100" + WAY_OUT, guard, of("c1", 99));
    assertEquals(100, guard.revision());
  }

  @Test
  void believesAStoreThatStandsWhereItWas() {
    assertBelieved(guard, of("c1", 100));
  }

  /** When it has caught up, nobody can tell what it has lost. */
  @Test
  void doesNotBelieveItEverAgainWhenItHasCaughtUp() {
    assertRefused(BACK + "100" + WAY_OUT, guard, of("c1", 99));
    assertRefused(BACK + "100" + WAY_OUT, guard, of("c1", 200));
    assertEquals(100, guard.revision());
  }

  @Test
  void remembersThatAnotherStoreWasInBetween() {
    assertRefused("etcd is of cluster c2, this host of c1" + WAY_OUT, guard, of("c2", 9));
    assertBelieved(guard, of("c1", 100));
  }

  /** It was asked for before a watch told of more. */
  @Test
  void believesALateListingThatIsOlderThanWhatItHasSeenSince() {
    long asked = guard.revision();
    guard.seen(150);
    assertEquals(Optional.empty(), guard.judge(of("c1", 120), asked));
    assertEquals(150, guard.revision());
    assertRefused(BACK + "150" + WAY_OUT, guard, of("c1", 149));
  }

  @Test
  void remembersTheLatestRevisionThatAnybodyTold() {
    guard.seen(150);
    guard.seen(120);
    assertEquals(150, guard.revision());
  }

  @Test
  void believesAnOlderStoreWhenAnOperatorAcceptsIt() {
    assertRefused(BACK + "100" + WAY_OUT, guard, of("c1", 40));
    guard.accept();
    assertBelieved(guard, of("c1", 41));
    assertEquals(41, guard.revision());
    assertBelieved(guard, of("c1", 42));
    assertRefused(BACK + "42" + WAY_OUT, guard, of("c1", 41));
  }

  @Test
  void joinsAnotherClusterWhenAnOperatorAcceptsIt() {
    guard.accept();
    assertBelieved(guard, of("c2", 7));
    assertEquals("c2", guard.cluster());
    assertEquals(7, guard.revision());
    assertRefused("etcd is of cluster c1, this host of c2" + WAY_OUT, guard, of("c1", 500));
  }

  @Test
  void isVacantBeforeAnEmptyStoreThatAnOperatorAccepts() {
    guard.accept();
    assertRefused(
        "etcd holds no cluster yet: waiting for a master to found it",
        guard,
        new Snapshot(1, List.of()));
    assertTrue(guard.vacant());
    assertBelieved(guard, of("c9", 2));
    assertEquals("c9", guard.cluster());
  }

  @Test
  void keepsAnAcceptanceUntilThereIsSomethingToBelieve() {
    guard.accept();
    assertRefused(
        "/cluster does not parse: not a JSON object, which would begin with {",
        guard,
        of("", "", 3));
    assertBelieved(guard, of("c2", 4));
    assertRefused("etcd is of cluster c3, this host of c2" + WAY_OUT, guard, of("c3", 9));
  }

  @Test
  void acceptsNoKeysOfALaterFormat() {
    guard.accept();
    assertRefused(
        "the cluster's keys have format 2: this viking is too old for it",
        guard,
        of("{\"id\":\"c1\",\"format\":2}", "", 120));
  }

  private static void assertBelieved(StoreGuard guard, Snapshot snapshot) {
    assertEquals(Optional.empty(), guard.judge(snapshot, guard.revision()));
  }

  private static void assertRefused(String problem, StoreGuard guard, Snapshot snapshot) {
    assertEquals(Optional.of(problem), guard.judge(snapshot, guard.revision()));
  }

  private static Snapshot of(String cluster, long revision) {
    return of("{\"id\":\"" + cluster + "\",\"format\":1}", "", revision);
  }

  private static Snapshot of(String value, String other, long revision) {
    return new Snapshot(
        revision,
        List.of(new Entry("/cluster", value, 2, 2, 0), new Entry("/other", other, 3, 3, 0)));
  }
}
