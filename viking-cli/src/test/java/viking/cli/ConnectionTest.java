package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way to the API is one line that names the address. */
class ConnectionTest extends CommandScene {
  private static final String JOBS = "GET /v1/jobs";
  private static final String NONE = "{\"jobs\":[]}";

  @Test
  void nobodyListens() throws IOException {
    String address = deserted();
    environment.put("VIKING_ADDR", address);
    failsWith(
        "nobody answers at http://"
            + address
            + " (connection refused): is 'viking host' running there?"
            + " VIKING_ADDR or --addr names another host",
        "ps");
  }

  @Test
  void goesOnToTheNextAddressThatAnswers() throws IOException {
    environment.put("VIKING_ADDR", deserted() + ", " + api.address());
    api.on(JOBS, 200, NONE);
    assertEquals(0, run("ps").code());
  }

  @Test
  void namesEveryAddressThatDoesNotAnswer() throws IOException {
    String one = deserted();
    environment.put("VIKING_ADDR", one + ",h.invalid:7");
    Ran ran = run("ps");
    assertTrue(
        ran.err()
            .contains(
                "http://"
                    + one
                    + " (connection refused), nor at http://h.invalid:7 (the name is not known"
                    + " here): is"),
        ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void theOptionIsStrongerThanTheEnvironmentAndThatThanTheFile() throws IOException {
    api.on(JOBS, 200, NONE);
    write("config", "addr = " + deserted());
    assertEquals(0, run("ps").code());
    environment.put("VIKING_ADDR", deserted());
    assertEquals(0, run("ps", "--addr", api.address()).code());
    environment.remove("VIKING_ADDR");
    assertEquals(1, run("ps").code());
    write("config", "addr = http://" + api.address() + "/");
    assertEquals(0, run("ps").code());
  }

  @Test
  void thePortOfTheConfigIsThisMachines() {
    api.on(JOBS, 200, NONE);
    environment.remove("VIKING_ADDR");
    environment.put("VIKING_PORT", api.address().replaceAll(".*:", ""));
    assertEquals(0, run("ps").code());
    environment.put("VIKING_PORT", "many");
    failsWith("VIKING_PORT: 'many' is not a port from 1 to 65535", "ps");
  }

  @Test
  void aTokenThatIsNotTaken() {
    environment.put("VIKING_TOKEN", "simsalabim");
    failsWith(
        at()
            + " refuses the token that VIKING_TOKEN or the config file gives: is it another cluster's?",
        "ps");
    failsWith(
        at() + " refuses the token of " + write("t", "open") + ": is it another cluster's?",
        "ps",
        "--token-file",
        folder.resolve("t").toString());
  }

  @Test
  void noTokenAtAll() {
    environment.remove("VIKING_TOKEN");
    environment.put("VIKING_DATA_DIR", folder.toString());
    failsWith(
        at()
            + " wants a token, and there is no "
            + folder
            + "/token; on a host, start 'viking host'; from elsewhere, set VIKING_TOKEN to what"
            + " stands in that file on the host",
        "ps");
  }

  @Test
  void aTokenFileThatIsNamedMustBeThere() {
    environment.remove("VIKING_TOKEN");
    environment.put("VIKING_TOKEN_FILE", folder + "/none");
    failsWith("the token file " + folder + "/none is not there", "ps");
  }

  @Test
  void aTokenThatCanBeNone() {
    environment.put("VIKING_TOKEN", "a b");
    failsWith(
        "the token that VIKING_TOKEN or the config file gives is not one word of printing characters",
        "ps");
  }

  @Test
  void whatTheHostSaysWhenItHolds() {
    api.on(JOBS, 503, "{\"error\":\"etcd does not answer\"}");
    failsWith(at() + ": etcd does not answer", "ps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"jobs\":[", "[]", "{} {}", "{\"a\":1,}"})
  void somethingElseThanJson(String body) {
    api.on(JOBS, 200, body).on("GET /v1/ping", 404, "");
    failsWith(
        at()
            + " answers with 200 and something else than viking's JSON: is another program"
            + " listening there?",
        "ps");
  }

  @Test
  void nothing() {
    api.on(JOBS, 502, "").on("GET /v1/ping", 404, "");
    failsWith(at() + " answers with 502 and nothing: is another program listening there?", "ps");
  }

  @Test
  void anotherVersionOfViking() {
    api.on(JOBS, 400, "{\"error\":\"unknown parameter 'x'\"}");
    failsWith("unknown parameter 'x'", "ps");
    api.on("GET /v1/ping", 200, "{\"viking\":\"9.1\"}");
    failsWith(
        "unknown parameter 'x' (viking 9.1 is running there, this is " + Version.number() + ")",
        "ps");
  }

  @Test
  void whatIsNotHttp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      startGreeting(server, "220 mail.example.com ESMTP\r\n");
      environment.put("VIKING_ADDR", "127.0.0.1:" + server.getLocalPort());
      Ran ran = run("retry", "a.b.1");
      assertEquals(1, ran.code());
      assertEquals(1, ran.err().lines().count(), ran.err());
      assertTrue(ran.err().contains("http://127.0.0.1:" + server.getLocalPort()), ran.err());
    }
  }

  @Test
  void anAnswerThatEndsTooEarly() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      startGreeting(server, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + NONE);
      String address = "127.0.0.1:" + server.getLocalPort();
      environment.put("VIKING_ADDR", address);
      failsWith(
          "nobody answers at http://"
              + address
              + " (the connection broke: it ended too early): is 'viking host' running there?"
              + " VIKING_ADDR or --addr names another host",
          "ps");
    }
  }

  @Test
  void aChangeThatMayHaveBeenHeardIsNotAskedOfTheNext() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      startGreeting(server, "220 mail.example.com ESMTP\r\n");
      environment.put("VIKING_ADDR", "127.0.0.1:" + server.getLocalPort() + "," + api.address());
      api.on("POST /v1/accept", 200, "{\"done\":\"d\"}");
      Ran ran = run("accept");
      assertTrue(ran.err().endsWith("; it may have been done all the same\n"), ran.err());
      assertEquals(List.of(), api.asked());
    }
  }

  @Test
  void whatIsNoAddress() {
    failsWith(
        "'ftp://h1' is not an address such as h1, h1:1113 or http://10.0.0.1:1113",
        "ps",
        "--addr",
        "ftp://h1");
    environment.put("VIKING_ADDR", "h1/x");
    failsWith(
        "VIKING_ADDR: 'h1/x' is not an address such as h1, h1:1113 or http://10.0.0.1:1113", "ps");
  }

  @Test
  void aConfigFileThatIsWrongIsNamed() {
    write("config", "adr = h1");
    failsWith(
        folder.resolve("config") + " line 1: unknown setting 'adr', did you mean 'addr'?", "ps");
  }

  private String at() {
    return "http://" + api.address();
  }

  private static void startGreeting(ServerSocket server, String word) {
    Thread talker = new Thread(() -> greet(server, word));
    talker.setDaemon(true);
    talker.start();
  }

  /** Hangs up after a word. */
  private static void greet(ServerSocket server, String word) {
    while (!server.isClosed()) {
      try (Socket call = server.accept()) {
        call.getInputStream().read(new byte[8192]);
        call.getOutputStream().write(word.getBytes(UTF_8));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  /** An address at which somebody listened a moment ago. */
  private static String deserted() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + server.getLocalPort();
    }
  }
}
