package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.slave.container.Seen;
import viking.slave.testing.Examples;

/** What the history of the store explains. */
class StraysOfThePastTest extends StraysScene {
  @Test
  void goWhenTheyWereTakenAwayInTheHostsAbsence() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    takenAway(2);
    hand.host(Examples.host("h1"));
    settle(all);
    String why = "its job was taken from this host while it was away";
    assertEquals(Map.of(all.get(0).id(), why, all.get(1).id(), why), settle(all));
    assertEquals(List.of(), told);
    assertFalse(strays.held());
  }

  /** Found by seed 212: a host looks at its containers before it has announced itself. */
  @Test
  void goWhenItIsSeenOnlyLaterThatTheHostIsBack() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    takenAway(2);
    settle(all);
    assertTrue(strays.held());
    hand.host(Examples.host("h1"));
    clock.pass(Duration.ofSeconds(1));
    settle(all);
    assertEquals(2, settle(all).size());
    assertEquals(List.of(), told);
  }

  @Test
  void stayWhenTheirAssignmentsVanishUnderTheHostsEyes() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    hand.host(Examples.host("h1"));
    takenAway(2);
    settle(all);
    assertEquals(Map.of(), settle(all));
    assertTrue(strays.held());
  }

  @Test
  void stayWhenTheStoreIsNotTheirs() {
    List<Seen> all = containers(2);
    takenAway(2);
    hand.host(Examples.host("h1"));
    settle(all);
    assertEquals(Map.of(), settle(all), "it has no cluster");
    hand.cluster("another");
    clock.pass(Duration.ofSeconds(30));
    settle(all);
    assertEquals(Map.of(), settle(all));
    assertTrue(strays.held());
  }

  @Test
  void stayWhenTheNameIsAnotherMachines() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    takenAway(2);
    hand.put(Keys.host("h1"), "{\"id\":\"other\",\"address\":\"10.0.0.77\"}");
    settle(all);
    assertEquals(Map.of(), settle(all));
    assertTrue(strays.held());
  }

  /** An end that came before the assignment was that of an earlier one. */
  @Test
  void stayWhenOnlyAnEarlierAssignmentWasTakenAway() {
    hand.put(Keys.deploy("h1", job(0)), "");
    hand.delete(Keys.deploy("h1", job(0)));
    List<Seen> all = containers(1);
    hand.cluster(Examples.CLUSTER);
    hand.host(Examples.host("h1"));
    settle(all);
    assertEquals(Map.of(), settle(all));
    assertTrue(strays.held());
  }

  /** When they were assigned may have been compacted long ago. */
  @Test
  void areExplainedByWhatCameAfterTheHostHadLastFollowed() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    long followed = hand.put("/later", "the last that this host heard of");
    etcd.compact(followed);
    takenAway(2);
    hand.host(Examples.host("h1"));
    settle(all, 0);
    assertEquals(Map.of(), settle(all, 0));
    clock.passUntil(strays.wakeAt());
    settle(all, 0);
    assertEquals(1, told.size(), "the store has forgotten it");
    settle(List.of());
    settle(all, followed);
    settle(all, followed);
    assertEquals(2, settle(all, followed).size());
  }

  @Test
  void areLookedForInTheHistoryAgainWhenItsWatchBreaks() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    takenAway(2);
    hand.host(Examples.host("h1"));
    breaks = true;
    settle(all);
    assertEquals(Map.of(), settle(all));
    breaks = false;
    clock.passUntil(strays.wakeAt());
    settle(all);
    assertEquals(2, settle(all).size());
  }

  private void takenAway(int count) {
    for (int i = 0; i < count; i++) {
      hand.put(Keys.deploy("h1", job(i)), "");
      hand.delete(Keys.deploy("h1", job(i)));
    }
  }
}
