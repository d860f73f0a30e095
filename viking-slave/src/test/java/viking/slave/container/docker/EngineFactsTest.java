package viking.slave.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;

/** Against what various engines answer over HTTP. */
class EngineFactsTest {
  private static final String VERSION =
      "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"Components\":[{\"Name\":\"Engine\"}]}";
  private static final String INFO =
      "{\"NCPU\":4,\"MemTotal\":8000000000,\"DockerRootDir\":\"/var/lib/docker\","
          + "\"SecurityOptions\":[\"name=seccomp,profile=default\"]}";

  @Test
  void tellsWhatTheMachineHas() throws IOException {
    assertEquals(
        new EngineFacts("20.10.24", 4, 8_000_000_000L, "/var/lib/docker"), facts(VERSION, INFO));
  }

  @Test
  void refusesPodman() {
    refused(
        "is podman, which only resembles Docker: install Docker",
        VERSION.replace("\"Engine\"", "\"Podman Engine\""),
        INFO);
  }

  @Test
  void refusesWhatIsTooOld() {
    refused(
        "is Docker 19.03: viking needs 20.10 or later",
        VERSION.replace("20.10.24", "19.03").replace("1.41", "1.40"),
        INFO);
  }

  @Test
  void refusesRootless() {
    refused(
        "is rootless, and cannot give containers addresses: run dockerd as root",
        VERSION,
        INFO.replace("name=seccomp,profile=default", "name=rootless"));
  }

  @Test
  void refusesAnAddressThatCannotBeOne() {
    assertThrows(BadInput.class, () -> new DockerSettings(URI.create("http://x"), "127.0.0.1"));
  }

  @Test
  void saysWhereNobodyAnswers() {
    DockerSettings nowhere =
        new DockerSettings(URI.create("unix:///nowhere/docker.sock"), "127.0.0.1");
    try (DockerEngine engine = DockerEngine.connect(nowhere)) {
      EngineAway away = assertThrows(EngineAway.class, engine::facts);
      assertEquals(
          "no Docker engine answers at unix:///nowhere/docker.sock (No such file or directory):"
              + " is dockerd running?",
          away.getMessage());
    }
  }

  private static void refused(String why, String version, String info) {
    BadInput refused = assertThrows(BadInput.class, () -> facts(version, info));
    assertEquals(why, refused.getMessage().replaceFirst("the engine at tcp://[0-9.:]+ ", ""));
  }

  private static EngineFacts facts(String version, String info) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = (path.endsWith("/version") ? version : info).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI address = URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
    try (DockerEngine engine = DockerEngine.connect(new DockerSettings(address, "127.0.0.1"))) {
      return engine.facts();
    } finally {
      server.stop(0);
    }
  }
}
