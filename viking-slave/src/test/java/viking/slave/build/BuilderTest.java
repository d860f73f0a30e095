package viking.slave.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.key.KeySpace;
import viking.core.model.Build;
import viking.core.model.Stack;
import viking.slave.image.testing.SavedTar;

class BuilderTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir private Path folder;
  private BuilderScene scene;

  @BeforeEach
  void begin() {
    scene = new BuilderScene(folder, "h1", "h2");
  }

  private Stack ragnar() {
    return BuilderScene.stack(
        "ragnar",
        Map.of("src", "FROM scratch\nADD . /", "a-child", "FROM viking:ragnar/src\nRUN echo 1"),
        Map.of("web", "viking:ragnar/a-child"));
  }

  @Test
  void buildsWhatOthersBuildUponFirst() throws BuildFailed {
    Map<String, String> images = scene.build("h1", ragnar());
    List<String> built = scene.hosts.engine("h1").built();
    assertEquals("FROM scratch\nADD . /", built.get(0));
    assertEquals("FROM " + images.get("viking:ragnar/src") + "\nRUN echo 1", built.get(1));
    assertEquals(2, images.size());
  }

  @Test
  void buildsByTheUsualDockerfileOfAFolderWhereNoOtherIsNamed() throws BuildFailed {
    scene.file("c0/Dockerfile", "FROM scratch\nCOPY . /srv");
    scene.build(
        "h1", new Stack("ragnar", "", Map.of("src", new Build("", ".", "", Map.of())), Map.of()));
    assertEquals(List.of("FROM scratch\nCOPY . /srv"), scene.hosts.engine("h1").built());
  }

  @Test
  void buildsNothingTwice() throws BuildFailed {
    Map<String, String> images = scene.build("h1", ragnar());
    scene.events.clear();
    assertEquals(images, scene.build("h1", ragnar()));
    assertEquals(2, scene.hosts.engine("h1").built().size());
    assertTrue(scene.states().contains("unchanged viking:ragnar/src"), scene.states()::toString);
  }

  @Test
  void fetchesWhatAnotherHostHasBuilt() throws BuildFailed {
    Map<String, String> images = scene.build("h1", ragnar());
    scene.hosts.host("h3");
    assertEquals(images, scene.build("h3", ragnar()));
    assertEquals(List.of(), scene.hosts.engine("h3").built());
  }

  @Test
  void whatHasChangedIsBuiltAnewWithAllThatIsBuiltUponIt() throws BuildFailed {
    Map<String, String> before = scene.build("h1", ragnar());
    scene.file("c0/new", "file");
    Map<String, String> after = scene.build("h1", ragnar());
    assertNotEquals(before.get("viking:ragnar/src"), after.get("viking:ragnar/src"));
    assertNotEquals(before.get("viking:ragnar/a-child"), after.get("viking:ragnar/a-child"));
  }

  @Test
  void freshBuildsGetANumberOfTheirOwnAndAreTheOnesThatCountFromThen() throws BuildFailed {
    String first = scene.build("h1", ragnar()).get("viking:ragnar/src");
    String fresh = scene.build("h1", ragnar(), true).get("viking:ragnar/src");
    assertEquals(first + ".2", fresh);
    assertEquals(fresh, scene.build("h1", ragnar()).get("viking:ragnar/src"));
  }

  @Test
  void whatIsMadeIsKeptWhileTheRestIsBeingMade() throws BuildFailed {
    scene.keptEvery = Duration.ofMillis(1);
    AtomicLong seen = new AtomicLong();
    scene
        .hosts
        .engine("h1")
        .meanwhileBuilding(
            () ->
                scene.hosts.keys(KeySpace.IMAGE.prefix()).stream()
                    .filter(key -> key.contains("/src/"))
                    .forEach(key -> seen.set(awaitPutAnew(key))));
    scene.build("h1", ragnar());
    assertTrue(seen.get() > 0);
  }

  /** Fails when it takes long, as it does where nobody puts it. */
  private long awaitPutAnew(String key) {
    long before = scene.hosts.entry(key).orElseThrow().modified();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (scene.hosts.entry(key).orElseThrow().modified() == before) {
      assertTrue(System.nanoTime() < until, key);
      Thread.onSpinWait();
    }
    return scene.hosts.entry(key).orElseThrow().modified();
  }

  @Test
  void everyImageIsOnTwoHostsWhereThereAreTwo() throws BuildFailed {
    String ref = scene.build("h1", ragnar()).get("viking:ragnar/src");
    assertTrue(scene.hosts.engine("h2").find(ref).isPresent());
    assertTrue(
        scene.states().containsAll(List.of("copying viking:ragnar/src", "held viking:ragnar/src")));
  }

  @Test
  void anotherHostIsTriedWhereOneDoesNotTakeTheImage() throws BuildFailed {
    scene.hosts.host("h3");
    scene.hosts.down("h2");
    String ref = scene.build("h1", ragnar()).get("viking:ragnar/src");
    assertTrue(scene.hosts.engine("h3").find(ref).isPresent());
  }

  @Test
  void anImageThatNobodyElseTakesIsNoneToRelyOn() {
    scene.hosts.down("h2");
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h1", ragnar()));
    assertEquals(
        "viking:ragnar/src is on h1 alone, and would be lost with it; no other host takes it: h2:"
            + " Connection refused",
        failure.problem());
  }

  @Test
  void oneHostAloneHasToDo() throws BuildFailed {
    BuilderScene alone = new BuilderScene(folder, "h1");
    assertEquals(2, alone.build("h1", ragnar()).size());
  }

  @Test
  void whatIsLostEverywhereIsBuiltAgainAsAnotherImage() throws BuildFailed {
    String ref = scene.build("h1", ragnar()).get("viking:ragnar/src");
    scene.hosts.engine("h1").remove(ref);
    scene.hosts.engine("h2").remove(ref);
    assertEquals(ref + ".2", scene.build("h1", ragnar()).get("viking:ragnar/src"));
  }

  @Test
  void aStepThatFailsTellsWhatItPrintedAndLeavesNoKey() {
    Stack stack = BuilderScene.stack("ragnar", Map.of("src", "FROM scratch\nRUN fail"), NONE);
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h1", stack));
    assertEquals(
        "viking:ragnar/src cannot be built at step 2/2 (RUN fail): The command 'fail' returned a"
            + " non-zero code: 2",
        failure.problem());
    assertEquals(List.of("make: nothing works"), failure.lines());
    assertEquals(List.of(), scene.hosts.keys("/image/"));
  }

  @Test
  void anotherStacksImageIsTheOneOfItsRelease() throws BuildFailed {
    Stack other = BuilderScene.stack("base", Map.of("os", "FROM scratch\nADD . /"), NONE);
    Map<String, String> images = scene.build("h1", other);
    scene.release(other, 4, images);
    Stack stack = BuilderScene.stack("ragnar", Map.of("src", "FROM viking:base/os"), NONE);
    scene.build("h2", stack);
    assertEquals(List.of("FROM " + images.get("viking:base/os")), scene.hosts.engine("h2").built());
  }

  @Test
  void anotherStackWithoutAReleaseIsRefused() {
    Stack stack = BuilderScene.stack("ragnar", Map.of("src", "FROM viking:base/os"), NONE);
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h2", stack));
    assertEquals(
        "there is no viking:base/os: stack 'base' has no release; deploy that first",
        failure.problem());
  }

  @Test
  void anotherStacksReleaseMustHaveTheImage() throws BuildFailed {
    Stack other = BuilderScene.stack("base", Map.of("os", "FROM scratch\nADD . /"), NONE);
    scene.release(other, 4, scene.build("h1", other));
    Stack stack = BuilderScene.stack("ragnar", Map.of("src", "FROM viking:base/so"), NONE);
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h2", stack));
    assertEquals("there is no viking:base/so: release 4 of 'base' builds os", failure.problem());
  }

  @Test
  void aNamedDockerfileIsReadFromTheContext() throws BuildFailed {
    scene.file("c0/docker/Web", "FROM scratch\nCOPY there /\n");
    Stack stack =
        new Stack(
            "ragnar", "", Map.of("src", new Build("", ".", "docker/Web", Map.of())), Map.of());
    scene.build("h1", stack);
    assertEquals(List.of("FROM scratch\nCOPY there /"), scene.hosts.engine("h1").built());
  }

  @Test
  void aDockerfileOutsideOfTheContextIsNotRead() {
    scene.file("secret", "FROM scratch\n");
    Stack stack =
        new Stack("ragnar", "", Map.of("src", new Build("", ".", "../secret", Map.of())), Map.of());
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h1", stack));
    assertEquals("Dockerfile '../secret' is no file of the context", failure.problem());
  }

  @Test
  void aWebsiteIsAnImageOfItsFiles() throws BuildFailed {
    scene.file("s0/index.html", "hello");
    Stack stack = new Stack("ragnar", "", Map.of(), Map.of("help", BuilderScene.site()));
    String ref = scene.build("h1", stack).get("viking:ragnar/help");
    assertTrue(ref.startsWith("viking/ragnar/help:"), ref);
    assertTrue(scene.hosts.engine("h2").find(ref).isPresent());
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeItIsSent() {
    scene.hosts.engine("h1").room(new viking.slave.image.ImageEngine.Room(1 << 20, 100L << 30));
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h1", ragnar()));
    assertEquals(
        "no room to build viking:ragnar/src on h1: its files are 9 B, and 1.0 MiB are free on the"
            + " engine's disk; make room there, or deploy through another host",
        failure.problem());
    assertEquals(
        "the disk of the engine on h1 is nearly full: 1.0 MiB of 100 GiB are free",
        scene.events.get(0).text());
  }

  @Test
  void aHostThatIsBusySendingIsAskedForAForeignImageAgain() throws BuildFailed {
    scene.hosts.engine("h2").have("quarry/redis", SavedTar.of("redis"));
    scene.hosts.busyFor("h2", 3);
    Stack stack = BuilderScene.stack("ragnar", NONE, Map.of("db", "quarry/redis"));
    assertTrue(scene.build("h1", stack).containsKey("quarry/redis"));
  }

  @Test
  void aForeignImageIsTakenFromAHostThatHasItAndKept() throws BuildFailed {
    SavedTar redis = SavedTar.of("redis");
    scene.hosts.engine("h2").have("quarry/redis", redis);
    Stack stack = BuilderScene.stack("ragnar", NONE, Map.of("db", "quarry/redis"));
    String ref = scene.build("h1", stack).get("quarry/redis");
    assertEquals("viking/ragnar/quarry-redis:" + redis.digest().substring(7, 19), ref);
    assertTrue(scene.hosts.engine("h2").find(ref).isPresent());
    assertTrue(
        scene
            .hosts
            .entry("/image/" + ref.substring(7).replace(':', '/'))
            .orElseThrow()
            .value()
            .contains("\"from\":\"quarry/redis\""));
  }

  @Test
  void aForeignImageStaysWhatTheLastReleaseTookItFor() throws BuildFailed {
    Stack stack = BuilderScene.stack("ragnar", NONE, Map.of("db", "redis"));
    scene.hosts.engine("h1").have("redis", SavedTar.of("old"));
    Map<String, String> images = scene.build("h1", stack);
    scene.release(stack, 1, images);
    scene.hosts.engine("h1").have("redis", SavedTar.of("new"));
    assertEquals(images, scene.build("h1", stack));
    assertNotEquals(images, scene.build("h1", stack, true));
  }

  @Test
  void aForeignImageThatNobodyHasTellsWhereItWasLookedFor() {
    Stack stack = BuilderScene.stack("ragnar", NONE, Map.of("db", "my.reg:5000/redis:7"));
    BuildFailed failure = assertThrows(BuildFailed.class, () -> scene.build("h1", stack));
    assertEquals(
        "image 'my.reg:5000/redis:7' cannot be had: it is not on h1; h2: it has no"
            + " my.reg:5000/redis:7; my.reg:5000: pull access denied for my.reg:5000/redis:7. Load"
            + " it on any host ('docker load'), or log in where it is ('viking registry login')",
        failure.problem());
  }

  @Test
  void foreignBasesArePulledWhereNobodyHasThem() throws BuildFailed {
    scene.hosts.engine("h1").publish("debian:12", SavedTar.of("debian"));
    Stack stack = BuilderScene.stack("ragnar", Map.of("src", "FROM debian:12"), NONE);
    scene.build("h1", stack);
    assertEquals(List.of("FROM debian:12"), scene.hosts.engine("h1").built());
    assertEquals(1, scene.hosts.keys("/image/").size());
  }
}
