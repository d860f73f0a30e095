package viking.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import viking.core.config.Config;
import viking.core.model.BadInput;

class ApiTest {
  @TempDir private Path folder;

  @Test
  void waitsOnlySoLongForAnAnswer() throws IOException {
    Path config = Files.createFile(folder.resolve("config"));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      Api api =
          Api.find(
              Optional.of(address),
              Optional.empty(),
              Config.load(Map.of("VIKING_CONFIG", config.toString(), "VIKING_TOKEN", "t")),
              () -> "1",
              Duration.ofSeconds(1));
      assertEquals(
          "nobody answers at http://"
              + address
              + " (took the call, but no answer came in 1 s): is 'viking host' running there?"
              + " VIKING_ADDR or --addr names another host",
          assertThrows(BadInput.class, () -> api.get("/v1/jobs")).getMessage());
      assertEquals(
          "http://"
              + address
              + " took the call, but no answer came in 1 s; it may have been done all the same",
          assertThrows(BadInput.class, () -> api.ask("POST", "/v1/accept", "")).getMessage());
    }
  }

  /** As memory that runs out does; nobody waits until the other side gives up. */
  @Test
  @Timeout(60)
  void whatCannotBePutTogetherEndsTheTalkAtOnce() throws IOException {
    Path config = Files.createFile(folder.resolve("config"));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Api api =
          Api.find(
              Optional.of("127.0.0.1:" + silent.getLocalPort()),
              Optional.empty(),
              Config.load(Map.of("VIKING_CONFIG", config.toString(), "VIKING_TOKEN", "t")),
              () -> "1",
              Duration.ofSeconds(1));
      assertEquals(
          "what is to be sent could not be put together"
              + " (java.lang.OutOfMemoryError: Java heap space): nothing was done",
          assertThrows(BadInput.class, () -> api.talk("/v1/stacks/a/deploy", new OutOfMemory()))
              .getMessage());
    }
  }

  private static final class OutOfMemory implements Talk {
    @Override
    public void write(OutputStream out) {
      throw new OutOfMemoryError("Java heap space");
    }

    @Override
    public boolean heard(Tree said) {
      return false;
    }

    @Override
    public void waits(String address, boolean sent) {
      assertFalse(sent, "nothing was sent");
    }
  }

  @Test
  void noCharacterOfANameLeadsAPathAstray() {
    assertEquals("a%2Fb%20c%3Fd%25%C3%BC", Api.piece("a/b c?d%ü"));
  }
}
