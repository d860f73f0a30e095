package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.slave.container.EngineEvent.Failure;

/** With what engines have really said. */
class ComplaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | No such container: evt6 | NO_CONTAINER",
        "404 | No such image: nothing:latest | IMAGE_MISSING",
        "404 | get nope: no such volume | VOLUME_MISSING",
        "409 | Conflict. The container name \"/x\" is already in use by container \"ab\". | NAME_TAKEN",
        "409 | You cannot remove a running container ab. Stop it first. | REFUSED",
        "409 | removal of container ab is already in progress | AWAY",
        "500 | connection error: desc = \"transport: error while dialing: dial unix containerd.sock\" | AWAY",
        "500 | context canceled | AWAY",
        "400 | Minimum memory limit allowed is 6MB | REFUSED",
      })
  void tellsKindsApart(int status, String said, Failure expected) {
    assertEquals(expected, Complaint.of(status, said).failure());
  }

  @Test
  void leavesOutHowTheErrorCameAbout() {
    assertEquals(
        "exec: \"nope\": executable file not found in $PATH",
        Complaint.readable(
            "failed to create shim task: OCI runtime create failed: runc create failed: unable to"
                + " start container process: exec: \"nope\": executable file not found in $PATH:"
                + " unknown"));
    assertEquals(
        "exec: \"nope\": executable file not found in $PATH",
        Complaint.readable(
            "OCI runtime create failed: container_linux.go:380: starting container process caused:"
                + " exec: \"nope\": executable file not found in $PATH: unknown"));
  }

  @Test
  void fitsOnOneLine() {
    assertEquals("a b", Complaint.readable(" a\r\n\tb "));
    assertEquals(300, Complaint.readable("x".repeat(5000)).length());
  }

  @Test
  void knowsAPortThatIsTaken() {
    String hash = "e505f9a1f990e73b28878e20f74b0b2038d0c80c68c78d7708a32ec68c53cb77";
    String begin = "driver failed programming external connectivity on endpoint x (" + hash + "): ";
    assertEquals(
        80,
        PortTaken.in(begin + "Bind for 0.0.0.0:80 failed: port is already allocated")
            .orElseThrow()
            .port());
    assertEquals(
        8080,
        PortTaken.in(
                begin
                    + "Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use")
            .orElseThrow()
            .port());
    assertEquals(
        true,
        PortTaken.in("listen tcp4 192.0.2.1:80: bind: cannot assign requested address").isEmpty());
  }
}
