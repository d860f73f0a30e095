package viking.leader.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Status;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.leader.deployment.Step;

/** Steps as tests read them, and what every step must hold to. */
public final class StepText {
  private static final StatusCodec STATUSES = new StatusCodec();

  private StepText() {}

  /**
   * The writes, then what is compared besides the job's {@code /proc} and the keys written; in the
   * order of the alphabet.
   */
  public static List<String> of(Step step) {
    List<String> lines = new ArrayList<>();
    step.writes().forEach(write -> lines.add(text(write)));
    for (Compare compare : step.compares()) {
      boolean further =
          !compare.key().equals(Keys.proc(step.job()))
              && step.writes().stream().noneMatch(write -> write.key().equals(compare.key()));
      if (further) {
        lines.add("if " + compare.key() + (compare.revision() == 0 ? " is absent" : " is as seen"));
      }
    }
    return lines.stream().sorted().toList();
  }

  /** A status without the time: what tests say of it. */
  public static String of(Status status) {
    return status.state().name().toLowerCase(Locale.ROOT)
        + (status.assignment() == 0 ? "" : " of " + status.assignment())
        + (status.runs() == 0 ? "" : " after " + status.runs())
        + (status.message().isEmpty() ? "" : ": " + status.message());
  }

  /** Rules 1 and 2: /proc and each key replaced are compared as they are, so it lands just once. */
  public static void assertLandsOnce(Step step, EtcdModel etcd) {
    assertCompares(step, Keys.proc(step.job()), etcd);
    step.writes().forEach(write -> assertCompares(step, write.key(), etcd));
    Txn txn = new Txn(step.compares(), step.writes());
    assertEquals(Outcome.Kind.APPLIED, etcd.commit(txn).kind(), step.reason());
    assertEquals(Outcome.Kind.REFUSED, etcd.commit(txn).kind(), "twice: " + step.reason());
  }

  private static void assertCompares(Step step, String key, EtcdModel etcd) {
    long modified = etcd.find(key).map(Entry::modified).orElse(0L);
    assertTrue(
        step.compares().contains(Compare.modified(key, modified)),
        () -> step.reason() + " does not compare " + key + "@" + modified + ": " + step.compares());
  }

  private static String text(Write write) {
    if (write.kind() == Write.Kind.DELETE) {
      return "delete " + write.key();
    }
    boolean status = Key.parse(write.key()).space() == KeySpace.STATUS;
    return "put "
        + write.key()
        + " "
        + (status
            ? of(STATUSES.read(write.value()))
            : write.value().isEmpty() ? "''" : write.value());
  }
}
