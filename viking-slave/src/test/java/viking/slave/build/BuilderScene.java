package viking.slave.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.Build;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Stack;
import viking.core.model.testing.Plain;
import viking.slave.image.testing.ImageScene;
import viking.slave.testing.Examples;

/** Builds stacks on hosts in memory, and remembers what was said. */
final class BuilderScene {
  final ImageScene hosts = new ImageScene();
  final List<BuildEvent> events = new ArrayList<>();
  Duration keptEvery = Duration.ofHours(1);
  private final Path folder;

  BuilderScene(Path folder, String... names) {
    this.folder = folder;
    for (String name : names) {
      hosts.host(name);
    }
  }

  static Stack stack(String name, Map<String, String> builds, Map<String, String> nodes) {
    Map<String, Build> all = new TreeMap<>();
    builds.forEach((image, text) -> all.put(image, Build.ofText(text)));
    Map<String, Node> jobs = new TreeMap<>();
    nodes.forEach((node, image) -> jobs.put(node, Node.of(job(image))));
    return new Stack(name, "", all, jobs);
  }

  static Job job(String image) {
    return Examples.job("{\"image\":\"" + image + "\"}");
  }

  static Node site() {
    return Plain.website("./www");
  }

  /** Into the context, or a website's folder {@code s0}. */
  void file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> build(String host, Stack stack) throws BuildFailed {
    return build(host, stack, false);
  }

  Map<String, String> build(String host, Stack stack, boolean fresh) throws BuildFailed {
    file("c0/there", "something");
    Map<String, String> sites = new TreeMap<>();
    stack
        .nodes()
        .forEach(
            (node, value) -> {
              if (value.website()) {
                sites.put(node, "s0");
              }
            });
    return new Builder(hosts.workshop(host), keptEvery)
        .build(new Builder.Order(stack, folder, Map.of(".", "c0"), sites, fresh), events::add);
  }

  /** The release that a stack has from now on. */
  void release(Stack stack, int number, Map<String, String> images) {
    Release release = Plain.release(stack, number, images);
    hosts.put(Keys.stack(stack.name()), new ReleaseCodec().write(release));
    hosts.put(Keys.release(stack.name(), number), new ReleaseCodec().write(release));
  }

  /** States without the lines of output. */
  List<String> states() {
    return events.stream().map(event -> event.state() + " " + event.image()).distinct().toList();
  }
}
