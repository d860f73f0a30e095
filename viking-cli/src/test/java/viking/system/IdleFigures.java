package viking.system;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import viking.lab.LabHost;
import viking.lab.Said;

/** What a host takes that has nothing to do, and how long its commands take. */
final class IdleFigures {
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int TRIES = 10;
  private static final int JOBS = 20;
  private static final int AIM_MB = 120;
  private static final int AIM_MILLIS = 250;

  private final Cluster cluster;
  private final LabHost host;

  private IdleFigures(Cluster cluster) {
    this.cluster = cluster;
    this.host = cluster.host("h1");
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (Cluster cluster = Cluster.up("idle", 1)) {
      Thread razing = new Thread(cluster::close);
      Runtime.getRuntime().addShutdownHook(razing);
      new IdleFigures(cluster).run();
      Runtime.getRuntime().removeShutdownHook(razing);
    }
  }

  private void run() throws InterruptedException {
    figures(0);
    for (int i = 1; i <= JOBS; i++) {
      cluster.putJob("idle.nap." + i, Cluster.job("sleep 100000", ""));
    }
    Wait.until(
        JOBS + " jobs run", () -> cluster.running("idle").getOrDefault(host.name(), 0) == JOBS);
    figures(JOBS);
  }

  private void figures(int jobs) throws InterruptedException {
    Thread.sleep(WARM_UP.toMillis());
    HostFigures before = HostFigures.of(cluster, host);
    Thread.sleep(IDLE.toMillis());
    HostFigures after = HostFigures.of(cluster, host);
    tell("with %d jobs:", jobs);
    tell("  resident memory  %4d MB (aim: %d MB)", after.residentKb() / 1024, AIM_MB);
    tell(
        "  processor        %4.1f %% of one core, over %d s",
        100 * (after.cpuSeconds() - before.cpuSeconds()) / IDLE.toSeconds(), IDLE.toSeconds());
    tell("  viking ps        %4d ms (aim: %d ms)", median("ps"), AIM_MILLIS);
    tell("  viking --version %4d ms", median("--version"));
  }

  private long median(String word) {
    long[] millis = IntStream.range(0, TRIES).mapToLong(i -> viking(word)).sorted().toArray();
    return (millis[TRIES / 2 - 1] + millis[TRIES / 2]) / 2;
  }

  private long viking(String word) {
    long began = System.nanoTime();
    Said said = cluster.viking(host.name(), word);
    if (said.code() != 0) {
      throw new IllegalStateException("viking " + word + ": " + said.err());
    }
    return (System.nanoTime() - began) / 1_000_000;
  }

  private static void tell(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
