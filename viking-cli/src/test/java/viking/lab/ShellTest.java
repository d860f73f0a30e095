package viking.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;

class ShellTest {
  @Test
  void givesBackAllThatWasSaid() {
    assertEquals(
        new Said(3, "out in\n", "err\n"),
        Shell.run(
            Duration.ofSeconds(20),
            "in\n",
            Map.of("A", "out"),
            List.of("sh", "-c", "read x; echo $A $x; echo err >&2; exit 3")));
  }

  @Test
  void aFailureNamesTheCommandAndItsLastComplaint() {
    LabFailure e =
        assertThrows(
            LabFailure.class, () -> Shell.must("sh", "-c", "echo a >&2; echo b >&2; false"));
    assertEquals("sh -c echo a >&2; echo b >&2; false: b", e.getMessage());
    LabFailure none = assertThrows(LabFailure.class, () -> Shell.must("/no/such"));
    assertTrue(none.getMessage().startsWith("cannot start /no/such: "), none.getMessage());
  }

  @Test
  void aCommandThatHangsIsEnded() {
    LabFailure e =
        assertThrows(
            LabFailure.class,
            () -> Shell.run(Duration.ofSeconds(1), "", Map.of(), List.of("sleep", "1000")));
    assertEquals("sleep 1000: not over after 1 s", e.getMessage());
  }

  @Test
  void whatStaysInTheBackgroundHoldsNobodyUp() {
    Said said = Shell.run("sh", "-c", "sleep 1000 & echo $!");
    assertEquals(0, said.code());
    long pid = Long.parseLong(said.out().strip());
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
  }

  @Test
  void missingToolsAreNamedWithTheirPackages() {
    BadInput e = assertThrows(BadInput.class, () -> Needs.checkTools("/nowhere"));
    assertEquals(
        "a lab needs dockerd, etcd, etcdctl, ip, iptables, nsenter, setsid, unshare: apt-get"
            + " install docker.io etcd-client etcd-server iproute2 iptables util-linux",
        e.getMessage());
  }
}
