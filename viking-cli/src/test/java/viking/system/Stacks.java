package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.lab.LabHost;
import viking.lab.Said;

/** The stacks of a cluster: changed with the command line, seen in etcd, engines and answers. */
final class Stacks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;

  Stacks(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A command that is to go well, on a host. */
  Said well(String host, String... words) {
    Said said = cluster.viking(host, words);
    assertEquals(0, said.code(), () -> told(said, words));
    return said;
  }

  static String told(Said said, String... words) {
    return "viking %s: exit code %d%n%s%n%s"
        .formatted(String.join(" ", words), said.code(), said.out(), said.err());
  }

  /** Deploys from h1, and tells how long that took. */
  void deploy(StackFolder folder, String what) {
    long began = System.nanoTime();
    well("h1", "deploy", "-f", folder.file());
    Cluster.print("deploy: " + what, began);
  }

  /** What a command answers with {@code -o json}. */
  JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-o", "json"));
    return parse(well("h1", all.toArray(String[]::new)).out());
  }

  /** What a deploy would do to each node. */
  Map<String, String> plan(StackFolder folder) {
    Map<String, String> actions = new TreeMap<>();
    json("plan", "-f", folder.file())
        .path("nodes")
        .forEach(node -> actions.put(node.path("node").asText(), node.path("action").asText()));
    return actions;
  }

  // --- what etcd says ---

  JsonNode release(String stack) {
    return parse(cluster.get("/stack/" + stack));
  }

  int number(String stack) {
    return release(stack).path("release").asInt();
  }

  JsonNode rollout(String stack) {
    return parse(cluster.get("/rollout/" + stack));
  }

  /** Waits until a stack is one whole release: every instance of it, and no other. */
  void awaitWhole(String stack, String phase, Map<String, Integer> counts) {
    cluster.eventually(
        () -> stack + " is whole: " + cluster.get("/rollout/" + stack) + " " + jobs(stack),
        () -> {
          JsonNode rollout = rollout(stack);
          return rollout.path("phase").asText().equals(phase)
              && rollout.path("release").asInt() == number(stack)
              && ready(stack).equals(counts)
              && jobs(stack).size() == counts.values().stream().mapToInt(n -> n).sum();
        });
  }

  /** Every job of a stack that there is yet, with its state. */
  Map<String, String> jobs(String stack) {
    Map<String, String> jobs = new TreeMap<>();
    cluster.all("/proc/" + stack + "/").keySet().forEach(key -> jobs.put(id(key), "new"));
    cluster
        .all("/status/" + stack + "/")
        .forEach((key, value) -> jobs.put(id(key), parse(value).path("state").asText()));
    return jobs;
  }

  /** How many instances of each node run and are ready, by /ports. */
  Map<String, Integer> ready(String stack) {
    Map<String, Set<String>> jobs = new TreeMap<>();
    cluster
        .all("/ports/" + stack + "/")
        .keySet()
        .forEach(
            key -> {
              List<String> words = Splitter.on('/').splitToList(key);
              jobs.computeIfAbsent(words.get(3), node -> new TreeSet<>())
                  .add(words.get(words.size() - 1));
            });
    Map<String, Integer> counts = new TreeMap<>();
    jobs.forEach((node, ids) -> counts.put(node, ids.size()));
    return counts;
  }

  /** Where the instances of a node are reached. */
  List<String> addresses(String stack, String node) {
    return List.copyOf(cluster.all("/ports/" + stack + "/" + node + "/").values());
  }

  /** What the first of a node's instances serves. */
  String page(String stack, String node) {
    try {
      return Visitor.page(addresses(stack, node).get(0), "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(String key) {
    return key.split("/", 3)[2].replace('/', '.');
  }

  // --- what engines say ---

  /** Containers of a stack that run, as host/name to id. */
  Map<String, String> containers(String stack) {
    Map<String, String> all = cluster.containers();
    all.keySet().removeIf(name -> !name.contains("/viking." + stack + "."));
    return all;
  }

  /** Of one node, host to a container's id. */
  Map<String, String> containers(String stack, String node) {
    Map<String, String> all = containers(stack);
    all.keySet().removeIf(name -> !name.contains("/viking." + stack + "." + node + "."));
    return all;
  }

  /** The hosts on which a node's containers run, one for each of them. */
  List<String> hosts(String stack, String node) {
    return containers(stack, node).keySet().stream().map(Stacks::hostOf).toList();
  }

  private static String hostOf(String container) {
    return container.substring(0, container.indexOf('/'));
  }

  /** Runs a command in the only container of a node. */
  String inside(String stack, String node, String... command) {
    Map.Entry<String, String> only = containers(stack, node).entrySet().iterator().next();
    List<String> words = new ArrayList<>(List.of("docker", "exec", only.getValue()));
    words.addAll(List.of(command));
    LabHost host = cluster.host(hostOf(only.getKey()));
    return Cluster.must(host, words.toArray(String[]::new));
  }

  /** When the newest container of a node, wherever it is, has ended. */
  Instant ended(String stack, String node) {
    return moment(stack, node, "{{.State.FinishedAt}}");
  }

  /** When it has begun. */
  Instant began(String stack, String node) {
    return moment(stack, node, "{{.State.StartedAt}}");
  }

  private Instant moment(String stack, String node, String format) {
    String find =
        "docker ps -aq -f name=^/viking.%s.%s. | xargs -r docker inspect -f '%s'"
            .formatted(stack, node, format);
    return cluster.lab().hosts().stream()
        .flatMap(host -> Cluster.must(host, "sh", "-c", find).lines())
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  static JsonNode parse(String text) {
    try {
      return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
