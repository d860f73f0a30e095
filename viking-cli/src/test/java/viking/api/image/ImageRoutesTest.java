package viking.api.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.api.http.Door;
import viking.api.http.Limits;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.ImageRef;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.core.secret.SecretBox;
import viking.core.store.testing.Eventually;
import viking.slave.image.HttpPeers;
import viking.slave.image.Login;
import viking.slave.image.Logins;
import viking.slave.image.Peers;
import viking.slave.image.testing.ImageScene;
import viking.slave.image.testing.SavedTar;

class ImageRoutesTest {
  private static final ImageRef REF = new ImageRef("ragnar", "src", "a1");
  private static final SavedTar IMAGE = SavedTar.of("one", "two");

  private final ImageScene hosts = new ImageScene();
  private final Host other =
      new Host("h2", "id", "127.0.0.1", Set.of(), Resources.NONE, 0, "", "", false);
  private final Vertx vertx = Door.loop();
  @TempDir private Path folder;
  private Door door;
  private Peers peers;

  @BeforeEach
  void begin() {
    hosts.host("h1");
    hosts.host("h2");
    door =
        Door.open(
            vertx,
            List.of("127.0.0.1"),
            0,
            "token",
            ImageRoutes.of(hosts.workshop("h2"), this::box),
            (method, route, status, nanos) -> {},
            Limits.USUAL);
    peers = new HttpPeers("token", door.port());
  }

