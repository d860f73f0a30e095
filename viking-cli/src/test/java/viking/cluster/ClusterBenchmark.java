package viking.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import viking.core.codec.HostCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdMember;

/**
 * A leader on a real etcd, with 5,000 hosts that are keys and slaves that answer at once: how fast
 * 100,000 jobs that are put to {@code /proc} get their places.
 */
final class ClusterBenchmark {
  private static final int HOSTS = Integer.getInteger("viking.hosts", 5_000);
  private static final int JOBS = Integer.getInteger("viking.jobs", 100_000);
  private static final int JOBS_A_NODE = 20;
  private static final int WARM_UP = 60_000;
  private static final int UNDER_WAY = 16;
  private static final long PATIENCE_NANOS = 300_000_000_000L;

  private ClusterBenchmark() {}

  public static void main(String[] args) throws Exception {
    try (EtcdMember etcd = EtcdMember.start();
        EtcdStore writer = new EtcdStore(EtcdConfig.of(etcd.endpoint()));
        EtcdStore slaves = new EtcdStore(EtcdConfig.of(etcd.endpoint()))) {
      write(writer, hosts());
      Process leader = leader(etcd.endpoint());
      try (Writer ask = leader.outputWriter();
          BufferedReader told = leader.inputReader()) {
        until("a leader", () -> leads(writer));
        tell("%d hosts are there; the leader has %s", HOSTS, memory(ask, told));
        Swarm swarm = new Swarm(slaves, revision(writer) + 1);
        warmUp(writer, swarm);
        long began = System.nanoTime();
        write(writer, jobs("bench", JOBS));
        long written = System.nanoTime();
        until("all placed", () -> swarm.placed() >= JOBS + WARM_UP || !swarm.problem().isEmpty());
        double placed = (swarm.lastPlaced() - began) / 1e9;
        until("all running", () -> swarm.running() >= JOBS + WARM_UP || !swarm.problem().isEmpty());
        double running = (System.nanoTime() - began) / 1e9;
        if (!swarm.problem().isEmpty()) {
          throw new IllegalStateException(swarm.problem());
        }
        tell("%d jobs written to /proc in %.1f s", JOBS, (written - began) / 1e9);
        tell(
            "all placed after %.1f s: %.0f placements a second, from the first /proc to the last"
                + " /deploy",
            placed, JOBS / placed);
        tell("all told to run after %.1f s: %.0f a second", running, JOBS / running);
        tell("the leader has %s", memory(ask, told));
      } finally {
        if (!leader.waitFor(5, TimeUnit.SECONDS)) {
          leader.destroyForcibly();
        }
      }
    }
  }

  private static Process leader(String endpoint) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            System.getProperty("viking.leaderOption", "-XX:+UseSerialGC"),
            "-cp",
            System.getProperty("java.class.path"),
            LeaderProcess.class.getName(),
            endpoint)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<Write> hosts() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < HOSTS; i++) {
      String name = String.format(Locale.ROOT, "h%05d", i);
      Host host =
          new Host(
              name,
              "id-" + name,
              "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255),
              Set.of("ssd"),
              new Resources(8000, 32L << 30),
              1L << 40,
              "20.10",
              "bench",
              false);
      writes.add(Write.put(Keys.host(name), HostCodec.write(host)));
    }
    return writes;
  }

  /** A leader is measured that has been leading for a while. */
  private static void warmUp(Store writer, Swarm swarm) throws InterruptedException {
    List<Write> jobs = jobs("warm", WARM_UP);
    write(writer, jobs);
    until("the warm-up runs", () -> swarm.running() >= WARM_UP || !swarm.problem().isEmpty());
    write(writer, jobs.stream().map(put -> Write.delete(put.key())).toList());
    until("the warm-up is gone", () -> swarm.gone() >= WARM_UP || !swarm.problem().isEmpty());
    tell("the leader is warm: %d jobs have come and gone", WARM_UP);
  }

  private static List<Write> jobs(String stack, int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int node = i / JOBS_A_NODE;
      JobId id = new JobId(stack, "n" + node, "1." + (i % JOBS_A_NODE + 1));
      String value =
          "{\"image\":\"viking:bench/n"
              + node
              + "\",\"run\":[\"serve\"],\"expose\":[80],\"filter\":[\"ssd\"],"
              + "\"resources\":{\"cpu\":\"100m\",\"memory\":\"256m\"},\"by\":\"schedule\"}";
      writes.add(Write.put(Keys.proc(id), value));
    }
    return writes;
  }

  private static void write(Store store, List<Write> writes) throws InterruptedException {
    Semaphore room = new Semaphore(UNDER_WAY);
    List<CompletableFuture<Outcome>> all = new ArrayList<>();
    for (int from = 0; from < writes.size(); from += Txn.LIMIT) {
      room.acquire();
      List<Write> some = writes.subList(from, Math.min(from + Txn.LIMIT, writes.size()));
      all.add(
          store
              .commit(new Txn(List.of(), some))
              .whenComplete((outcome, failure) -> room.release()));
    }
    for (CompletableFuture<Outcome> each : all) {
      if (each.join().kind() != Outcome.Kind.APPLIED) {
        throw new IllegalStateException("etcd did not take a write: " + each.join());
      }
    }
  }

  private static boolean leads(Store store) {
    return !store.read(List.of(Range.key(Keys.leader()))).join().entries().isEmpty();
  }

  private static long revision(Store store) {
    return store.read(List.of(Range.key(Keys.leader()))).join().revision();
  }

  private static String memory(Writer ask, BufferedReader told) throws IOException {
    ask.write("memory\n");
    ask.flush();
    return told.readLine();
  }

  private static void until(String what, java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for: " + what);
      }
      Thread.sleep(5);
    }
  }

  private static void tell(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
