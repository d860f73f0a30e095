package viking.slave.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.slave.container.EngineEvent.Failure;

class ContainersTest {
  private static final String NAME = JOB.container();
  private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final Containers containers = new Containers(new Tokens(0));
  private final List<Effect> told = new ArrayList<>();
  private long wakeAt;

  @Test
  void knowsNothingBeforeTheFirstListing() {
    long token = asks().orElseThrow();
    assertFalse(containers.known());
    assertEquals(Optional.empty(), asks(), "one listing at a time");
    listed(token, running("x", "1"));
    assertTrue(containers.known());
    assertEquals(Optional.of(running("x", "1")), containers.named(NAME));
    assertEquals(1, containers.all().size());
  }

  @Test
  void listsNowAndThen() {
    list();
    assertEquals(Optional.empty(), asks());
    assertEquals(clock.now().after(BETWEEN_LISTINGS), wakeAt);
    clock.pass(BETWEEN_LISTINGS);
    assertTrue(asks().isPresent());
  }

  @Test
  void listsAgainAfterEveryInterruption() {
    list();
    containers.take(new EngineEvent.Interrupted("stream ended"), clock.now(), told::add);
    assertTrue(asks().isPresent());
  }

  @Test
  void listsOnceMoreWhenAnInterruptionComesDuringAListing() {
    long token = asks().orElseThrow();
    containers.take(new EngineEvent.Interrupted("stream ended"), clock.now(), told::add);
    listed(token);
    assertTrue(asks().isPresent(), "that listing may be older than what was missed");
  }

  @Test
  void listsOnceMoreWhenSomethingSeemsWrongDuringAListing() {
    long token = asks().orElseThrow();
    containers.again(clock.now());
    listed(token);
    assertTrue(asks().isPresent());
  }

  @Test
  void asksAnEngineThatDoesNotAnswerEverySecondAndSaysSoOnce() {
    for (int i = 0; i < 3; i++) {
      failed(asks().orElseThrow());
      assertEquals(Optional.empty(), asks());
      assertEquals(clock.now().after(Duration.ofSeconds(1)), wakeAt);
      clock.pass(Duration.ofSeconds(1));
    }
    list();
    assertEquals(
        List.of(
            Tell.warn("the engine does not answer: no engine"),
            Tell.info("the engine answers again")),
        told);
  }

  @Test
  void keepsWhatItKnewWhileTheEngineIsAway() {
    list(running("x", "1"));
    clock.pass(BETWEEN_LISTINGS);
    failed(asks().orElseThrow());
    assertEquals(Optional.of(running("x", "1")), containers.named(NAME));
    assertTrue(containers.known());
  }

  @Test
  void forgetsWhatAListingDoesNotShow() {
    list(running("x", "1"));
    clock.pass(BETWEEN_LISTINGS);
    list();
    assertEquals(Optional.empty(), containers.named(NAME));
  }

  @Test
  void takesNewsInAnyOrder() {
    list(seen("x", Phase.CREATED, ""));
    note(exited("x", "2"));
    note(running("x", "2"));
    assertEquals(Optional.of(exited("x", "2")), containers.named(NAME));
    note(exited("x", "1"));
    assertEquals(Optional.of(exited("x", "2")), containers.named(NAME));
    note(running("x", "3"));
    assertEquals(Optional.of(running("x", "3")), containers.named(NAME));
    note(seen("x", Phase.CREATED, ""));
    assertEquals(Optional.of(running("x", "3")), containers.named(NAME));
  }

  @Test
  void takesTheNextContainerOfANameWhateverTheFormerCameTo() {
    list(exited("x", "9"));
    note(seen("y", Phase.CREATED, ""));
    assertEquals(Optional.of(seen("y", Phase.CREATED, "")), containers.named(NAME));
  }

  @Test
  void believesNewsMoreThanAListingThatWasUnderWay() {
    list(running("x", "1"));
    clock.pass(BETWEEN_LISTINGS);
    long token = asks().orElseThrow();
    note(exited("x", "1"));
    listed(token, running("x", "1"));
    assertEquals(Optional.of(exited("x", "1")), containers.named(NAME));
  }

  @Test
  void doesNotLoseAContainerThatWasMadeDuringAListing() {
    list();
    clock.pass(BETWEEN_LISTINGS);
    long token = asks().orElseThrow();
    note(seen("x", Phase.CREATED, ""));
    listed(token);
    assertTrue(containers.named(NAME).isPresent());
    clock.pass(BETWEEN_LISTINGS);
    list();
    assertFalse(containers.named(NAME).isPresent());
  }

  @Test
  void doesNotBringBackAContainerThatVanishedDuringAListing() {
    list(running("x", "1"));
    clock.pass(BETWEEN_LISTINGS);
    long token = asks().orElseThrow();
    vanished("x");
    listed(token, running("x", "1"));
    assertEquals(Optional.empty(), containers.named(NAME));
  }

  @Test
  void takesNoNewsOfAContainerThatIsGone() {
    list(running("x", "1"));
    vanished("x");
    note(exited("x", "1"));
    assertEquals(Optional.empty(), containers.named(NAME));
  }

  @Test
  void takesTheEndOfAnEarlierContainerForNoEndOfThisOne() {
    list(running("x", "1"));
    note(seen("y", Phase.CREATED, ""));
    vanished("x");
    assertEquals(Optional.of(seen("y", Phase.CREATED, "")), containers.named(NAME));
  }

  @Test
  void leavesAnswersToOthersAlone() {
    assertFalse(
        containers.take(new EngineEvent.Done(77, Optional.empty()), clock.now(), told::add));
    assertFalse(
        containers.take(new EngineEvent.Failed(77, Failure.AWAY, ""), clock.now(), told::add));
    assertFalse(containers.take(new EngineEvent.Listed(77, List.of()), clock.now(), told::add));
  }

  private Optional<Long> asks() {
    List<Effect> out = new ArrayList<>();
    wakeAt = containers.step(clock.now(), out::add);
    return out.stream().map(each -> ((EngineEffect.ListAll) each).token()).findFirst();
  }

  private void list(Seen... seen) {
    listed(asks().orElseThrow(), seen);
  }

  private void listed(long token, Seen... seen) {
    assertTrue(
        containers.take(new EngineEvent.Listed(token, List.of(seen)), clock.now(), told::add));
  }

  private void failed(long token) {
    assertTrue(
        containers.take(
            new EngineEvent.Failed(token, Failure.AWAY, "no engine"), clock.now(), told::add));
  }

  private void note(Seen seen) {
    assertTrue(containers.take(new EngineEvent.Noticed(seen), clock.now(), told::add));
  }

  private void vanished(String id) {
    assertTrue(containers.take(new EngineEvent.Vanished(NAME, id), clock.now(), told::add));
  }

  private static Seen running(String id, String run) {
    return seen(id, Phase.RUNNING, run);
  }

  private static Seen exited(String id, String run) {
    return seen(id, Phase.EXITED, run);
  }

  private static Seen seen(String id, Phase phase, String run) {
    Label label = new Label("c1", JOB, 5, job("{\"image\":\"web\"}"));
    return new Seen(
        id, NAME, phase, OptionalInt.empty(), run, Optional.of(label), List.of(), Set.of());
  }
}
