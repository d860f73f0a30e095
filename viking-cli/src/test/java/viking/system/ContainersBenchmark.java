package viking.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A hundred containers on four engines: made through the engines' API, by viking, and by Docker
 * Swarm, in turn.
 */
final class ContainersBenchmark {
  private static final int HOSTS = 4;
  private static final int COUNT = Integer.getInteger("viking.containers", 100);
  private static final int ROUNDS = Integer.getInteger("viking.rounds", 3);
  private static final int WARM_UP = COUNT * 2 / 5;
  private static final int MOST_AT_A_TIME = 4;
  private static final double AIM = 1.05;
  private static final String RUN = "sleep 100000";
  private static final String JOB = Cluster.job(RUN, "");

  private final Cluster cluster;
  private final Engines engines;

  private ContainersBenchmark(Cluster cluster, Engines engines) {
    this.cluster = cluster;
    this.engines = engines;
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (Cluster cluster = Cluster.up("bench", HOSTS);
        Engines engines = new Engines(cluster.lab().hosts());
        ThroughViking viking = new ThroughViking(cluster.lab(), JOB)) {
      Thread razing = new Thread(cluster::close);
      Runtime.getRuntime().addShutdownHook(razing);
      new ContainersBenchmark(cluster, engines).run(viking);
      Runtime.getRuntime().removeShutdownHook(razing);
    }
  }

  private void run(ThroughViking viking) {
    DockerSwarm swarm = new DockerSwarm(cluster.lab().hosts(), Cluster.IMAGE, RUN);
    tell("warm-up, of %d containers:", WARM_UP);
    measure(viking, WARM_UP);
    Straight straight = bestStraight();
    measure(viking, WARM_UP);
    measure(swarm, WARM_UP);
    List<Contender> order = new ArrayList<>(List.of(straight, viking, swarm));
    Map<Contender, List<Double>> times = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      tell("round %d, of %d containers:", round, COUNT);
      for (Contender each : order) {
        times.computeIfAbsent(each, c -> new ArrayList<>()).add(measure(each, COUNT));
      }
      Collections.rotate(order, 1);
    }
    times.forEach((each, its) -> tell("%-24s median %.1f s", each.name(), median(its)));
    tell(
        "viking takes %.2f × straight (aim: at most %.2f), by round %s",
        median(times.get(viking)) / median(times.get(straight)),
        AIM,
        ratios(times.get(viking), times.get(straight)));
    tell(
        "viking takes %.2f × Docker Swarm (aim: less than 1), by round %s",
        median(times.get(viking)) / median(times.get(swarm)),
        ratios(times.get(viking), times.get(swarm)));
  }

  private Straight bestStraight() {
    Straight best = new Straight(engines, 1, JOB);
    double least = Double.MAX_VALUE;
    for (int atATime = 1; atATime <= MOST_AT_A_TIME; atATime++) {
      Straight tried = new Straight(engines, atATime, JOB);
      double took = measure(tried, WARM_UP);
      if (took < least) {
        least = took;
        best = tried;
      }
    }
    return best;
  }

  /** Seconds from the first word to the start of the last container. */
  private double measure(Contender contender, int count) {
    contender.prepare();
    engines.countAnew();
    double cpuBefore = cpu();
    double machineBefore = HostFigures.machineCpuSeconds();
    Instant began = Instant.now();
    contender.start(count);
    Instant last = engines.awaitStarts(count);
    contender.awaitItsWord(count);
    Instant told = Instant.now();
    double cpuTaken = cpu() - cpuBefore;
    double machineTaken = HostFigures.machineCpuSeconds() - machineBefore;
    List<Integer> running = engines.running();
    if (running.stream().mapToInt(n -> n).sum() != count) {
      throw new IllegalStateException(contender.name() + " runs " + running + ", not " + count);
    }
    contender.clear();
    engines.awaitNone();
    double took = seconds(began, last);
    tell(
        "  %-24s %.1f s, all told %.1f s; on each engine %s; CPU: %.1f s, viking's processes %.1f s",
        contender.name(), took, seconds(began, told), running, machineTaken, cpuTaken);
    return took;
  }

  private double cpu() {
    return cluster.lab().hosts().stream()
        .mapToDouble(host -> HostFigures.of(cluster, host).cpuSeconds())
        .sum();
  }

  private static List<String> ratios(List<Double> mine, List<Double> others) {
    return IntStream.range(0, mine.size())
        .mapToObj(i -> String.format(Locale.ROOT, "%.2f", mine.get(i) / others.get(i)))
        .toList();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private static void tell(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
