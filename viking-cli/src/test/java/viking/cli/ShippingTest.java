package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What never reaches a host, and hosts that do not take it. */
class ShippingTest extends DeployScene {
  @Test
  void aWrongFileIsToldWholeWithoutAskingAnybody() {
    write("viking.yml", "viking: {name: shop}\ndeploy:\n  web:\n    imag: x\n    expsoe: [80]\n");
    for (String verb : List.of("deploy", "plan", "build")) {
      Ran ran = run(verb);
      assertEquals(1, ran.code(), verb);
      assertEquals("", ran.out());
      assertTrue(ran.err().contains(":4:") && ran.err().contains(":5:"), ran.err());
      assertTrue(ran.err().contains("'expose'"), ran.err());
    }
    assertEquals(255, run("plan", "--exit-code").code());
    assertEquals(List.of(), api.asked());
  }

  @Test
  void noFileAtAllIsMisuse() throws IOException {
    Files.delete(folder.resolve("viking.yml"));
    isMisuse(
        "viking deploy: there is no viking.yml here; -f names a stack file (see: viking deploy"
            + " --help)",
        "deploy");
    Ran named = run("deploy", "-f", folder + "/other.yml");
    assertEquals(1, named.code());
    assertTrue(named.err().startsWith(folder + "/other.yml: "), named.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 503})
  void aRefusalIsReadThoughTheBodyIsNotTaken(int status) throws IOException {
    Files.write(folder.resolve("large"), noise(8 << 20));
    api.refuses(DEPLOY, status, "{\"error\":\"not now\"}");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(ran.err().endsWith("not now\n"), ran.err());
  }

  @Test
  void aTokenThatIsWrongIsToldAsEver() {
    environment.put("VIKING_TOKEN", "wrong");
    Ran ran = run("deploy");
    assertTrue(ran.err().contains("refuses the token"), ran.err());
  }

  @Test
  void theNextAddressTakesItWhereTheFirstBreaksOff() throws IOException {
    Files.write(folder.resolve("large"), noise(4 << 20));
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 200, DONE);
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread hangingUp = new Thread(() -> hangUp(rude));
      hangingUp.setDaemon(true);
      hangingUp.start();
      environment.put("VIKING_ADDR", "127.0.0.1:" + rude.getLocalPort() + "," + api.address());
      assertEquals(0, run("deploy").code());
    }
  }

  @Test
  void aFileThatCannotBePackedIsNamedAndNothingIsDone() throws IOException {
    assertEquals(
        0,
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
            .start()
            .onExit()
            .join()
            .exitValue());
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("pipe is neither a file nor a folder"), ran.err());
    assertEquals(List.of(), api.asked());
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(1).nextBytes(bytes);
    return bytes;
  }

  private static void hangUp(ServerSocket server) {
    try (Socket call = server.accept()) {
      call.getInputStream().readNBytes(100_000);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
