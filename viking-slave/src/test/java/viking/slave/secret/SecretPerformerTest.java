package viking.slave.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.actor.Event;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Secret;
import viking.core.secret.SecretBox;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.MemoryEtcd;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.testing.Examples;

/** In memory, as on every machine where /dev/shm is; what is mounted is for the system tests. */
class SecretPerformerTest {
  private static final JobId ID = JobId.parse("ragnar.web.1");
  private static final JobId OTHER = JobId.parse("ragnar.web.2");

  @TempDir Path disk;

  private final MemoryEtcd etcd = new MemoryEtcd();
  private final Store store = etcd.connect();
  private Path memory;
  private SecretFolder folder;
  private SecretPerformer performer;

  @BeforeEach
  void open() throws IOException {
    memory = Files.createTempDirectory(Path.of("/dev/shm"), "viking-secrets-test");
    folder = new SecretFolder(memory);
    performer = new SecretPerformer(store, this::box, folder);
  }

  @AfterEach
  void close() throws IOException {
    performer.close();
    etcd.close();
    folder.sweep(Set.of());
    Files.delete(memory);
  }

  @Test
  void aFileLiesWhereTheEngineIsToldAndHoldsTheValueByteForByte() throws IOException {
    byte[] value = {0, -1, 10, 13, 10};
    set("PASSWORD", 3, value);
    given(give(ID, "PASSWORD"));
    Map<String, String> mounts = folder.mounts(ID.container(), job("PASSWORD"));
    assertEquals(Set.of("/run/secrets/PASSWORD"), mounts.keySet());
    Path file = Path.of(mounts.get("/run/secrets/PASSWORD"));
    assertTrue(file.startsWith(memory), file.toString());
    assertTrue(Arrays.equals(value, Files.readAllBytes(file)));
  }

  @Test
  void aVariableHasItsValueAndNoFileInTheContainer() {
    set("TOKEN", 3, "two\nlines\n".getBytes(UTF_8));
    given(give(ID, "TOKEN:env"));
    assertEquals(Map.of(), folder.mounts(ID.container(), job("TOKEN:env")));
    assertEquals(
        Map.of("TOKEN", "two\nlines\n"), folder.variables(ID.container(), job("TOKEN:env")));
  }

  @Test
  void oneSecretMayBeGivenInSeveralWays() {
    set("TOKEN", 3, "x".getBytes(UTF_8));
    String[] ways = {"TOKEN", "TOKEN:/etc/token", "TOKEN:env"};
    given(give(ID, ways));
    assertEquals(
        Set.of("/run/secrets/TOKEN", "/etc/token"),
        folder.mounts(ID.container(), job(ways)).keySet());
    assertEquals(Map.of("TOKEN", "x"), folder.variables(ID.container(), job(ways)));
  }

  @Test
  void aFileIsTheUsersAloneWhereTheUserIsANumber() throws IOException {
    set("TOKEN", 3, "x".getBytes(UTF_8));
    given(give(ID, Optional.of("1234:567"), "TOKEN"));
    assertEquals("r-------- 1234 567", rights(file("TOKEN")));
    given(give(ID, Optional.of("1234"), "TOKEN"));
    assertEquals("r-------- 1234", rights(file("TOKEN")).replaceFirst(" \\d+$", ""));
  }

