package viking.leader.deployment;

import static viking.core.model.JobState.DONE;
import static viking.leader.deployment.Facts.BROKEN;
import static viking.leader.deployment.Facts.JOB;
import static viking.leader.deployment.Facts.ONCE;
import static viking.leader.deployment.Facts.OTHER;
import static viking.leader.deployment.Facts.PLAIN;
import static viking.leader.deployment.Facts.REST;
import static viking.leader.deployment.Facts.acts;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import viking.core.key.Keys;

/** What is done about a job that a host has; lost hosts apart. */
class AssignedJobsTest {
  @ParameterizedTest
  @MethodSource({"assigned", "withoutAgreement"})
  void judges(Facts facts) {
    facts.check();
  }

  static Stream<Facts> assigned() {
    return Stream.of(
        new Facts(
            "what is assigned rests",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              return REST;
            }),
        new Facts(
            "what has ended rests on its host",
            hand -> {
              hand.proc(JOB, ONCE);
              long assignment = hand.assign(JOB, "h1");
              hand.tell(JOB, assignment, "h1", DONE, 0);
              return REST;
            }),
        new Facts(
            "a job that is deleted is stopped",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.delete(Keys.proc(JOB));
              return acts("put /deploy/h1/a/b/1 stop", "delete /run/a/b/1");
            }),
        new Facts(
            "the former value is stopped first",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.proc(JOB, OTHER);
              return acts("put /deploy/h1/a/b/1 stop", "delete /run/a/b/1");
            }),
        new Facts(
            "the former value is stopped where the new one does not parse",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.proc(JOB, BROKEN);
              return acts("put /deploy/h1/a/b/1 stop", "delete /run/a/b/1");
            }),
        new Facts(
            "what is being stopped is its slave's to finish",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.put(Keys.deploy("h1", JOB), "stop");
              hand.delete(Keys.run(JOB));
              hand.delete(Keys.proc(JOB));
              return REST;
            }),
        new Facts(
            "/run of another host is not touched by a stop",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.put(Keys.run(JOB), "h2");
              hand.delete(Keys.proc(JOB));
              return acts("put /deploy/h1/a/b/1 stop");
            }),
        new Facts(
            "of two assignments the newer one stays",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.assign(JOB, "h2");
              return acts("put /deploy/h1/a/b/1 stop");
            }),
        new Facts(
            "an older assignment stays where the newer one is being stopped",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.put(Keys.deploy("h2", JOB), "stop");
              return REST;
            }));
  }

  /** A hand has put {@code /run} and {@code /deploy} at odds. */
  static Stream<Facts> withoutAgreement() {
    return Stream.of(
        new Facts(
            "a missing /run is put again",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.put(Keys.deploy("h1", JOB), "");
              return acts("put /run/a/b/1 h1");
            }),
        new Facts(
            "a wrong /run is put right",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.put(Keys.run(JOB), "h2");
              return acts("put /run/a/b/1 h1");
            }),
        new Facts(
            "a /run of what is being stopped is deleted",
            hand -> {
              hand.proc(JOB, PLAIN);
              hand.assign(JOB, "h1");
              hand.put(Keys.deploy("h1", JOB), "stop");
              return acts("delete /run/a/b/1");
            }));
  }
}
