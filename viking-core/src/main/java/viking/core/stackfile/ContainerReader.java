package viking.core.stackfile;

import com.google.common.collect.ImmutableSortedSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import viking.core.codec.Quantity;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;
import viking.core.model.Container;
import viking.core.model.Grammar;
import viking.core.model.Secret;

/** What the engine is to give a node's containers. */
final class ContainerReader {
  private static final String OUR_LABELS = "viking.";
  private static final Set<String> LIMITS =
      ImmutableSortedSet.of(
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  private final Section node;
  private final Problems problems;

  ContainerReader(Section node) {
    this.node = node;
    this.problems = node.around().problems();
  }

  Container read() {
    List<Secret> secrets = new SecretsReader(node).read();
    return new Container(
        node.words("entrypoint"),
        node.read("cwd", ContainerReader::folder),
        node.read("user", ContainerReader::user),
        new EnvReader(node).read(secrets),
        labels(),
        node.read("hostname", text -> Grammar.HOSTNAME.check("hostname", text)),
        node.flag("init"),
        limits(),
        Once.of("cap_add", node, node.list("cap_add", ContainerReader::capability), c -> c),
        Once.of("devices", node, node.list("devices", ContainerReader::device), d -> d),
        Once.of("tmpfs", node, node.list("tmpfs", ContainerReader::tmpfs), t -> pathOf(t)),
        node.flag("read_only"),
        node.named("shm_size", Quantity::bytes).map(OptionalLong::of).orElse(OptionalLong.empty()),
        secrets);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    node.map("labels")
        .forEach(
            (name, value) -> {
              if (name.startsWith(OUR_LABELS) || name.isBlank()) {
                problems.add(
                    value.at(),
                    name.isBlank()
                        ? "a label in " + node.path() + " has no name"
                        : "label '" + name + "': what begins with 'viking.' is viking's own");
              }
              labels.put(name, value.value());
            });
    return labels;
  }

  private Map<String, String> limits() {
    Map<String, String> limits = new TreeMap<>();
    node.map("ulimits")
        .forEach(
            (name, value) -> {
              if (!LIMITS.contains(name)) {
                problems.add(
                    value.at(),
                    "ulimit '"
                        + name
                        + "' is unknown"
                        + Suggestion.of(name, LIMITS)
                            .map(near -> ", did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", LIMITS)));
              } else if (!value.value().matches("(-1|[0-9]{1,18})(:(-1|[0-9]{1,18}))?")) {
                problems.add(
                    value.at(),
                    "ulimit "
                        + name
                        + " '"
                        + value.value()
                        + "' is not a number, or two such as 1024:2048 (soft:hard)");
              }
              limits.put(name, value.value());
            });
    return limits;
  }

  private static String folder(String text) {
    if (!text.startsWith("/")) {
      throw new BadInput("cwd '" + text + "' is not an absolute path");
    }
    return text;
  }

  private static String user(String text) {
    if (!text.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?")) {
      throw new BadInput("user '" + text + "' is not a user such as node or 1000:1000");
    }
    return text;
  }

  private static String capability(String text) {
    String name = text.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    if (!name.matches("[A-Z_]{3,24}")) {
      throw new BadInput("cap_add '" + text + "' is not a capability such as NET_ADMIN");
    }
    return text;
  }

  private static String device(String text) {
    if (!text.matches("/[^:]+(:/[^:]+(:[rwm]{1,3})?)?")) {
      throw new BadInput("device '" + text + "' is not such as /dev/x or /dev/x:/dev/y:rwm");
    }
    return text;
  }

  private static String tmpfs(String text) {
    if (!pathOf(text).matches("/.+")) {
      throw new BadInput("tmpfs '" + text + "' is not such as /run or /run:size=64m");
    }
    return text;
  }

  private static String pathOf(String tmpfs) {
    return tmpfs.split(":", 2)[0];
  }
}
