package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class EtcdFailureTest {
  private static final Status LATE =
      Status.DEADLINE_EXCEEDED.withDescription(
          "ClientCall started after CallOptions deadline was exceeded -0.05 seconds ago.");

  @Test
  void tellsPeopleThatNoAnswerCameAndNotWhereTheTimeWent() {
    assertEquals("no answer in time", new EtcdFailure(LATE, true, false).getMessage());
  }

  @Test
  void tellsWhyThereIsNoConnection() {
    Status status =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new ConnectException("Connection refused: /10.0.0.5:2379"));
    assertEquals(
        "UNAVAILABLE: Connection refused: /10.0.0.5:2379",
        new EtcdFailure(status, false, false).getMessage());
  }

  @Test
  void keepsWhatEtcdItselfSays() {
    assertEquals(
        "RESOURCE_EXHAUSTED: etcdserver: mvcc: database space exceeded (etcd is full: 'etcdctl"
            + " defrag', then 'etcdctl alarm disarm'; or give it a larger quota)",
        new EtcdFailure(
                Status.RESOURCE_EXHAUSTED.withDescription(
                    "etcdserver: mvcc: database space exceeded"),
                true,
                true)
            .getMessage());
    assertEquals("ABORTED", new EtcdFailure(Status.ABORTED, true, true).getMessage());
  }

  @Test
  void knowsWhatWasOverBeforeItBegan() {
    assertTrue(new EtcdFailure(LATE, false, false).notBegun());
    assertFalse(new EtcdFailure(LATE, true, false).notBegun());
  }
}
