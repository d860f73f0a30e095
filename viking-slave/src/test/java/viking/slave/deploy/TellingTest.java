package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.core.model.Health.HEALTHY;
import static viking.core.model.Health.NONE;
import static viking.core.model.JobState.BACKOFF;
import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.FAILED;
import static viking.core.model.JobState.RUNNING;
import static viking.core.model.JobState.STARTING;
import static viking.core.model.JobState.STOPPING;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.model.Health;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Protocol;
import viking.core.model.Status;
import viking.slave.container.EngineEvent;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;
import viking.slave.testing.Examples;

class TellingTest {
  private static final Assigned ASSIGNED = new Assigned(5, 6, "viking.a.b.1");
  private static final Assigned STOPPED = new Assigned(5, 9, "stop");
  private static final Job WEB = job("{\"image\":\"web\"}");
  private static final Job ONCE = job("{\"image\":\"job\",\"restart\":\"never\"}");
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1";
  private static final ManualClock CLOCK = new ManualClock();

  /** What has come of earlier runs. */
  private enum History {
    NEW,
    FAILED_TWICE,
    SUCCEEDED,
    FAILED_FOR_GOOD;

    Runs runs() {
      Runs runs = new Runs();
      switch (this) {
        case NEW -> {}
        case FAILED_TWICE -> {
          runs.failed(WEB, "exited with 1", CLOCK.now());
          runs.failed(WEB, "exited with 1", CLOCK.now());
        }
        case SUCCEEDED -> runs.ended("1", 0, ONCE, "", List.of(), CLOCK.now());
        case FAILED_FOR_GOOD -> runs.ended("1", 3, ONCE, "", List.of(), CLOCK.now());
      }
      return runs;
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void tellsTheState(
      Assigned assigned,
      History history,
      Phase phase,
      String blocked,
      JobState state,
      Health health,
      String message) {
    Wanted wanted = wanted(assigned, history.runs(), phase, blocked, false, Optional.empty());
    assertEquals(state, wanted.status().state());
    assertEquals(health, wanted.status().health());
    assertEquals(message, wanted.status().message());
    assertEquals(health == HEALTHY ? Map.of(ENDPOINT, "10.0.0.1:32768") : Map.of(), wanted.ports());
  }

  static Stream<Arguments> states() {
    Phase absent = Phase.ABSENT;
    Phase created = Phase.CREATED;
    Phase running = Phase.RUNNING;
    Phase exited = Phase.EXITED;
    String why = "exited with 1";
    return Stream.of(
        Arguments.of(ASSIGNED, History.NEW, absent, "", STARTING, NONE, ""),
        Arguments.of(ASSIGNED, History.NEW, created, "", STARTING, NONE, ""),
        Arguments.of(ASSIGNED, History.NEW, running, "", RUNNING, HEALTHY, ""),
        Arguments.of(ASSIGNED, History.NEW, exited, "", BACKOFF, NONE, ""),
        Arguments.of(ASSIGNED, History.NEW, absent, "no room", BLOCKED, NONE, "no room"),
        Arguments.of(ASSIGNED, History.NEW, created, "no room", BLOCKED, NONE, "no room"),
        Arguments.of(ASSIGNED, History.NEW, running, "no room", RUNNING, HEALTHY, ""),
        Arguments.of(ASSIGNED, History.NEW, exited, "no room", BLOCKED, NONE, "no room"),
        Arguments.of(ASSIGNED, History.FAILED_TWICE, absent, "", BACKOFF, NONE, why),
        Arguments.of(ASSIGNED, History.FAILED_TWICE, created, "", BACKOFF, NONE, why),
        Arguments.of(ASSIGNED, History.FAILED_TWICE, running, "", RUNNING, HEALTHY, ""),
        Arguments.of(ASSIGNED, History.FAILED_TWICE, exited, "", BACKOFF, NONE, why),
        Arguments.of(ASSIGNED, History.SUCCEEDED, exited, "", DONE, NONE, ""),
        Arguments.of(ASSIGNED, History.SUCCEEDED, absent, "", DONE, NONE, ""),
        Arguments.of(ASSIGNED, History.FAILED_FOR_GOOD, exited, "", FAILED, NONE, "exited with 3"),
        Arguments.of(STOPPED, History.NEW, absent, "", STOPPING, NONE, ""),
        Arguments.of(STOPPED, History.NEW, created, "", STOPPING, NONE, ""),
        Arguments.of(STOPPED, History.NEW, running, "", STOPPING, NONE, ""),
        Arguments.of(STOPPED, History.FAILED_TWICE, exited, "", STOPPING, NONE, ""),
        Arguments.of(STOPPED, History.SUCCEEDED, exited, "", DONE, NONE, ""),
        Arguments.of(STOPPED, History.FAILED_FOR_GOOD, exited, "", FAILED, NONE, "exited with 3"));
  }

  @Test
  void tellsWhatIsKnownOfTheContainerAndItsRuns() {
    Runs runs = new Runs();
    runs.recall(3, 2);
    runs.ended("1", 7, WEB, "", List.of(), CLOCK.now());
    Wanted wanted = wanted(ASSIGNED, runs, Phase.EXITED, "", false, Optional.empty());
    assertEquals(
        new Status(
            5,
            "h1",
            BACKOFF,
            NONE,
            "viking.a.b.1",
            "1",
            4,
            OptionalInt.of(7),
            "exited with 7",
            "2026-01-01T00:00:00Z"),
        wanted.status());
    assertEquals(3, wanted.counter());
    assertEquals("viking.a.b.1", wanted.name());
  }

  @Test
  void tellsTheLastLinesUntilTheNextRunServes() {
    Runs runs = new Runs();
    runs.ended("1", 7, WEB, "", List.of("no such table"), CLOCK.now());
    assertEquals(List.of("no such table"), lines(runs, Phase.EXITED));
    assertEquals(List.of("no such table"), lines(runs, Phase.CREATED));
    assertEquals(List.of(), lines(runs, Phase.RUNNING));
    runs.failed(WEB, "image missing", CLOCK.now());
    assertEquals(List.of(), lines(runs, Phase.CREATED), "it has not even run");
  }

  private static List<String> lines(Runs runs, Phase phase) {
    return wanted(ASSIGNED, runs, phase, "", false, Optional.empty()).status().lines();
  }

  @Test
  void namesNoContainerWhereThereIsNone() {
    Runs runs = new Runs();
    runs.ended("1", 7, WEB, "", List.of(), CLOCK.now());
    Wanted wanted = wanted(ASSIGNED, runs, Phase.ABSENT, "", false, Optional.empty());
    assertEquals("", wanted.name());
    assertEquals("", wanted.status().container());
    assertEquals("1", wanted.status().run(), "the last one that is known");
  }

  @Test
  void isSinceWhenTheStateBegan() {
    Status before =
        wanted(ASSIGNED, new Runs(), Phase.RUNNING, "", false, Optional.empty())
            .status()
            .withSince("long ago");
    assertEquals(
        "long ago",
        wanted(ASSIGNED, new Runs(), Phase.RUNNING, "", false, Optional.of(before))
            .status()
            .since());
    assertEquals(
        "2026-01-01T00:00:00Z",
        wanted(STOPPED, new Runs(), Phase.RUNNING, "", false, Optional.of(before))
            .status()
            .since());
    assertEquals(
        "2026-01-01T00:00:00Z",
        wanted(new Assigned(50, 51, ""), new Runs(), Phase.RUNNING, "", false, Optional.of(before))
            .status()
            .since());
  }

  @Test
  void announcesNoPortsOnceTheyAreWithdrawn() {
    assertEquals(
        Map.of(), wanted(ASSIGNED, new Runs(), Phase.RUNNING, "", true, Optional.empty()).ports());
  }

  @Test
  void announcesNoPortsBeforeItIsHealthyAndSaysWhatIsMissing() {
    Job slow = job("{\"image\":\"web\",\"health\":{\"http\":\"/ready\"}}");
    Seen seen = Examples.seen(JOB, slow, Phase.RUNNING, "1");
    Vitals vitals = new Vitals(new Tokens(0));
    vitals.look(Optional.of(seen), CLOCK.now());
    vitals.step(seen, CLOCK.now(), effect -> {});
    vitals.take(new EngineEvent.Checked(1, false, "503"), CLOCK.now());
    Wanted wanted =
        new Telling(JOB, place(), ASSIGNED, new Runs(), vitals, "")
            .wanted(Optional.of(seen), Optional.empty(), false, CLOCK.now());
    assertEquals(Health.STARTING, wanted.status().health());
    assertEquals("503", wanted.status().message());
    assertEquals(Map.of(), wanted.ports());
  }

  /** With a container that has been healthy for a while, if it runs. */
  private static Wanted wanted(
      Assigned assigned,
      Runs runs,
      Phase phase,
      String blocked,
      boolean withdrawn,
      Optional<Status> before) {
    List<Published> ports =
        phase == Phase.RUNNING
            ? List.of(new Published(80, Protocol.TCP, "10.0.0.1", 32768))
            : List.of();
    Optional<Seen> seen =
        phase == Phase.ABSENT
            ? Optional.empty()
            : Optional.of(Examples.seen(JOB, WEB, phase, "1", ports, Set.of()));
    Vitals vitals = new Vitals(new Tokens(0));
    vitals.look(seen, new ManualClock().now());
    seen.ifPresent(
        each -> vitals.step(each, new ManualClock().pass(Duration.ofSeconds(5)), effect -> {}));
    return new Telling(JOB, place(), assigned, runs, vitals, blocked)
        .wanted(seen, before, withdrawn, CLOCK.now());
  }

  private static Place place() {
    return new Place("h1", "id-h1", Examples.host("h1").capacity());
  }
}
