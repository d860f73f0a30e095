package viking.leader.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static viking.leader.testing.StepText.assertLandsOnce;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import viking.core.model.JobId;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;
import viking.leader.testing.StepText;

/**
 * A row of a table: what hands have written of {@code a.b.1}, and what is to be done about it.
 * {@code h9} is lost in all of them.
 */
record Facts(String sentence, Function<Hand, List<String>> given) {
  static final JobId JOB = JobId.parse("a.b.1");
  static final String LOST = "h9";
  static final String PLAIN = "{\"image\":\"web\"}";
  static final String OTHER = "{\"image\":\"other\"}";
  static final String BROKEN = "{\"image\":\"web\",\"rnu\":\"sleep\"}";
  static final String PINNED = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  static final String ONCE = "{\"image\":\"job\",\"restart\":\"never\"}";
  static final String TWICE = "{\"image\":\"job\",\"restart\":\"never\",\"retries\":1}";

  static final List<String> REST = List.of("rest");
  static final List<String> WANTS_PLACE = List.of("wants a place");

  /** Lines of {@link StepText}. */
  static List<String> acts(String... lines) {
    return Stream.of(lines).sorted().toList();
  }

  void check() {
    Scene scene = new Scene();
    List<String> expected = given.apply(scene.hand());
    Judge judge = new Judge(LOST::equals, "2026-01-02T00:00:00Z");
    Verdict verdict = judge.judge(scene.facts(JOB));
    assertEquals(expected, text(verdict));
    if (verdict instanceof Verdict.Act act) {
      assertEquals(JOB, act.step().job());
      assertFalse(act.step().reason().isBlank());
      assertLandsOnce(act.step(), scene.etcd());
    }
  }

  private static List<String> text(Verdict verdict) {
    if (verdict instanceof Verdict.Act act) {
      return StepText.of(act.step());
    }
    return verdict == Verdict.REST ? REST : WANTS_PLACE;
  }

  @Override
  public String toString() {
    return sentence;
  }
}
