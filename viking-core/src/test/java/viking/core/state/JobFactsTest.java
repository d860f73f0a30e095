package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.StatusCodec;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;

class JobFactsTest {
  private static final JobId JOB = JobId.parse("shop.web.1");
  private static final String PROC = "/proc/shop/web/1";
  private static final String STATUS = "/status/shop/web/1";
  private static final String ON_H1 = "/deploy/h1/shop/web/1";
  private static final String ON_H2 = "/deploy/h2/shop/web/1";

  private final StateScene scene = new StateScene();

  @Test
  void haveNoStatusBeforeAnythingIsSaid() {
    value("a");
    assertEquals(0, facts().statusRevision());
    assertEquals(Optional.empty(), facts().currentStatus());
    assertEquals(0, facts().runs());
    assertFalse(facts().ended());
  }

  @Test
  void believeWhatIsSaidUnderAnAssignmentOfThePresentValue() {
    value("a");
    long assignment = scene.put(ON_H1, "");
    say(assignment, JobState.RUNNING, 3);
    assertEquals(JobState.RUNNING, facts().currentStatus().orElseThrow().state());
    assertEquals(3, facts().runs());
  }

  @Test
  void believeTheLeaderWhoSpokeAfterTheValueWasPut() {
    value("a");
    say(0, JobState.WAITING, 1);
    assertEquals(JobState.WAITING, facts().currentStatus().orElseThrow().state());
    assertEquals(1, facts().runs());
  }

  @Test
  void takeNothingForTruthThatWasSaidOfAnEarlierValue() {
    value("a");
    long assignment = scene.put(ON_H1, "");
    say(assignment, JobState.DONE, 1);
    assertTrue(facts().ended());

    value("b");
    assertEquals(Optional.empty(), facts().currentStatus());
    assertEquals(0, facts().runs());
    assertFalse(facts().ended());
    // The slave says it once more, of the assignment before.
    say(assignment, JobState.DONE, 1);
    assertFalse(facts().ended());
    say(0, JobState.WAITING, 0);
    assertEquals(JobState.WAITING, facts().currentStatus().orElseThrow().state());
  }

  @Test
  void takeNothingForTruthThatTheLeaderSaidBeforeTheValueWasPut() {
    value("a");
    say(0, JobState.REJECTED, 0);
    value("b");
    assertEquals(Optional.empty(), facts().currentStatus());
  }

  @Test
  void endForGoodOnlyInAFinalStateOfAValueThatIsThere() {
    value("a");
    long assignment = scene.put(ON_H1, "");
    for (JobState state : JobState.values()) {
      say(assignment, state, 0);
      assertEquals(state == JobState.DONE || state == JobState.FAILED, facts().ended());
    }
    scene.delete(PROC);
    assertFalse(facts().ended());
  }

  @Test
  void countFromAnewWhenAValueIsPutAgain() {
    value("a");
    long assignment = scene.put(ON_H1, "");
    say(assignment, JobState.FAILED, 5);
    value("a");
    assertFalse(facts().ended());
    assertEquals(0, facts().runs());
  }

  @Test
  void haveARevisionOnlyWhileThereIsAValue() {
    long revision = value("a");
    assertEquals(revision, facts().procRevision());
    scene.put(ON_H1, "");
    scene.delete(PROC);
    assertEquals(0, facts().procRevision());
  }

  /** Whoever mends a status has to compare its revision. */
  @Test
  void knowTheRevisionOfAStatusThatDoesNotParse() {
    long revision = scene.put(STATUS, "?");
    assertEquals(Optional.empty(), facts().status());
    assertEquals(revision, facts().statusRevision());
    scene.delete(STATUS);
    assertEquals(Optional.empty(), scene.state().job(JOB));
  }

  @Test
  void knowTheValueThatAnAssignmentWasMadeFor() {
    value("a");
    scene.put(ON_H1, "");
    assertEquals("a", valueOn("h1"));
  }

  @Test
  void rememberTheValueBeforeWhileItsAssignmentIsThere() {
    value("a");
    scene.put(ON_H1, "");
    value("b");
    assertEquals("a", valueOn("h1"));
    value("c");
    assertEquals("a", valueOn("h1"));
    scene.delete(PROC);
    assertEquals("a", valueOn("h1"));
    value("d");
    scene.put(ON_H1, "stop");
    assertEquals("a", valueOn("h1"));

    scene.delete(ON_H1);
    scene.put(ON_H1, "");
    assertEquals("d", valueOn("h1"));
  }

  @Test
  void knowTheValueOfEachAssignmentWhereAHandHasMadeTwo() {
    value("a");
    scene.put(ON_H1, "");
    value("b");
    scene.put(ON_H2, "");
    value("c");
    assertEquals("a", valueOn("h1"));
    assertEquals("b", valueOn("h2"));
    scene.delete(ON_H1);
    assertEquals("b", valueOn("h2"));
  }

  @Test
  void doNotKnowAValueThatNobodySaw() {
    scene.put(ON_H1, "");
    value("a");
    assertEquals("", valueOn("h1"));
    value("b");
    assertEquals("", valueOn("h1"));
  }

  @Test
  void haveNoJobForAnAssignmentOfAValueThatDoesNotParse() {
    scene.put(PROC, "?");
    scene.put(ON_H1, "");
    assertEquals("", valueOn("h1"));
    value("b");
    assertEquals("", valueOn("h1"));
  }

  @Test
  void forgetTheValueBeforeWhenAllIsReadAnew() {
    value("a");
    scene.put(ON_H1, "");
    value("b");
    scene.state().reset(scene.snapshot());
    assertEquals("", valueOn("h1"));
  }

  private JobFacts facts() {
    return scene.job(JOB);
  }

  private long value(String image) {
    return scene.put(PROC, "{\"image\":\"" + image + "\"}");
  }

  private void say(long assignment, JobState state, int runs) {
    Status status = Status.ofLeader(assignment, state, runs, "", "");
    scene.put(STATUS, new StatusCodec().write(status));
  }

  private String valueOn(String host) {
    return facts().valueFor(facts().deploys().get(host)).map(Job::image).orElse("");
  }
}
