package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.job;
import static viking.slave.testing.Examples.seen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import viking.core.actor.Effect;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

class RequestTest {
  private final ManualClock clock = new ManualClock();
  private final Request request = new Request(new Tokens(6));
  private final List<Effect> out = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("everyPair")
  void refusesActsThatTheContainersPhaseDoesNotAllow(Phase phase, Phase.Act act) {
    Optional<Seen> target =
        phase == Phase.ABSENT
            ? Optional.empty()
            : Optional.of(seen(JOB, job("{\"image\":\"web\"}"), phase, "1"));
    if (phase.allows(act)) {
      request.act(act, target, token -> Tell.info("asked"), out::add);
      assertEquals(List.of(Tell.info("asked")), out);
      assertEquals(Optional.of(act), request.act());
      assertEquals(target, request.target());
    } else {
      assertThrows(
          IllegalStateException.class,
          () -> request.act(act, target, token -> Tell.info("asked"), out::add));
      assertEquals(List.of(), out);
      assertFalse(request.busy());
    }
  }

  static Stream<Arguments> everyPair() {
    return Stream.of(Phase.values())
        .flatMap(phase -> Stream.of(Phase.Act.values()).map(act -> Arguments.of(phase, act)));
  }

  @Test
  void isBusyUntilItsAnswerComes() {
    make();
    assertTrue(request.busy());
    assertFalse(request.ready(clock.now()));
    assertEquals(Optional.empty(), request.act());
    assertTrue(request.answers(7));
    assertFalse(request.answers(8));
    request.done();
    assertTrue(request.ready(clock.now()));
    assertFalse(request.answers(7));
    assertFalse(request.answers(0));
  }

  @Test
  void waitsLongerAfterEveryFailureInARow() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fail();
      assertFalse(request.ready(clock.now()));
      seconds.add(Duration.ofNanos(request.wakeAt(clock.now()) - clock.now().nanos()).toSeconds());
      clock.passUntil(request.wakeAt(clock.now()));
      assertTrue(request.ready(clock.now()));
      assertEquals(Long.MAX_VALUE, request.wakeAt(clock.now()), "nobody has to ask for more");
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 32L, 32L), seconds);
    make();
    assertEquals(Long.MAX_VALUE, request.wakeAt(clock.now()), "its answer wakes it");
    request.done();
    fail();
    assertEquals(clock.now().after(Duration.ofSeconds(1)), request.wakeAt(clock.now()));
  }

  private void fail() {
    make();
    request.failed(clock.now());
  }

  private void make() {
    request.make(Request.Errand.VOLUME, token -> Tell.info("asked " + token), out::add);
  }
}
