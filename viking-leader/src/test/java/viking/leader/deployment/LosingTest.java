package viking.leader.deployment;

import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.LOST;
import static viking.core.model.JobState.RUNNING;
import static viking.leader.deployment.Facts.JOB;
import static viking.leader.deployment.Facts.ONCE;
import static viking.leader.deployment.Facts.OTHER;
import static viking.leader.deployment.Facts.PINNED;
import static viking.leader.deployment.Facts.PLAIN;
import static viking.leader.deployment.Facts.REST;
import static viking.leader.deployment.Facts.TWICE;
import static viking.leader.deployment.Facts.acts;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import viking.core.key.Keys;
import viking.leader.testing.Hand;

/** What becomes of a job on a host that is lost; each step holds only while that host is away. */
class LosingTest {
  private static final String HOST = Facts.LOST;
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.9/32768/a.b.1";
  private static final String NO_ENDPOINT = "delete " + ENDPOINT;

  @ParameterizedTest
  @MethodSource({"whatMayMove", "whatIsPinned"})
  void judges(Facts facts) {
    facts.check();
  }

  static Stream<Facts> whatMayMove() {
    return Stream.of(
        new Facts(
            "it is taken from there with all its keys",
            hand -> taken(NO_ENDPOINT, lost(runs(hand, PLAIN)))),
        new Facts(
            "its slave had not spoken of it yet",
            hand -> {
              hand.proc(JOB, PLAIN);
              long assignment = hand.assign(JOB, HOST);
              return taken(lost(assignment));
            }),
        new Facts(
            "a status that does not parse is replaced",
            hand -> {
              hand.proc(JOB, PLAIN);
              long assignment = hand.assign(JOB, HOST);
              hand.put(Keys.status(JOB), "scribble");
              return taken(lost(assignment));
            }),
        new Facts(
            "a one-off job has failed",
            hand -> {
              long assignment = runs(hand, ONCE);
              return taken(
                  NO_ENDPOINT,
                  "put /status/a/b/1 failed of " + assignment + " after 1: host lost: h9");
            }),
        new Facts(
            "a one-off job with a retry left is tried again",
            hand -> taken(NO_ENDPOINT, lost(runs(hand, TWICE)))),
        new Facts(
            "what was done stays done",
            hand -> {
              hand.proc(JOB, ONCE);
              hand.tell(JOB, hand.assign(JOB, HOST), HOST, DONE, 0);
              return taken();
            }),
        new Facts(
            "what was being stopped and is not wanted leaves nothing",
            hand -> {
              runs(hand, PLAIN);
              hand.put(Keys.deploy(HOST, JOB), "stop");
              hand.delete(Keys.run(JOB));
              hand.delete(Keys.proc(JOB));
              return acts(
                  "delete /deploy/h9/a/b/1",
                  NO_ENDPOINT,
                  "delete /status/a/b/1",
                  "if /host/h9 is absent");
            }),
        new Facts(
            "the status of a former value goes with it",
            hand -> {
              runs(hand, PLAIN);
              hand.proc(JOB, OTHER);
              return taken(NO_ENDPOINT, "delete /status/a/b/1");
            }),
        new Facts(
            "what is being stopped there and still wanted is lost too",
            hand -> {
              long assignment = runs(hand, PLAIN);
              hand.put(Keys.deploy(HOST, JOB), "stop");
              hand.delete(Keys.run(JOB));
              return acts(
                  "delete /deploy/h9/a/b/1",
                  NO_ENDPOINT,
                  lost(assignment),
                  "if /host/h9 is absent");
            }));
  }

  static Stream<Facts> whatIsPinned() {
    return Stream.of(
        new Facts(
            "it keeps its assignment and waits, and nobody is sent to it",
            hand -> {
              long assignment = runs(hand, PINNED);
              return waits(assignment);
            }),
        new Facts(
            "it has been told so",
            hand -> {
              toldToWait(hand);
              return REST;
            }),
        new Facts(
            "its ports go though it has been told so",
            hand -> {
              long assignment = toldToWait(hand);
              hand.put(ENDPOINT, "10.0.0.9:32768");
              return waits(assignment);
            }),
        new Facts(
            "it has ended there",
            hand -> {
              hand.proc(JOB, "{\"image\":\"db\",\"volume\":[\"/data\"],\"restart\":\"never\"}");
              hand.tell(JOB, hand.assign(JOB, HOST), HOST, DONE, 0);
              return REST;
            }),
        new Facts(
            "it was being stopped: the volume alone stays",
            hand -> {
              long assignment = runs(hand, PINNED);
              hand.put(Keys.deploy(HOST, JOB), "stop");
              return taken(NO_ENDPOINT, lost(assignment));
            }),
        new Facts(
            "it is no longer wanted",
            hand -> {
              runs(hand, PINNED);
              hand.delete(Keys.proc(JOB));
              return taken(NO_ENDPOINT, "delete /status/a/b/1");
            }),
        new Facts(
            "what is lost there is not the leader's to move again",
            hand -> {
              hand.proc(JOB, PLAIN);
              long assignment = hand.assign(JOB, HOST);
              hand.say(JOB, assignment, LOST, 1, "host h9 vanished");
              hand.delete(Keys.deploy(HOST, JOB));
              return Facts.WANTS_PLACE;
            }));
  }

  /** Its assignment goes, and whatever else is said. */
  private static List<String> taken(String... more) {
    return acts(
        Stream.concat(
                Stream.of("delete /deploy/h9/a/b/1", "delete /run/a/b/1", "if /host/h9 is absent"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Its assignment stays, and nobody is sent to it. */
  private static List<String> waits(long assignment) {
    return acts(
        NO_ENDPOINT,
        "put /status/a/b/1 blocked of " + assignment + ": " + waitsFor(),
        "if /deploy/h9/a/b/1 is as seen",
        "if /host/h9 is absent");
  }

  private static long toldToWait(Hand hand) {
    hand.proc(JOB, PINNED);
    long assignment = hand.assign(JOB, HOST);
    hand.say(JOB, assignment, BLOCKED, 0, waitsFor());
    return assignment;
  }

  private static String lost(long assignment) {
    return "put /status/a/b/1 lost of " + assignment + " after 1: host h9 vanished";
  }

  private static String waitsFor() {
    return "waits for host h9, which vanished with its volume";
  }

  private static long runs(Hand hand, String value) {
    hand.proc(JOB, value);
    long assignment = hand.assign(JOB, HOST);
    hand.tell(JOB, assignment, HOST, RUNNING, 0);
    hand.put(ENDPOINT, "10.0.0.9:32768");
    return assignment;
  }
}
