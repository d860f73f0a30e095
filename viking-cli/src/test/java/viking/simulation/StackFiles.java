package viking.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import viking.core.codec.JobCodec;
import viking.core.model.Domain;
import viking.core.model.Every;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Stack;
import viking.core.model.Update;

/** The stack files that people write: a few nodes of every kind, and changes of them. */
final class StackFiles {
  private static final List<String> NAMES =
      List.of("api", "api", "web", "store", "cache", "queue", "port", "migrate", "nightly", "help");

  private final Chance chance;
  private int version;

  StackFiles(Chance chance) {
    this.chance = chance;
  }

  /** A file as it is first written. */
  Stack draw(String name) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (int i = chance.from(1, 4); i > 0; i--) {
      String node = chance.of(NAMES);
      nodes.put(node, node(node, image(node)));
    }
    return new Stack(name, "as it was first", Map.of(), after(nodes));
  }

  /** The next version of a file. */
  Stack change(Stack stack) {
    Map<String, Node> nodes = new LinkedHashMap<>(stack.nodes());
    String comment = stack.comment();
    String name = chance.of(new ArrayList<>(nodes.keySet()));
    Node node = nodes.get(name);
    switch (chance.from(0, 9)) {
      case 0 -> comment = "version " + ++version;
      case 1 -> nodes.put(name, with(node, node.job(), chance.from(0, 3), node.domains()));
      case 2 -> {
        if (node.standing()) {
          nodes.put(name, with(node, node.job(), node.scale(), List.of(domain())));
        }
      }
      case 3 -> {
        if (nodes.size() > 1) {
          nodes.remove(name);
        }
      }
      case 4 -> {
        String added = chance.of(NAMES);
        nodes.put(added, node(added, image(added)));
      }
      default -> nodes.put(name, node(name, image(name)));
    }
    return new Stack(stack.name(), comment, Map.of(), after(nodes));
  }

  /** Whether it ends and is begun again for ever. */
  static boolean loops(Job job) {
    return job.image().equals("dies") || job.image().equals("leaves");
  }

  /** A version of the file that can run: nothing in it fails by itself. */
  Stack mend(Stack stack) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    stack.nodes().keySet().forEach(name -> nodes.put(name, node(name, sound(name))));
    return new Stack(stack.name(), stack.comment(), Map.of(), after(nodes));
  }

  /** Now and then a version is one that never gets ready, or ends. */
  private String image(String node) {
    return switch (node) {
      case "migrate", "nightly" -> chance.in(6) ? "fails" : "once";
      default -> chance.in(5) ? chance.of(List.of("sick", "dies", "leaves")) : "web";
    };
  }

  private static String sound(String node) {
    return node.equals("migrate") || node.equals("nightly") ? "once" : "web";
  }

  private Node node(String name, String image) {
    return switch (name) {
      case "help" ->
          new Node(
              Optional.empty(),
              Optional.of("help/www"),
              1,
              false,
              false,
              List.of(),
              Optional.empty(),
              List.of(domain()),
              Update.USUAL,
              Optional.empty(),
              Optional.empty());
      case "migrate" -> ending(image, true, Optional.empty());
      case "nightly" ->
          ending(
              image,
              false,
              Optional.of(
                  new Every(
                      chance.in(2) ? "* * * * *" : "*/2 * * * *", "Europe/Berlin", chance.in(3))));
      default -> standing(name, image);
    };
  }

  private Node standing(String name, String image) {
    String options =
        switch (name) {
          case "store" -> ",\"volume\":[\"/data\"],\"expose\":[5432]";
          case "cache" -> ",\"expose\":[6379]";
          case "queue" -> ",\"volume\":[\"/queue\"]";
          case "port" -> ",\"expose\":[\"8081:80\"]";
          case "web" -> ",\"resources\":{\"cpu\":\"0.5\",\"memory\":\"500m\"}";
          default -> ",\"expose\":[80]";
        };
    return new Node(
        Optional.of(job(image, options)),
        Optional.empty(),
        name.equals("port") ? 1 : chance.from(1, 3),
        name.equals("cache") || name.equals("queue"),
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        new Update(
            chance.of(List.of(Update.Order.values())),
            chance.from(1, 2),
            Duration.ofSeconds(chance.from(0, 4)),
            Duration.ofSeconds(chance.from(15, 40))),
        Optional.empty(),
        Optional.empty());
  }

  private Node ending(String image, boolean once, Optional<Every> every) {
    return new Node(
        Optional.of(job(image, ",\"restart\":\"never\"")),
        Optional.empty(),
        1,
        false,
        once,
        List.of(),
        every,
        List.of(),
        new Update(Update.Order.AUTO, 1, Duration.ZERO, Duration.ofSeconds(chance.from(15, 40))),
        Optional.empty(),
        Optional.empty());
  }

  private Job job(String image, String options) {
    return new JobCodec()
        .read(
            "{\"image\":\""
                + image
                + "\",\"env\":{\"V\":\"s"
                + ++version
                + "\"},\"stop\":{\"drain\":\"1s\",\"grace\":\"2s\"}"
                + options
                + "}");
  }

  private Domain domain() {
    return new Domain("www" + chance.from(1, 4) + ".example.org", OptionalInt.empty());
  }

  /** What is there of the first two in this list comes before the last two. */
  private static Map<String, Node> after(Map<String, Node> nodes) {
    Map<String, Node> all = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          List<String> first =
              name.equals("api") || name.equals("web")
                  ? List.of("migrate", "store").stream().filter(nodes::containsKey).toList()
                  : List.of();
          all.put(
              name,
              new Node(
                  node.job(),
                  node.documentRoot(),
                  node.scale(),
                  node.service(),
                  node.once(),
                  first,
                  node.every(),
                  node.domains(),
                  node.update(),
                  node.autoscale(),
                  node.provision()));
        });
    return all;
  }

  private static Node with(Node node, Optional<Job> job, int scale, List<Domain> domains) {
    return new Node(
        job,
        node.documentRoot(),
        scale,
        node.service(),
        node.once(),
        node.after(),
        node.every(),
        domains,
        node.update(),
        node.autoscale(),
        node.provision());
  }
}
