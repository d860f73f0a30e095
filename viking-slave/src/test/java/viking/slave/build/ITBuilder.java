package viking.slave.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.Build;
import viking.core.model.ImageRef;
import viking.core.model.Node;
import viking.core.model.Stack;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.testing.DockerTool;

@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITBuilder extends DockerBuildScene {
  private final List<BuildEvent> events = new ArrayList<>();
  private Builder builder;

  @BeforeEach
  void begin() throws IOException {
    builder = new Builder(workshop(registry -> Optional.empty()));
    file("c0/index.js", "hello");
    file("c0/.dockerignore", "left-out\n");
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, String> build(Map<String, Build> builds, Map<String, Node> nodes)
      throws BuildFailed {
    Stack all = new Stack(stack, "", builds, nodes);
    Map<String, String> sites = new TreeMap<>();
    nodes.forEach((node, value) -> sites.put(node, "s0"));
    return builder.build(
        new Builder.Order(all, folder, Map.of(".", "c0"), sites, false), events::add);
  }

  private static String run(String image, String... command) {
    List<String> all = new ArrayList<>(List.of("run", "--rm", image));
    all.addAll(List.of(command));
    return DOCKER.run(all.toArray(String[]::new));
  }

  @Test
  void aDockerfileIsRunOverTheContextAndAnotherUponIt() throws BuildFailed {
    Map<String, String> images =
        build(
            Map.of(
                "src",
                Build.ofText(
                    "FROM " + DockerTool.IMAGE + "\nADD . /srv\nRUN cat /srv/index.js > /made\n"),
                "child",
                Build.ofText("FROM viking:" + stack + "/src\nRUN touch /child\n")),
            Map.of());
    assertEquals("hello", run(images.get("viking:" + stack + "/child"), "cat", "/made"));
    String list = run(images.get("viking:" + stack + "/child"), "busybox", "ls", "-A", "/srv");
    assertEquals(List.of(".dockerignore", "index.js"), list.lines().toList());
    assertTrue(
        events.stream().anyMatch(e -> e.text().startsWith("Step 3/3 : RUN cat")), events::toString);
  }

  @Test
  void linksAreTakenInAsTheyAre() throws BuildFailed, IOException {
    Files.createSymbolicLink(folder.resolve("c0/python3"), Path.of("/usr/bin/python3"));
    Files.createSymbolicLink(folder.resolve("c0/up"), Path.of("../../../etc"));
    String ref =
        build(Map.of("src", Build.ofText("FROM " + DockerTool.IMAGE + "\nADD . /srv\n")), Map.of())
            .get("viking:" + stack + "/src");
    assertEquals("/usr/bin/python3", run(ref, "busybox", "readlink", "/srv/python3"));
    assertEquals("../../../etc", run(ref, "busybox", "readlink", "/srv/up"));
  }

  @Test
  void theDigestIsThatOfTheConfiguration() throws BuildFailed {
    String ref =
        build(Map.of("src", Build.ofText("FROM " + DockerTool.IMAGE + "\nADD . /a\n")), Map.of())
            .get("viking:" + stack + "/src");
    String digest = catalogue.find(ImageRef.of(ref).orElseThrow()).orElseThrow().value().digest();
    // The classic store of engines names an image by the same sum.
    assertEquals(DOCKER.run("inspect", "-f", "{{.Id}}", ref), digest);
  }

  @Test
  void aFailingStepIsToldWithWhatItPrintedAndLeavesNoContainer() {
    Set<String> before = containers();
    BuildFailed failure =
        assertThrows(
            BuildFailed.class,
            () ->
                build(
                    Map.of(
                        "src",
                        Build.ofText(
                            "FROM " + DockerTool.IMAGE + "\nRUN echo so far; echo no >&2; false")),
                    Map.of()));
    assertTrue(failure.problem().contains("at step 2/2 (RUN echo so far"), failure.problem());
    assertTrue(failure.problem().contains("non-zero code: 1"), failure.problem());
    assertTrue(failure.lines().containsAll(List.of("so far", "no")), failure.lines()::toString);
    assertEquals(Set.of(), Sets.difference(containers(), before), "it leaves none behind");
  }

  private static Set<String> containers() {
    return Set.copyOf(DOCKER.run("ps", "-aq").lines().toList());
  }

  @Test
  void aDockerfileThatDoesNotParseIsToldInOneLine() {
    BuildFailed failure =
        assertThrows(
            BuildFailed.class,
            () -> build(Map.of("src", Build.ofText("FROM scratch\nRUNN x\n")), Map.of()));
    assertTrue(failure.problem().contains("RUNN"), failure.problem());
    assertEquals(1, failure.problem().lines().count());
  }

  @Test
  void aWebsiteIsMadeOfItsFilesAlone() throws BuildFailed, IOException {
    file("s0/index.html", "welcome");
    String ref =
        build(Map.of(), Map.of("help", BuilderScene.site())).get("viking:" + stack + "/help");
    String container = DOCKER.run("create", ref, "x");
    try {
      assertEquals(
          "index.html",
          DockerTool.shell(
              "docker export "
                  + container
                  + " | tar t | grep -v '^dev\\|^etc\\|^proc\\|^sys\\|^.dockerenv'"));
    } finally {
      DOCKER.run("rm", container);
    }
  }
}
