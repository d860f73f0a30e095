package viking.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import viking.api.stack.Building;
import viking.core.model.BadInput;
import viking.slave.build.BuildEvent;
import viking.slave.build.Builder;

/** Builds nothing, and sets down what it was given; every image has one tag until told another. */
final class FakeBuilding implements Building {
  final Queue<Map<String, String>> given = new ConcurrentLinkedQueue<>();
  private volatile String tag = "a1";

  void tag(String next) {
    tag = next;
  }

  @Override
  public Map<String, String> build(Builder.Order order, Consumer<BuildEvent> events) {
    given.add(files(order.folder()));
    Map<String, String> images = new LinkedHashMap<>();
    String stack = order.stack().name();
    order
        .stack()
        .builds()
        .keySet()
        .forEach(image -> put(images, "viking:" + stack + "/" + image, stack + "/" + image));
    order
        .stack()
        .nodes()
        .forEach(
            (name, node) -> {
              if (node.website()) {
                put(images, "viking:" + stack + "/" + name, stack + "/" + name);
              }
              node.job()
                  .map(job -> job.image())
                  .filter(image -> !image.startsWith("viking:"))
                  .ifPresent(image -> put(images, image, stack + "/" + image.replace('/', '-')));
            });
    images.forEach((image, ref) -> events.accept(new BuildEvent(image, BuildEvent.BUILT, "", ref)));
    return images;
  }

  private void put(Map<String, String> images, String image, String ref) {
    images.put(image, "viking/" + ref + ":" + tag);
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        all.put(folder.relativize(file).toString(), Files.readString(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadInput e) {
      throw new AssertionError(e);
    }
  }
}
