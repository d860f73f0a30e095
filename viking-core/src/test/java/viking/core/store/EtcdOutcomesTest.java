package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EtcdOutcomesTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void isCertainOfWhatWasNeverSent(Status.Code code) {
    assertEquals(Outcome.Kind.FAILED, kind(code, "", false));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INVALID_ARGUMENT",
        "NOT_FOUND",
        "PERMISSION_DENIED",
        "UNAUTHENTICATED",
        "UNIMPLEMENTED"
      })
  void isCertainOfWhatEtcdRefused(Status.Code code) {
    assertEquals(Outcome.Kind.FAILED, kind(code, "etcdserver: no", true));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "OK",
        "INVALID_ARGUMENT",
        "NOT_FOUND",
        "PERMISSION_DENIED",
        "UNAUTHENTICATED",
        "UNIMPLEMENTED"
      })
  void doubtsEverythingElse(Status.Code code) {
    assertEquals(Outcome.Kind.UNKNOWN, kind(code, "whatever", true));
  }

  @Test
  void knowsWhatEtcdSaysBeforeItDoesAnything() {
    assertEquals(Outcome.Kind.FAILED, kind(Status.Code.UNAVAILABLE, "etcdserver: no leader", true));
    assertEquals(
        Outcome.Kind.FAILED,
        kind(Status.Code.RESOURCE_EXHAUSTED, "etcdserver: too many requests", true));
  }

  /**
   * The transaction that fills the quota is applied, and answered like those that come too late.
   */
  @Test
  void doubtsWhatHitsTheQuota() {
    assertEquals(
        Outcome.Kind.UNKNOWN,
        kind(Status.Code.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded", true));
  }

  @Test
  void doubtsWhatEtcdGaveUpWaitingFor() {
    assertEquals(
        Outcome.Kind.UNKNOWN,
        kind(
            Status.Code.UNAVAILABLE,
            "etcdserver: request timed out, possibly due to previous leader failure",
            true));
  }

  private static Outcome.Kind kind(Status.Code code, String words, boolean sent) {
    return EtcdOutcomes.of(new EtcdFailure(code.toStatus().withDescription(words), sent, sent))
        .kind();
  }
}
