package viking.leader.dowding;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;

/**
 * How many placements a second the planner makes, alone and in one thread, and how their cost grows
 * with the cluster. Time is processor time of that thread, so that a busy machine does not count:
 * {@code java -cp ... viking.leader.dowding.PlannerBenchmark}.
 */
public final class PlannerBenchmark {
  private static final int[] SIZES = {100, 1_000, 5_000};
  private static final int JOBS_A_HOST = 20;
  private static final int ROUNDS = 11;
  private static final int AIM = 200_000;
  private static final Resources CAPACITY = new Resources(32_000, 128L << 30);
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
  private static final PrintStream OUT = System.out;

  /** Something to do that many times in a cluster of some size. */
  private record Work(int times, Runnable run) {}

  private PlannerBenchmark() {}

  public static void main(String[] args) {
    OUT.printf("%-44s%s%n", "microseconds each (a second), by hosts", header());
    measure(
        "20 jobs a host, groups of 20",
        hosts -> filling(hosts, i -> request(i / 20, i % 20, i / 20)));
    measure("20 jobs a host, groups of 1", hosts -> filling(hosts, i -> request(i, 0, i)));
    measure("20 jobs a host, all alike", hosts -> filling(hosts, i -> request(0, i, 0)));
    measure(
        "20 jobs a host, one node, all different", hosts -> filling(hosts, i -> request(0, i, i)));
    measure(
        "nearly full, 900 of 1,000 wait, alike", hosts -> waiting(hosts, i -> request(i, 0, 0)));
    measure(
        "nearly full, 900 of 1,000 wait, different",
        hosts -> waiting(hosts, i -> request(i, 0, i)));
    measure("a plan for one job", hosts -> filling(hosts, 1, i -> request(i, 0, i)));
    measure("explain one job on one host", PlannerBenchmark::explaining);
    measure("occupy and vacate", PlannerBenchmark::occupying);
  }

  private static String header() {
    return IntStream.of(SIZES).mapToObj("%22d"::formatted).reduce("", String::concat) + "   grows";
  }

  private static void measure(String what, IntFunction<Work> works) {
    double[] micros =
        IntStream.of(SIZES).mapToDouble(hosts -> micros(works.apply(hosts))).toArray();
    StringBuilder line = new StringBuilder("%-44s".formatted(what));
    for (double each : micros) {
      line.append("%10.2f (%,9.0f)".formatted(each, 1e6 / each));
    }
    double last = micros[micros.length - 1];
    OUT.printf("%s %6.1f x%s%n", line, last / micros[0], 1e6 / last < AIM ? "  below the aim" : "");
  }

  /** The median of some rounds, after as many to warm up and at least a second of those. */
  private static double micros(Work work) {
    long warm = PROCESSOR.getCurrentThreadCpuTime() + 1_000_000_000;
    for (int i = 0; i < ROUNDS || PROCESSOR.getCurrentThreadCpuTime() < warm; i++) {
      work.run.run();
    }
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = PROCESSOR.getCurrentThreadCpuTime();
      work.run.run();
      times[i] = PROCESSOR.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2] / 1e3 / work.times;
  }

  /** An empty fleet is filled with 20 jobs a host, in one plan. */
  private static Work filling(int hosts, IntFunction<Request> request) {
    return filling(hosts, hosts * JOBS_A_HOST, request);
  }

  private static Work filling(int hosts, int jobs, IntFunction<Request> request) {
    Fleet fleet = fleet(hosts);
    List<Request> requests = requests(jobs, request);
    return new Work(jobs, () -> expect(jobs, Dowding.plan(fleet, requests)));
  }

  /** Every host has room for little; of a thousand groups a hundred ask for no more than that. */
  private static Work waiting(int hosts, IntFunction<Request> request) {
    Fleet fleet = fleet(hosts);
    Job filling = Examples.job(new Resources(31_800, CAPACITY.memory() - (256L << 20)));
    for (int i = 0; i < hosts; i++) {
      fleet.occupy("h" + i, JobId.parse("full.node.1." + (i + 1)), filling);
    }
    List<Request> requests =
        Stream.concat(
                requests(900, request).stream(),
                requests(100, i -> Examples.request("small.n" + i + ".1.1", Examples.ANY)).stream())
            .toList();
    return new Work(1_000, () -> expect(100, Dowding.plan(fleet, requests)));
  }

  private static Work explaining(int hosts) {
    Fleet fleet = fleet(hosts);
    Request request = request(0, 0, 0);
    return new Work(hosts, () -> Dowding.explain(fleet, request));
  }

  private static Work occupying(int hosts) {
    Fleet fleet = fleet(hosts);
    List<Request> requests = requests(hosts * JOBS_A_HOST, i -> request(i / 20, i % 20, i / 20));
    List<String> names = List.copyOf(fleet.hostnames());
    return new Work(
        requests.size(),
        () -> {
          for (int i = 0; i < requests.size(); i++) {
            Request each = requests.get(i);
            fleet.occupy(names.get(i % hosts), each.id(), each.job());
          }
          for (int i = 0; i < requests.size(); i++) {
            fleet.vacate(names.get(i % hosts), requests.get(i).id());
          }
        });
  }

  private static void expect(int placements, Plan plan) {
    if (plan.placements().size() != placements) {
      throw new IllegalStateException(plan.placements().size() + " placed, not " + placements);
    }
  }

  private static Fleet fleet(int hosts) {
    Fleet fleet = new Fleet();
    for (int i = 0; i < hosts; i++) {
      fleet.host(Examples.host("h" + i, CAPACITY, Set.of("rack-" + i % 50)), Optional.empty());
    }
    return fleet;
  }

  private static List<Request> requests(int count, IntFunction<Request> request) {
    return IntStream.range(0, count).mapToObj(request).toList();
  }

  /** From 0.2 to 1 core and from 512 MiB to 2 GiB; hardly two sizes are the same. */
  private static Request request(int node, int slot, int size) {
    Resources resources =
        new Resources(200 + size * 7919L % 800, (512L << 20) + size * 104_729L % (3L << 29));
    String id = "s%d.n%d.1.%d".formatted(node % 100, node, slot + 1);
    return Examples.request(id, Examples.job(resources));
  }
}
