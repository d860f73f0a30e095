package viking.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;

class SubnetTest {
  private static final String USUAL =
      """
      default via 192.0.2.1 dev eth0
      172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown
      broadcast 192.0.2.255 dev eth0 table local proto kernel scope link src 192.0.2.2
      local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1
      """;

  @Test
  void theLowestIsTaken() {
    assertEquals(0, Subnet.choose(USUAL, Set.of()));
  }

  @Test
  void otherLabsKeepTheirs() {
    assertEquals(2, Subnet.choose(USUAL, Set.of(0, 1, 3)));
  }

  @Test
  void routesKeepTheirs() {
    String routes =
        USUAL + "10.113.0.0/23 via 10.9.9.9 dev tun0\nlocal 10.113.2.1 dev x table local\n";
    assertEquals(3, Subnet.choose(routes, Set.of()));
  }

  @Test
  void aDefaultRouteInTwoHalvesKeepsNothing() {
    assertEquals(0, Subnet.choose("0.0.0.0/1 dev tun0\n128.0.0.0/1 dev tun0\n", Set.of()));
  }

  @Test
  void aMachineThatHasThemAllIsTold() {
    assertThrows(BadInput.class, () -> Subnet.choose("10.0.0.0/8 dev tun0\n", Set.of()));
    Set<Integer> all = IntStream.range(0, 256).boxed().collect(Collectors.toSet());
    assertThrows(BadInput.class, () -> Subnet.choose(USUAL, all));
  }
}
