package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.core.model.Health.HEALTHY;
import static viking.core.model.Health.NONE;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.RUNNING;
import static viking.core.model.JobState.STOPPING;
import static viking.core.model.JobState.WAITING;
import static viking.slave.testing.Examples.JOB;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.Status;
import viking.core.store.Outcome;

/** The last word on a job that leaves a host. */
class LeavingTest {
  private static final Map<String, String> PORTS =
      Map.of("/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1", "10.0.0.1:32768");

  private final Writing job = new Writing();

  @Test
  void nothingIsLeftOfAJobThatIsNotWantedAnyMore() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)));
    job.hand().delete(Keys.proc(JOB));
    takeAway();
    assertEquals(Publisher.Purpose.CLOSE, job.land(job.close()).purpose());
    assertEquals(Map.of(), job.keys());
  }

  @Test
  void aJobThatIsStillWantedWaits() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 4)));
    takeAway();
    long assignment = job.deploy().assignment();
    job.land(job.close());
    assertEquals(
        Optional.of(Status.ofLeader(assignment, WAITING, 4, "taken from h1", Writing.SINCE)),
        job.hand().statusOf(JOB));
    assertEquals(
        Set.of(Keys.status(JOB), Keys.counter("h1", JOB)),
        job.keys().keySet(),
        "failures here are remembered against the host");
  }

  @Test
  void aJobOfANewValueWaitsWithoutAWord() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, Map.of(), 0)));
    job.hand().proc(JOB, "{\"image\":\"other\"}");
    takeAway();
    job.land(job.close());
    assertEquals(Map.of(), job.keys());
  }

  @Test
  void anEndForGoodIsTheLastWord() {
    job.land(job.publish(job.wanted(DONE, NONE, Map.of(), 0)));
    takeAway();
    job.land(job.close());
    assertEquals(DONE, job.hand().statusOf(JOB).orElseThrow().state());
  }

  @Test
  void theLastWordIsNotSaidOfAnotherValue() {
    takeAway();
    Optional<StoreEffect.Commit> commit = job.close();
    job.hand().proc(JOB, "{\"image\":\"other\"}");
    assertEquals(Outcome.Kind.REFUSED, job.land(commit).kind());
  }

  @Test
  void theStatusOfAnotherAssignmentIsNotTouched() {
    job.hand().status(JOB, Status.ofLeader(1, WAITING, 0, "of an earlier one", Writing.SINCE));
    job.hand().delete(Keys.proc(JOB));
    job.hand().stop(JOB, "h1");
    job.resync();
    job.land(job.close());
    assertEquals(Set.of(Keys.status(JOB)), job.keys().keySet());
  }

  @Test
  void anAssignmentOfAnEarlierHostOfThatNameIsGivenBack() {
    long assignment = job.deploy().assignment();
    assertEquals(Publisher.Purpose.HAND_BACK, job.land(job.handBack()).purpose());
    assertEquals(Set.of(Keys.run(JOB), Keys.status(JOB)), job.keys().keySet());
    assertEquals(
        Optional.of(Status.ofLeader(assignment, WAITING, 0, "given back by h1", Writing.SINCE)),
        job.hand().statusOf(JOB));
  }

  @Test
  void whatAnEarlierHostHasSaidOfItsContainerIsLeftForTheLeader() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)));
    job.resync();
    job.land(job.handBack());
    assertEquals(Set.of(Keys.run(JOB), Keys.status(JOB)), job.keys().keySet());
    assertEquals(RUNNING, job.hand().statusOf(JOB).orElseThrow().state());
  }

  @Test
  void nothingIsGivenBackInTheNameOfTheNextHost() {
    Optional<StoreEffect.Commit> commit = job.handBack();
    job.hand().delete(Keys.host("h1"));
    job.hand().host(Writing.H1);
    assertEquals(Outcome.Kind.REFUSED, job.land(commit).kind());
  }

  /** As the leader asks for it and the slave has obeyed. */
  private void takeAway() {
    job.hand().stop(JOB, "h1");
    job.resync();
    Optional<Status> known = job.publisher().status();
    if (known.filter(status -> status.state().isFinal()).isEmpty()) {
      Status stopping = job.status(STOPPING, NONE, known.map(Status::runs).orElse(0), "");
      job.land(job.publish(job.wanted(stopping, Map.of(), stopping.runs())));
    }
  }
}