  @AfterEach
  void end() {
    door.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private SecretBox box() {
    return SecretBox.of(folder.resolve("secret.key"));
  }

  private String ask(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                    .header("Authorization", "Bearer token")
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(status, answer.statusCode(), answer.body());
    return answer.body();
  }

  @Test
  void aHostSendsWhatItHas() throws IOException {
    hosts.bring(REF, IMAGE, "h2");
    try (InputStream tar = peers.image(other, REF)) {
      assertArrayEquals(IMAGE.named(REF.toString()).bytes(), tar.readAllBytes());
    }
    assertEquals(Set.of(REF.toString()), peers.held(other));
  }

  @Test
  void aHostSendsForeignImagesByName() throws IOException {
    hosts.engine("h2").have("quarry/redis:7", IMAGE);
    try (InputStream tar = peers.named(other, "quarry/redis:7")) {
      assertArrayEquals(IMAGE.named("quarry/redis:7").bytes(), tar.readAllBytes());
    }
  }

  @Test
  void whatAHostLacksItRefuses() {
    Peers.Refused refused = refusal();
    assertEquals("it has no viking/ragnar/src:a1", refused.getMessage());
    assertFalse(refused.busy());
  }

  private Peers.Refused refusal() {
    try (InputStream tar = peers.image(other, REF)) {
      throw new AssertionError("it sends " + tar.read());
    } catch (Peers.Refused e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void moreThanTwoAtOnceAreTooMany() throws IOException {
    String large = "x".repeat(40_000_000);
    hosts.bring(REF, SavedTar.of(large), "h2");
    try (InputStream one = peers.image(other, REF);
        InputStream two = peers.image(other, REF)) {
      assertTrue(one.read() >= 0 && two.read() >= 0);
      assertTrue(refusal().busy());
    }
  }

  @Test
  void aHostGetsAnImageForItselfWhenItIsAskedTo() throws IOException {
    hosts.bring(REF, IMAGE, "h1");
    peers.take(other, REF);
    assertTrue(hosts.engine("h2").find(REF.toString()).isPresent());
  }

  /** Their clients may be gone long before them. */
  @Test
  void aHostGetsOnlySoManyImagesAtOnce() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    hosts.engine("h1").meanwhileSaving(() -> await(open));
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ImageRef ref = new ImageRef("ragnar", "src", "a" + i);
      hosts.bring(ref, IMAGE, "h1");
      asked.add(takes(ref));
    }
    Object unused =
        CompletableFuture.anyOf(asked.toArray(CompletableFuture<?>[]::new))
            .get(60, TimeUnit.SECONDS);
    HttpResponse<String> first =
        asked.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
    assertEquals("{\"error\":\"it gets 8 images already\"}\n", first.body());
    assertEquals(503, first.statusCode());
    open.countDown();
    for (CompletableFuture<HttpResponse<String>> each : asked) {
      HttpResponse<String> answer = each.get(60, TimeUnit.SECONDS);
      assertTrue(
          answer.equals(first) || answer.body().endsWith("{\"event\":\"held\"}\n"), answer::body);
    }
    Eventually.holds("a place is free", () -> Eventually.get(takes(REF)).statusCode() == 200);
  }

  private CompletableFuture<HttpResponse<String>> takes(ImageRef ref) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + door.port() + "/v1/local/images"))
                .header("Authorization", "Bearer token")
                .POST(BodyPublishers.ofString("{\"image\":\"" + ref + "\"}"))
                .build(),
            BodyHandlers.ofString());
  }

  private static void await(CountDownLatch open) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHostTellsOfWhatNobodyCouldForesee() {
    hosts.bring(REF, IMAGE, "h1");
    hosts
        .engine("h1")
        .meanwhileSaving(
            () -> {
              throw new StackOverflowError("deep");
            });
    IOException failure =
        org.junit.jupiter.api.Assertions.assertThrows(
            IOException.class, () -> peers.take(other, REF));
    assertEquals("deep", failure.getMessage());
  }

  @Test
  void aHostTellsWhyItCannotGetAnImage() {
    IOException failure =
        org.junit.jupiter.api.Assertions.assertThrows(
            IOException.class, () -> peers.take(other, REF));
    assertEquals("the imagebank knows no viking/ragnar/src:a1", failure.getMessage());
  }

  @Test
  void listsImagesWithTheirUsers() throws Exception {
    hosts.bring(REF, IMAGE, "h2");
    hosts.put(Keys.proc(new JobId("a", "b", "1")), "{\"image\":\"" + REF + "\"}");
    String answer = ask(200, "GET", "/v1/images", "");
    assertTrue(answer.contains("\"image\":\"viking/ragnar/src:a1\""), answer);
    assertTrue(answer.contains("\"holders\":[\"h2\"],\"usedBy\":[\"job a.b.1\"]"), answer);
  }

  @Test
  void whatIsInUseIsNotForgotten() throws Exception {
    hosts.bring(REF, IMAGE, "h2");
    hosts.put(Keys.proc(new JobId("a", "b", "1")), "{\"image\":\"" + REF + "\"}");
    assertEquals(
        "{\"error\":\"viking/ragnar/src:a1 is needed by job a.b.1\"}\n",
        ask(409, "DELETE", "/v1/images/ragnar/src/a1", ""));
    hosts.delete(Keys.proc(new JobId("a", "b", "1")));
    assertTrue(ask(200, "DELETE", "/v1/images/ragnar/src/a1", "").contains("is forgotten"));
    assertEquals(List.of(), hosts.keys("/image/"));
    assertTrue(ask(404, "DELETE", "/v1/images/ragnar/src/a1", "").contains("there is no image"));
  }

  @Test
  void aLoginIsKeptSealedAndNeverShown() throws Exception {
    ask(200, "PUT", "/v1/registries/my.reg:5000", "{\"user\":\"alice\",\"password\":\"sesame\"}");
    String key = Logins.key("my.reg:5000");
    assertFalse(hosts.entry(key).orElseThrow().value().contains("sesame"));
    assertEquals(
        new Login("my.reg:5000", "alice", "sesame"),
        new Logins(hosts.catalogue(), this::box).apply("my.reg:5000").orElseThrow());
    assertEquals(
        "{\"registries\":[{\"registry\":\"my.reg:5000\",\"user\":\"alice\"}]}\n",
        ask(200, "GET", "/v1/registries", ""));
    ask(200, "PUT", "/v1/registries/my.reg:5000", "{\"user\":\"bob\",\"password\":\"other\"}");
    ask(200, "DELETE", "/v1/registries/my.reg:5000", "");
    assertEquals(List.of(), hosts.keys("/secret/"));
  }

  @Test
  void aLoginThatIsNoneIsRefusedWithoutRepeatingIt() throws Exception {
    assertEquals(
        "{\"error\":\"the body is not JSON\"}\n",
        ask(400, "PUT", "/v1/registries/my.reg", "{\"password\":\"sesame"));
    assertTrue(ask(400, "PUT", "/v1/registries/my_reg", "{}").contains("is not a host name"));
    assertTrue(
        ask(404, "DELETE", "/v1/registries/my.reg", "").contains("there is no login at 'my.reg'"));
  }
}
