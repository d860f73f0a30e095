package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.testing.Examples;

class StraysTest extends StraysScene {
  @Test
  void goOnlyWhenTheStoreHasBeenAsked() {
    Seen stray = containers(3).get(0);
    List<StoreEffect.Read> asked = new ArrayList<>();
    assertEquals(Map.of(), decide(List.of(stray), asked));
    assertEquals(1, asked.size());
    assertTrue(asked.get(0).reason().contains("where did its job go?"));
    assertEquals(Map.of(), decide(List.of(stray), asked));
    assertEquals(1, asked.size(), "one question at a time");
    answer(asked.get(0));
    assertEquals(Map.of(stray.id(), UNKNOWN), decide(List.of(stray), asked));
  }

  @Test
  void goWithAnExplanationHoweverManyThereAre() {
    List<Seen> all = containers(4);
    hand.put(Keys.run(job(0)), "h2");
    hand.status(job(1), status(5, "h1", JobState.DONE));
    hand.status(job(2), Status.ofLeader(5, JobState.LOST, 1, "host h1 vanished", ""));
    hand.status(job(3), status(9, "h3", JobState.RUNNING));
    assertEquals(
        Map.of(
            all.get(0).id(), "its job was given to h2",
            all.get(1).id(), "its job has ended for good",
            all.get(2).id(), "its job was taken from this host",
            all.get(3).id(), "its job was taken from this host"),
        settle(all));
    assertFalse(strays.held());
  }

  /** It may have happened while the host was away, when nobody could set down anything here. */
  @Test
  void ofAReleaseGoWhenTheirStackHasMovedOn() {
    JobId web = JobId.parse("shop.web.3.1");
    Seen stray = Examples.seen(web, WEB, Phase.RUNNING, "1");
    labels.put(stray.id(), stray.label().orElseThrow());
    hand.put(Keys.stack("shop"), "the release that it belongs to");
    containers(1);
    labels.keySet().retainAll(List.of(stray.id()));
    assertEquals(Map.of(), settle(List.of(stray)));
    assertTrue(strays.held());

    hand.put(Keys.stack("shop"), "a later one");
    clock.pass(Duration.ofSeconds(30));
    assertEquals(Map.of(stray.id(), "its stack does without it by now"), settle(List.of(stray)));

    hand.put(Keys.proc(web), "{\"image\":\"web\"}");
    clock.pass(Duration.ofSeconds(30));
    assertEquals(Map.of(), settle(List.of(stray)));
  }

  @Test
  void goWithoutAnExplanationWhenTheyAreFew() {
    List<Seen> all = containers(4);
    assertEquals(Set.of(all.get(0).id(), all.get(1).id()), settle(all.subList(0, 2)).keySet());
    assertFalse(strays.held());
  }

  @Test
  void stayWhenMostHaveNoExplanationUntilAnOperatorAcceptsIt() {
    List<Seen> all = containers(4);
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    assertTrue(strays.held());
    clock.pass(Duration.ofMillis(2900));
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    assertEquals(List.of(), told, "the history may explain it yet");
    clock.pass(Duration.ofMillis(100));
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    assertEquals(
        List.of(
            "3 of 4 containers have lost their assignments with nothing to show for it:"
                + " they are left alone until an operator accepts it"),
        told,
        "it is said once");
    strays.accept();
    assertEquals(3, settle(all.subList(0, 3)).size());
    assertFalse(strays.held());
  }

  /** Found by seed 588: a restored store gives the host new jobs, and knows no more of the old. */
  @Test
  void stayHoweverManyNewOnesComeBesideThem() {
    List<Seen> all = containers(4);
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    containers(12);
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    clock.pass(Duration.ofSeconds(30));
    assertEquals(Map.of(), settle(all.subList(0, 3)));
    assertTrue(strays.held());
    strays.accept();
    assertEquals(3, settle(all.subList(0, 3)).size());
    assertFalse(strays.held());
  }

  @Test
  void explainedOnesGoWhileTheOthersStay() {
    List<Seen> all = containers(4);
    hand.put(Keys.run(job(0)), "h2");
    assertEquals(Set.of(all.get(0).id()), settle(all).keySet());
    assertTrue(strays.held());
  }

  @Test
  void unexplainedOnesStayUntilAllAreKnown() {
    List<Seen> all = containers(8);
    List<StoreEffect.Read> asked = new ArrayList<>();
    decide(all.subList(0, 2), asked);
    answer(asked.get(0));
    assertEquals(Map.of(), decide(all.subList(0, 2), asked));
    answer(asked.get(1));
    assertEquals(2, decide(all.subList(0, 2), asked).size());
  }

  @Test
  void anAcceptanceIsGoodForTheStraysOfItsTime() {
    List<Seen> all = containers(2);
    strays.accept();
    assertEquals(2, settle(all).size());
    settle(List.of());
    assertEquals(Map.of(), settle(all));
    assertTrue(strays.held());
  }

  @Test
  void stayWhereTheStoreShowsThemAssignedAfterAll() {
    List<Seen> all = containers(4);
    hand.assign(job(0), "h1");
    assertEquals(Map.of(), settle(all.subList(0, 1)));
    hand.delete(Keys.deploy("h1", job(0)));
    hand.delete(Keys.run(job(0)));
    assertEquals(Map.of(), settle(all.subList(0, 1)));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(1, settle(all.subList(0, 1)).size());
  }

  @Test
  void areAskedForAgainInASecondWhenTheStoreDidNotAnswer() {
    List<Seen> all = containers(4);
    List<StoreEffect.Read> asked = new ArrayList<>();
    decide(all.subList(0, 1), asked);
    strays.take(new StoreEvent.Loaded(asked.get(0).token(), Optional.empty(), "no answer"), labels);
    assertEquals(Map.of(), settle(all.subList(0, 1)));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(1, settle(all.subList(0, 1)).size());
  }

  @Test
  void areAskedForAgainNowAndThenWhileTheyStay() {
    List<Seen> all = containers(2);
    hand.cluster(Examples.CLUSTER);
    hand.host(Examples.host("h1"));
    settle(all);
    long again = clock.now().after(Duration.ofSeconds(30));
    clock.passUntil(strays.wakeAt());
    settle(all);
    assertEquals(again, strays.wakeAt());
    clock.passUntil(strays.wakeAt());
    hand.put(Keys.run(job(0)), "h2");
    hand.put(Keys.run(job(1)), "h2");
    assertEquals(2, settle(all).size());
    assertFalse(strays.held());
  }

  @Test
  void areForgottenWhenTheyAreAssignedAgain() {
    List<Seen> all = containers(2);
    settle(all);
    assertTrue(strays.held());
    settle(List.of());
    assertFalse(strays.held());
    assertEquals(Long.MAX_VALUE, strays.wakeAt());
  }

  private static Status status(long assignment, String host, JobState state) {
    return new Status(assignment, host, state, Health.NONE, "", "", 0, OptionalInt.empty(), "", "");
  }
}
