package viking.leader.deployment;

import static viking.core.model.Health.NONE;
import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.FAILED;
import static viking.core.model.JobState.LOST;
import static viking.core.model.JobState.REJECTED;
import static viking.core.model.JobState.RUNNING;
import static viking.core.model.JobState.WAITING;
import static viking.leader.deployment.Facts.BROKEN;
import static viking.leader.deployment.Facts.JOB;
import static viking.leader.deployment.Facts.ONCE;
import static viking.leader.deployment.Facts.PLAIN;
import static viking.leader.deployment.Facts.REST;
import static viking.leader.deployment.Facts.TWICE;
import static viking.leader.deployment.Facts.WANTS_PLACE;
import static viking.leader.deployment.Facts.acts;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.leader.testing.Hand;

/** What is done about a job that no host has, by all that the key spaces can say of it. */
class JudgeTest {
  private static final String PROBLEM = "unknown field 'rnu', did you mean 'run'?";
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1";

  @ParameterizedTest
  @MethodSource({"withoutAssignment", "whoseAssignmentIsGone"})
  void judges(Facts facts) {
    facts.check();
  }

  static Stream<Facts> withoutAssignment() {
    return Stream.of(
        new Facts(
            "a new job wants a place",
            hand -> {
              hand.proc(JOB, PLAIN);
              return WANTS_PLACE;
            }),
        new Facts(
            "what is left of a job that is gone goes too",
            hand -> {
              hand.put(Keys.run(JOB), "h1");
              hand.say(JOB, 0, WAITING, 0, "no room");
              hand.counter("h1", JOB, 3);
              hand.counter("h2", JOB, 1);
              hand.put(ENDPOINT, "10.0.0.1:32768");
              return acts(
                  "delete /run/a/b/1",
                  "delete /status/a/b/1",
                  "delete /counter/h1/a/b/1",
                  "delete /counter/h2/a/b/1",
                  "delete " + ENDPOINT);
            }),
        new Facts(
            "a single key is left of a job that is gone",
            hand -> {
              hand.put(ENDPOINT, "10.0.0.1:32768");
              return acts("delete " + ENDPOINT);
            }),
        new Facts(
            "a left-over status that does not parse goes too",
            hand -> {
              hand.put(Keys.status(JOB), "scribble");
              return acts("delete /status/a/b/1");
            }),
        new Facts(
            "a value that does not parse is rejected with the reason",
            hand -> {
              hand.proc(JOB, BROKEN);
              return acts("put /status/a/b/1 rejected: " + PROBLEM);
            }),
        new Facts(
            "it is rejected where a status does not parse either",
            hand -> {
              hand.put(Keys.status(JOB), "scribble");
              hand.proc(JOB, BROKEN);
              return acts("put /status/a/b/1 rejected: " + PROBLEM);
            }),
        new Facts(
            "what has been rejected rests",
            hand -> {
              hand.proc(JOB, BROKEN);
              hand.say(JOB, 0, REJECTED, 0, PROBLEM);
              return REST;
            }),
        new Facts(
            "what has been rejected has no /run",
            hand -> {
              hand.proc(JOB, BROKEN);
              hand.say(JOB, 0, REJECTED, 0, PROBLEM);
              hand.put(Keys.run(JOB), "h1");
              return acts("delete /run/a/b/1", "put /status/a/b/1 rejected: " + PROBLEM);
            }),
        new Facts(
            "the next broken value is rejected anew",
            hand -> {
              hand.proc(JOB, "{}");
              hand.say(JOB, 0, REJECTED, 0, "'image' is missing");
              hand.proc(JOB, BROKEN);
              return acts("put /status/a/b/1 rejected: " + PROBLEM);
            }),
        new Facts(
            "what waits still wants a place",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.say(JOB, 0, WAITING, 2, "no room");
              return WANTS_PLACE;
            }),
        ended("what is done rests", DONE, 0),
        ended("what failed for good rests", FAILED, 1),
        new Facts(
            "what has ended for good has no /run",
            hand -> {
              ended(hand, DONE, 1);
              return acts("delete /run/a/b/1");
            }),
        new Facts(
            "a new value runs though the former one is done",
            hand -> {
              ended(hand, DONE, 1);
              hand.proc(JOB, TWICE);
              return WANTS_PLACE;
            }));
  }

  private static Facts ended(String sentence, JobState state, int runs) {
    return new Facts(
        sentence,
        hand -> {
          ended(hand, state, runs);
          hand.delete(Keys.run(JOB));
          return REST;
        });
  }

  private static void ended(Hand hand, JobState state, int runs) {
    hand.proc(JOB, ONCE);
    hand.tell(JOB, hand.assign(JOB, "h1"), "h1", state, runs);
    hand.delete(Keys.deploy("h1", JOB));
  }

  /** Nobody says how the last run ended. */
  static Stream<Facts> whoseAssignmentIsGone() {
    return Stream.of(
        new Facts(
            "it is lost, and what ran counts as a run",
            hand -> endedAs("lost", vanished(hand, PLAIN))),
        new Facts(
            "without a container it has not run",
            hand -> {
              hand.proc(JOB, ONCE);
              long assignment = hand.assign(JOB, "h1");
              hand.status(
                  JOB,
                  new Status(
                      assignment, "h1", BLOCKED, NONE, "", "", 0, OptionalInt.empty(), "", ""));
              hand.delete(Keys.deploy("h1", JOB));
              return acts(
                  "put /status/a/b/1 lost of " + assignment + ": host lost: h1",
                  "delete /run/a/b/1",
                  "if /deploy/h1/a/b/1 is absent");
            }),
        new Facts("what may run once has failed", hand -> endedAs("failed", vanished(hand, ONCE))),
        new Facts(
            "what has a retry left is tried again", hand -> endedAs("lost", vanished(hand, TWICE))),
        new Facts(
            "what was lost wants a place again",
            hand -> {
              hand.proc(JOB, PLAIN);
              long assignment = hand.assign(JOB, "h1");
              hand.say(JOB, assignment, LOST, 1, "host lost: h1");
              hand.delete(Keys.deploy("h1", JOB));
              return WANTS_PLACE;
            }));
  }

  private static List<String> endedAs(String state, long assignment) {
    return acts(
        "put /status/a/b/1 " + state + " of " + assignment + " after 1: host lost: h1",
        "delete /run/a/b/1",
        "delete " + ENDPOINT,
        "if /deploy/h1/a/b/1 is absent");
  }

  private static long vanished(Hand hand, String value) {
    hand.proc(JOB, value);
    long assignment = hand.assign(JOB, "h1");
    hand.tell(JOB, assignment, "h1", RUNNING, 0);
    hand.put(ENDPOINT, "10.0.0.1:32768");
    hand.delete(Keys.deploy("h1", JOB));
    return assignment;
  }
}
