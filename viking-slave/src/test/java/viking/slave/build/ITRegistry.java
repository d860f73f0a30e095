package viking.slave.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.Node;
import viking.core.model.Stack;
import viking.core.secret.SecretBox;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.testing.DockerTool;
import viking.slave.image.ImageProblem;
import viking.slave.image.Login;
import viking.slave.image.Logins;
import viking.slave.image.Supply;

/** A registry that asks for a password, on loopback. */
@Requires({Tool.DOCKER, Tool.BUSYBOX, Tool.REGISTRY})
class ITRegistry extends DockerBuildScene {
  private static final String PASSWORD = "sesame";

  /** By bcrypt, which is all that the registry takes. */
  private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuKcS.CYWVYVaLiiCKrrc0A5s3mGesJ9O";

  private int port;
  private String image;
  private Process registry;
  private Workshop workshop;

  @BeforeEach
  void begin() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    registry = registry();
    image = "127.0.0.1:" + port + "/team/box:1";
    workshop = workshop(new Logins(catalogue, this::box));
    push();
  }

  @AfterEach
  void stop() throws InterruptedException {
    registry.destroy();
    assertTrue(registry.waitFor(60, TimeUnit.SECONDS), "the registry goes");
    DOCKER.run("rmi", "-f", image);
  }

  private SecretBox box() {
    return SecretBox.of(folder.resolve("secret.key"));
  }

  private Process registry() throws IOException {
    Path passwords = Files.writeString(folder.resolve("passwords"), "alice:" + HASH + "\n");
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:%d"}
            auth: {htpasswd: {realm: test, path: %s}}
            """
                .formatted(folder.resolve("images"), port, passwords));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    Eventually.holds(() -> "the registry listens on " + port, this::listens);
    return process;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** With docker's own client, whose logins stay in a folder of the test. */
  private void push() {
    DOCKER.run("tag", DockerTool.IMAGE, image);
    String said =
        DockerTool.shell(
            "export DOCKER_CONFIG="
                + folder.resolve("docker")
                + "; echo "
                + PASSWORD
                + " | docker login -u alice --password-stdin 127.0.0.1:"
                + port
                + " && docker push "
                + image);
    assertTrue(said.contains("digest: sha256:"), said);
    DOCKER.run("rmi", image);
  }

  private void login(String password) {
    String name = "127.0.0.1:" + port;
    String key = Logins.key(name);
    String sealed = box().seal(key, 1, Logins.write(new Login(name, "alice", password)));
    assertFalse(sealed.contains(password));
    Object unused = store.commit(new Txn(List.of(), List.of(Write.put(key, sealed)))).join();
  }

  private Map<String, String> build() throws BuildFailed {
    Stack one = new Stack(stack, "", Map.of(), Map.of("box", Node.of(BuilderScene.job(image))));
    return new Builder(workshop)
        .build(new Builder.Order(one, folder, Map.of(), Map.of(), false), event -> {});
  }

  @Test
  void anImageIsPulledWithTheLoginOfItsRegistryAndKept() throws BuildFailed {
    login(PASSWORD);
    String ref = build().get(image);
    assertTrue(ref.startsWith("viking/" + stack + "/team-box:"), ref);
    assertEquals(
        DOCKER.run("inspect", "-f", "{{.Id}}", DockerTool.IMAGE),
        DOCKER.run("inspect", "-f", "{{.Id}}", ref));
  }

  @Test
  void theWrongPasswordIsToldAndNotShown() {
    login("open-up");
    BuildFailed failure = assertThrows(BuildFailed.class, this::build);
    assertTrue(failure.problem().contains("127.0.0.1:" + port + ": "), failure.problem());
    assertTrue(failure.problem().contains("unauthorized"), failure.problem());
    assertFalse(failure.problem().contains("open-up"), failure.problem());
  }

  @Test
  void withoutALoginTheWayToOneIsTold() {
    BuildFailed failure = assertThrows(BuildFailed.class, this::build);
    assertTrue(failure.problem().contains("no basic auth credentials"), failure.problem());
    assertTrue(failure.problem().contains("viking registry login"), failure.problem());
  }

  @Test
  void whatASlaveLacksIsPulledWithTheLoginToo() {
    Supply supply = new Supply(workshop.bank(), workshop.engine(), workshop.logins());
    assertThrows(ImageProblem.class, () -> supply.fetch(image));
    login(PASSWORD);
    supply.fetch(image);
    assertTrue(engine.images().find(image).isPresent());
  }
}