  @Test
  void aFileIsEverybodysInTheContainerWhereTheImageAloneKnowsTheUser() throws IOException {
    set("TOKEN", 3, "x".getBytes(UTF_8));
    for (Optional<String> user : List.of(Optional.<String>empty(), Optional.of("node"))) {
      given(give(ID, user, "TOKEN"));
      assertTrue(rights(file("TOKEN")).startsWith("r--r--r--"), rights(file("TOKEN")));
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)));
  }

  @Test
  void eachStartGetsTheValueOfThatTime() throws IOException {
    set("TOKEN", 3, "old".getBytes(UTF_8));
    given(give(ID, "TOKEN"));
    set("TOKEN", 4, "new".getBytes(UTF_8));
    given(give(ID, "TOKEN@3"));
    assertEquals("new", Files.readString(file("TOKEN")));
  }

  @Test
  void anOlderOneThanTheJobWantsIsNotGiven() {
    set("TOKEN", 3, "old".getBytes(UTF_8));
    assertEquals(
        "secret TOKEN: etcd holds an older one than version 4", missing(give(ID, "TOKEN@4")));
    given(give(ID, "TOKEN@3"));
  }

  @Test
  void oneThatIsNotSetIsNamedWithTheWayOut() {
    assertEquals(
        "secret TOKEN is not set: viking secret set ragnar TOKEN", missing(give(ID, "TOKEN")));
    assertFalse(Files.exists(memory.resolve(ID.container())));
  }

  @Test
  void oneThatWasSetWithAnotherKeyIsNotGivenUntilTheKeyIsBrought() throws IOException {
    SecretBox there = SecretBox.of(disk.resolve("there.key"));
    put("TOKEN", there.seal(Keys.secret("ragnar", "TOKEN"), 3, "x".getBytes(UTF_8)));
    String problem = missing(give(ID, "TOKEN"));
    assertTrue(
        problem.startsWith(
            "secret TOKEN: this host has another secret key (id "
                + box().keyId()
                + ") than the one that the secret was set with (id "
                + there.keyId()
                + ")"),
        problem);
    Files.copy(
        disk.resolve("there.key"),
        disk.resolve("secret.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    given(give(ID, "TOKEN"));
  }

  @Test
  void oneThatWasPutThereForAnotherStackIsNotGiven() {
    put("TOKEN", box().seal(Keys.secret("loki", "TOKEN"), 3, "x".getBytes(UTF_8)));
    String problem = missing(give(ID, "TOKEN"));
    assertTrue(problem.contains("was not sealed for it"), problem);
  }

  @Test
  void whatIsNotTextIsNoVariable() {
    for (byte[] value : List.of(new byte[] {'a', 0, 'b'}, new byte[] {(byte) 0xc3})) {
      set("TOKEN", 3, value);
      assertEquals(
          "secret TOKEN is not text and cannot be a variable: give it as a file",
          missing(give(ID, "TOKEN:env")));
      given(give(ID, "TOKEN"));
    }
  }

  @Test
  void whatWasLaidOutStaysInUseWhileTheStoreIsAway() throws IOException {
    set("TOKEN", 3, "x".getBytes(UTF_8));
    given(give(ID, "TOKEN", "TOKEN:env"));
    etcd.unavailable(true);
    given(give(ID, "TOKEN", "TOKEN:env"));
    assertEquals("x", Files.readString(file("TOKEN")));
    assertEquals("its secrets cannot be read: etcd does not answer", missing(give(OTHER, "TOKEN")));
  }

  @Test
  void aContainersSecretsAreDroppedAloneAndLeftOversSwept() throws IOException {
    set("TOKEN", 3, "x".getBytes(UTF_8));
    given(give(ID, "TOKEN"));
    given(give(OTHER, "TOKEN"));
    performer.perform(new SecretEffect.Drop(ID, "test"), event -> {});
    Eventually.holds("dropped", () -> !Files.exists(memory.resolve(ID.container())));
    assertTrue(Files.exists(memory.resolve(OTHER.container())));
    folder.sweep(Set.of("viking.ragnar.web.3"));
    assertFalse(Files.exists(memory.resolve(OTHER.container())));
  }

  @Test
  void twoFilesAtOnePathAreRefused() {
    org.junit.jupiter.api.Assertions.assertThrows(
        viking.core.model.BadInput.class, () -> folder.mounts(ID.container(), job("A:/x", "B:/x")));
  }

  @Test
  void nothingThatIsToldOrLoggedHoldsAValue() {
    set("TOKEN", 3, "hunter2".getBytes(UTF_8));
    SecretEffect.Give give = give(ID, "TOKEN", "TOKEN:env");
    assertFalse((give + " " + answer(give)).contains("hunter2"));
  }

  private SecretBox box() {
    return SecretBox.of(disk.resolve("secret.key"));
  }

  private void set(String name, long version, byte[] value) {
    put(name, box().seal(Keys.secret("ragnar", name), version, value));
  }

  private void put(String name, String text) {
    Eventually.get(
        store.commit(new Txn(List.of(), List.of(Write.put(Keys.secret("ragnar", name), text)))));
  }

  private static Job job(String... secrets) {
    return Examples.job(
        "{\"image\":\"x\",\"secrets\":[\"" + String.join("\",\"", secrets) + "\"]}");
  }

  private static SecretEffect.Give give(JobId job, String... secrets) {
    return give(job, Optional.empty(), secrets);
  }

  private static SecretEffect.Give give(JobId job, Optional<String> user, String... secrets) {
    List<Secret> parsed = Arrays.stream(secrets).map(Secret::parse).toList();
    return new SecretEffect.Give(7, job, parsed, user, "test");
  }

  private Event answer(SecretEffect.Give give) {
    CompletableFuture<Event> answer = new CompletableFuture<>();
    assertTrue(performer.perform(give, answer::complete));
    return Eventually.get(answer);
  }

  private void given(SecretEffect.Give give) {
    EngineEvent.Done done = assertInstanceOf(EngineEvent.Done.class, answer(give));
    assertEquals(give.token(), done.token());
  }

  private String missing(SecretEffect.Give give) {
    EngineEvent.Failed failed = assertInstanceOf(EngineEvent.Failed.class, answer(give));
    assertEquals(Failure.SECRET_MISSING, failed.failure());
    return failed.problem();
  }

  private Path file(String name) {
    return memory.resolve(ID.container()).resolve("file").resolve(name);
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
        + " "
        + Files.getAttribute(file, "unix:uid")
        + " "
        + Files.getAttribute(file, "unix:gid");
  }
}
