package viking.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.lab.Lab;
import viking.lab.LabHost;
import viking.lab.LabPlan;
import viking.lab.Said;

/** A lab with an image on each host, and eyes for what etcd and the engines say. */
final class Cluster implements AutoCloseable {
  static final String IMAGE = "viking-test/box";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_NANOS = 20_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lab lab;
  private final Path tree;

  private Cluster(Lab lab, Path tree) {
    this.lab = lab;
    this.tree = tree;
  }

  /** Brings up a lab of its own, which no other test and no user has. */
  static Cluster up(String name, int hosts) {
    long began = System.nanoTime();
    Path parent = Path.of("/var/lib/viking-it");
    Lab.down(name, parent, line -> {});
    Path tree = BusyboxTree.make();
    warmUp();
    Lab lab = Lab.up(LabPlan.of(name, hosts, parent, program()));
    Cluster cluster = new Cluster(lab, tree);
    lab.hosts().parallelStream().forEach(cluster::bringImage);
    cluster.eventually("a leader", () -> !cluster.get("/leader").isEmpty());
    print("a lab of " + hosts + " is up", began);
    return cluster;
  }

  /** Three hosts that start without an archive of classes would keep this machine busy. */
  private static void warmUp() {
    try {
      int code = new ProcessBuilder(program().toString(), "warm-up").inheritIO().start().waitFor();
      if (code != 0) {
        throw new AssertionError("viking warm-up: exit code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Path program() {
    return Path.of("target/viking/bin/viking").toAbsolutePath();
  }

  private void bringImage(LabHost host) {
    must(host, "docker", "import", tree.toString(), IMAGE);
  }

  /** A value for /proc of a job that ends as soon as it is told to. */
  static String job(String run, String more) {
    return "{\"image\":\"%s\",\"run\":\"%s\",\"stop\":{\"signal\":\"SIGKILL\",\"drain\":\"0s\"}%s}"
        .formatted(IMAGE, run, more);
  }

  Lab lab() {
    return lab;
  }

  LabHost host(String name) {
    return lab.host(name);
  }

  @Override
  public void close() {
    lab.down();
    try {
      Files.deleteIfExists(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- etcd ---

  void put(String key, String value) {
    lab.etcd("etcd1").ctl("put", key, "--", value);
  }

  void putJob(String id, String value) {
    put(Keys.proc(JobId.parse(id)), value);
  }

  void delete(String key) {
    lab.etcd("etcd1").ctl("del", key);
  }

  void deleteAll(String prefix) {
    lab.etcd("etcd1").ctl("del", "--prefix", prefix);
  }

  String get(String key) {
    return lab.etcd("etcd1").ctl("get", "--print-value-only", key).strip();
  }

  /** Keys with values, in order. */
  Map<String, String> all(String prefix) {
    Map<String, String> all = new TreeMap<>();
    try {
      JsonNode answer =
          JSON.readTree(lab.etcd("etcd1").ctl("get", "--prefix", "-w", "json", prefix));
      for (JsonNode each : answer.path("kvs")) {
        all.put(text(each.path("key")), text(each.path("value")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static String text(JsonNode base64) throws IOException {
    return base64.isMissingNode()
        ? ""
        : new String(base64.binaryValue(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** The keys of jobs, without which nothing is left of any. */
  List<String> jobKeys() {
    return all("/").keySet().stream()
        .filter(key -> key.matches("/(proc|run|deploy|status|ports|counter)/.*"))
        .toList();
  }

  JsonNode status(String id) {
    String value = get(Keys.status(JobId.parse(id)));
    try {
      return value.isEmpty() ? JSON.createObjectNode() : JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(value, e);
    }
  }

  String state(String id) {
    return status(id).path("state").asText();
  }

  void awaitState(String id, String state) {
    eventually(() -> id + " is " + state + ": " + status(id), () -> state(id).equals(state));
  }

  /** How many jobs of a node run on each host, by /run and /status. */
  Map<String, Integer> running(String stack) {
    Map<String, Integer> counts = new TreeMap<>();
    all("/status/" + stack + "/")
        .values()
        .forEach(
            value -> {
              JsonNode status = parse(value);
              if (status.path("state").asText().equals("running")) {
                counts.merge(status.path("host").asText(), 1, Integer::sum);
              }
            });
    return counts;
  }

  private static JsonNode parse(String value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(value, e);
    }
  }

  // --- engines ---

  /** Names and ids of the containers on a host that run. */
  Map<String, String> containers(String host) {
    return containers(lab.host(host));
  }

  static Map<String, String> containers(LabHost host) {
    return must(host, "docker", "ps", "--no-trunc", "--format", "{{.Names}} {{.ID}}")
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(word -> word[0], word -> word[1], (a, b) -> a, TreeMap::new));
  }

  /** Of all hosts, as host/name to id. */
  Map<String, String> containers() {
    Map<String, String> all = new TreeMap<>();
    for (LabHost host : lab.hosts()) {
      containers(host).forEach((name, id) -> all.put(host.name() + "/" + name, id));
    }
    return all;
  }

  /** When each container has been started. */
  Map<String, String> starts() {
    Map<String, String> starts = new HashMap<>();
    for (LabHost host : lab.hosts()) {
      List<String> command = new ArrayList<>(List.of("docker", "inspect", "-f"));
      command.add("{{.Name}} {{.State.StartedAt}}");
      command.addAll(containers(host).values());
      if (command.size() > 4) {
        must(host, command.toArray(String[]::new))
            .lines()
            .map(line -> line.split(" ", 2))
            .forEach(word -> starts.put(host.name() + word[0], word[1]));
      }
    }
    return starts;
  }

  static String must(LabHost host, String... command) {
    Said said = host.exec(List.of(command));
    if (said.code() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + said.err());
    }
    return said.out();
  }

  /** The command line, run on a host. */
  Said viking(String host, String... words) {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(List.of(words));
    return lab.host(host).exec(command);
  }

  /** A command line that stays, on a host's network; what it says goes to the file. */
  Process start(String host, Path log, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "nsenter", "--net=/run/netns/vk-" + lab.directory().getFileName() + "-" + host));
    command.add(program().toString());
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(lab.environment());
    builder.environment().put("VIKING_DOCKER", "unix://" + lab.host(host).docker());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- time ---

  void eventually(String what, BooleanSupplier condition) {
    eventually(() -> what, condition);
  }

  void eventually(Supplier<String> what, BooleanSupplier condition) {
    eventually(PATIENCE, what, condition);
  }

  void eventually(Duration patience, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited " + patience.toSeconds() + " s in vain: " + what.get() + "\n" + logs());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /** Fails when it stops to hold before the time is over. */
  void staysFor(Duration time, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (!condition.getAsBoolean()) {
        throw new AssertionError("no longer: " + what.get() + "\n" + logs());
      }
      LockSupport.parkNanos(10 * LOOK_AGAIN_NANOS);
    }
  }

  static void print(String what, long began) {
    System.out.printf("%s after %.1f s%n", what, (System.nanoTime() - began) / 1e9);
  }

  private String logs() {
    return lab.hosts().stream()
        .map(host -> host.name() + ":\n" + tail(host.log("viking")))
        .collect(Collectors.joining("\n"));
  }

  private static String tail(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }
}
