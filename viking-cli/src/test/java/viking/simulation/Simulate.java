package viking.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Runs seeds: {@code --seed N} that one alone, printing its story; {@code --seeds COUNT} many, from
 * {@code --from N} on.
 */
final class Simulate {
  private static final int MOST_FAILURES = 5;

  private Simulate() {}

  /** How many seeds ran, in how many steps, and what went wrong. */
  record Report(long seeds, long steps, List<String> failures) {}

  public static void main(String[] args) {
    if (args.length == 2 && args[0].equals("--seed")) {
      Optional<Broken> broken = story(Long.parseLong(args[1]));
      broken.ifPresent(Throwable::printStackTrace);
      System.exit(broken.isPresent() ? 1 : 0);
    }
    long seeds = 1000;
    long from = 1;
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--seeds" -> seeds = Long.parseLong(args[i + 1]);
        case "--from" -> from = Long.parseLong(args[i + 1]);
        default -> {
          System.err.println("usage: --seed N | [--seeds COUNT] [--from N]");
          System.exit(64);
        }
      }
    }
    Report report = run(from, seeds);
    report.failures().forEach(System.out::println);
    System.exit(report.failures().isEmpty() ? 0 : 1);
  }

  static Report run(long from, long seeds) {
    long began = System.nanoTime();
    AtomicLong steps = new AtomicLong();
    AtomicLong ran = new AtomicLong();
    AtomicLong next = new AtomicLong(from);
    Map<Long, String> failures = new ConcurrentSkipListMap<>();
    // Each processor takes the next seed: some take many times as long as others.
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            processor -> {
              long seed = next.getAndIncrement();
              while (seed < from + seeds && failures.size() < MOST_FAILURES) {
                long tried = seed;
                attempt(tried, steps).ifPresent(text -> failures.put(tried, text));
                ran.incrementAndGet();
                seed = next.getAndIncrement();
              }
            });
    System.out.printf(
        "simulation: %d seeds, %d steps, %.1f s, %d failed%n",
        ran.get(), steps.get(), (System.nanoTime() - began) / 1e9, failures.size());
    return new Report(ran.get(), steps.get(), List.copyOf(failures.values()));
  }

  private static Optional<String> attempt(long seed, AtomicLong steps) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.run();
      return Optional.empty();
    } catch (Broken broken) {
      String because = broken.getCause() == null ? "" : " because " + broken.getCause();
      return Optional.of(
          "seed "
              + seed
              + ": "
              + broken.getMessage()
              + because
              + " — replay with: ./bootstrap.sh simulate --seed "
              + seed);
    } finally {
      steps.addAndGet(simulation.steps());
    }
  }

  private static Optional<Broken> story(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.run();
      System.out.println(simulation.story());
      return Optional.empty();
    } catch (Broken broken) {
      System.out.println(simulation.story());
      return Optional.of(broken);
    }
  }
}
