package viking.slave.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.job;
import static viking.slave.testing.Examples.seen;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.Protocol;
import viking.slave.container.Phase;
import viking.slave.container.Published;

class EndpointsTest {
  @Test
  void namesEveryPublishedPortByWhereItIsReached() {
    assertEquals(
        Map.of(
            "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1", "10.0.0.1:32768",
            "/ports/a/b/53/udp/10.0.0.1/53/a.b.1", "10.0.0.1:53",
            "/ports/a/b/80/tcp/fd00::1/32768/a.b.1", "[fd00::1]:32768"),
        of(
            new Published(80, Protocol.TCP, "10.0.0.1", 32768),
            new Published(53, Protocol.UDP, "10.0.0.1", 53),
            new Published(80, Protocol.TCP, "fd00::1", 32768)));
  }

  @Test
  void areNoneOfAContainerWithoutPorts() {
    assertEquals(Map.of(), of());
  }

  private static Map<String, String> of(Published... ports) {
    return Endpoints.of(
        JOB, seen(JOB, job("{\"image\":\"web\"}"), Phase.RUNNING, "1", List.of(ports), Set.of()));
  }
}
