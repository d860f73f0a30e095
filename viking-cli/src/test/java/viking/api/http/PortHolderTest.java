package viking.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who holds a port: this test does. */
class PortHolderTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1,true",
    "0.0.0.0,127.0.0.1,true",
    "127.0.0.1,0.0.0.0,true",
    "127.0.0.2,127.0.0.1,false",
    "::1,::1,true",
  })
  void isFoundWhereTheAddressesMeet(String bound, String asked, boolean found) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddresses.forString(bound))) {
      Optional<String> holder =
          PortHolder.of(InetAddresses.forString(asked), socket.getLocalPort());
      assertEquals(found, holder.isPresent(), holder::toString);
      if (found) {
        String pid = " (pid " + ProcessHandle.current().pid() + ")";
        assertTrue(holder.get().endsWith(pid), holder.get());
      }
    }
  }
}
