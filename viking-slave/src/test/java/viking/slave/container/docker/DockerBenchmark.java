package viking.slave.container.docker;

import static viking.slave.container.testing.EngineLine.done;

import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.slave.container.EngineEffect;
import viking.slave.container.testing.DockerTool;
import viking.slave.container.testing.EngineLine;
import viking.slave.secret.SecretFolder;

/**
 * Containers started through the engine as a slave does, against the same calls made straight by as
 * many threads as are given: {@code DockerBenchmark [containers] [threads…]}.
 */
public final class DockerBenchmark {
  private static final int ROUNDS = 3;
  private static final DockerSettings SETTINGS =
      new DockerSettings(DockerSettings.USUAL_ENGINE, DockerScene.ADDRESS);

  private final DockerTool docker = new DockerTool(SETTINGS.engine().toString());
  private final String cluster = UUID.randomUUID().toString();
  private final Job job = DockerScene.job("\"run\":\"sleep 1000\",\"expose\":[80]");
  private final int containers;

  private DockerBenchmark(int containers) {
    this.containers = containers;
  }

  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    int containers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    DockerBenchmark benchmark = new DockerBenchmark(containers);
    benchmark.docker.haveImage();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 1; i < arguments.length; i++) {
        int threads = Integer.parseInt(arguments[i]);
        System.out.printf("%d threads, straight: %.2f s%n", threads, benchmark.straight(threads));
      }
      System.out.printf("through DockerEngine: %.2f s%n", benchmark.through());
    }
  }

  private double straight(int threads) throws InterruptedException, ExecutionException {
    EngineLine spelling = new EngineLine((effect, answers) -> false, cluster);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Clients clients = Clients.of(SETTINGS.engine(), Limits.USUAL.act())) {
      DockerClient client = clients.calls();
      long began = System.nanoTime();
      List<Future<?>> under = new ArrayList<>();
      for (int i = 0; i < containers; i++) {
        var create = (EngineEffect.Create) spelling.create(id(i), job, 1).apply(1);
        under.add(
            pool.submit(
                () -> {
                  String id =
                      new Recipe(client, SETTINGS.address(), new SecretFolder(SETTINGS.secrets()))
                          .of(create)
                          .exec()
                          .getId();
                  client.startContainerCmd(id).exec();
                }));
      }
      for (Future<?> each : under) {
        each.get();
      }
      return since(began);
    } finally {
      pool.shutdown();
      docker.removeAll(cluster);
    }
  }

  private double through() {
    try (DockerEngine engine = DockerEngine.connect(SETTINGS)) {
      EngineLine line = new EngineLine(engine, cluster);
      line.list();
      long began = System.nanoTime();
      List<Long> created = new ArrayList<>();
      for (int i = 0; i < containers; i++) {
        created.add(line.begin(line.create(id(i), job, 1)));
      }
      List<Long> started = new ArrayList<>();
      for (long token : created) {
        String id = done(line.answer(token)).id();
        started.add(line.begin(t -> new EngineEffect.Start(t, id, "")));
      }
      started.forEach(token -> done(line.answer(token)));
      return since(began);
    } finally {
      docker.removeAll(cluster);
    }
  }

  private static JobId id(int number) {
    return new JobId("bench", "web", Integer.toString(number));
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
