package viking.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import viking.core.actor.ActorLoop;
import viking.core.actor.ProbePerformer;
import viking.core.actor.StorePerformer;
import viking.core.actor.TellPerformer;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.leader.Leader;
import viking.leader.LeaderSettings;

/**
 * A leader in a process of its own, so that its memory can be told; each line it reads asks for it.
 */
final class LeaderProcess {
  private LeaderProcess() {}

  public static void main(String[] args) throws IOException {
    EtcdStore store = new EtcdStore(EtcdConfig.of(args[0]));
    LeaderSettings settings =
        new LeaderSettings("bench", "", 0, "bench-cluster", LeaderSettings.USUAL_TTL);
    ProbePerformer probes = new ProbePerformer(1);
    ActorLoop loop =
        ActorLoop.start(
            "leader",
            last -> new Leader(settings, last),
            List.of(new StorePerformer(store), probes, new TellPerformer("bench")));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(memory());
    }
    loop.close();
    probes.close();
    store.close();
  }

  private static String memory() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .map(line -> line.replaceAll("[^0-9]", ""))
            .findFirst()
            .orElse("0");
    return String.format(
        "%d MB of heap in use, %d MB resident, used %.1f s of processor time",
        heap >> 20,
        Long.parseLong(resident) >> 10,
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
  }
}
