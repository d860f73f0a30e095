package viking.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import viking.lab.Lab;
import viking.lab.LabHost;
import viking.lab.LabPlan;
import viking.lab.Said;

/** A lab with an image on each host, and eyes for what etcd and the engines say. */
final class Cluster extends ClusterKeys implements AutoCloseable {
  static final String IMAGE = "viking-test/box";

  /** For what takes seconds: a busy machine with a slow disk needs many times as long. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  /** As the older and the newer clients say it. */
  private static final Pattern GONE = Pattern.compile("(?i)no such (object|container): ");

  private static boolean warm;

  private final Path tree;

  private Cluster(Lab lab, Path tree) {
    super(lab);
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

  /**
   * Three hosts that start without an archive of classes would keep this machine busy. They run as
   * well without, where none could be made.
   */
  private static synchronized void warmUp() {
    if (warm) {
      return;
    }
    try {
      int code = new ProcessBuilder(program().toString(), "warm-up").inheritIO().start().waitFor();
      if (code != 0) {
        System.out.println("no archive of classes: exit code " + code);
      }
      warm = code == 0;
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

  LabHost host(String name) {
    return lab.host(name);
  }

  @Override
  public void close() {
    long began = System.nanoTime();
    lab.down();
    print("the lab is down", began);
    try {
      Files.deleteIfExists(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  /** When each container that runs has been started. */
  Map<String, String> starts() {
    Map<String, String> starts = new TreeMap<>();
    for (LabHost host : lab.hosts()) {
      List<String> command = new ArrayList<>(List.of("docker", "inspect", "-f"));
      command.add("{{.Name}} {{.State.StartedAt}}");
      command.addAll(containers(host).values());
      if (command.size() > 4) {
        inspected(host, command)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.split(" ", 2))
            .forEach(word -> starts.put(host.name() + word[0], word[1]));
      }
    }
    return starts;
  }

  /** Of all that are still there: one may have gone since it was listed. */
  private static String inspected(LabHost host, List<String> command) {
    Said said = host.exec(command);
    boolean gone =
        said.err()
            .lines()
            .filter(line -> !line.isBlank())
            .allMatch(line -> GONE.matcher(line).find());
    if (said.code() != 0 && !(gone && !said.err().isBlank())) {
      throw new AssertionError(String.join(" ", command) + ": " + said.err());
    }
    return said.out();
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

  /** A command line that stays, on a host, whose API it asks; what it says goes to the file. */
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
    builder.environment().put("VIKING_ADDR", "http://127.0.0.1:1113");
    builder.environment().put("VIKING_DOCKER", "unix://" + lab.host(host).docker());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- time ---

  void awaitState(String id, String state) {
    eventually(() -> id + " is " + state + ": " + status(id), () -> state(id).equals(state));
  }

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
