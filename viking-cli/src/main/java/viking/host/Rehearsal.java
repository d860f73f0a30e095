package viking.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import viking.api.ApiServer;
import viking.core.actor.ActorLoop;
import viking.core.actor.Performer;
import viking.core.actor.StorePerformer;
import viking.core.actor.TellPerformer;
import viking.core.config.Config;
import viking.core.config.TokenFile;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.core.model.Resources;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.leader.Leader;
import viking.leader.LeaderSettings;
import viking.slave.Slave;
import viking.slave.SlaveSettings;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.DockerSettings;
import viking.slave.container.docker.EngineAway;

/**
 * A host process with nobody around it: no etcd and no engine, and an API that is asked once. It
 * loads nearly all classes that a real one does, so that the launcher can archive them.
 */
public final class Rehearsal {
  private static final String NOWHERE = "127.0.0.1:1";
  private static final String ADDRESS = "127.0.0.1";
  private static final long LONG_ENOUGH_MILLIS = 1_500;

  private Rehearsal() {}

  /** Blocks until it is over. */
  public static void hold(Path folder) throws IOException, InterruptedException {
    EtcdConfig etcd = EtcdConfig.of(NOWHERE).withDeadline(Duration.ofMillis(300));
    HostSettings settings =
        new HostSettings(
            Optional.of("rehearsal"),
            Optional.of(ADDRESS),
            etcd,
            Set.of(),
            false,
            false,
            folder,
            Config.USUAL_PORT,
            folder.resolve("token"),
            folder.resolve("secret.key"),
            folder.resolve("run"),
            Optional.empty(),
            Config.USUAL_UPLOAD_LIMIT,
            Config.USUAL_ETCD_QUOTA);
    String token = TokenFile.of(settings.tokenFile());
    Host self =
        new Host(
            settings.name(), "id", ADDRESS, settings.tags(), Resources.NONE, 0, "none", "0", false);
    Reports reports = new Reports();
    LocalProcess local =
        new LocalProcess(settings, self, reports, Optional.empty(), Optional.empty());
    Performer forget = (effect, answers) -> effect instanceof viking.slave.host.Remember;
    URI noEngine = URI.create("unix://" + folder.resolve("none.sock"));
    try (EtcdStore store = new EtcdStore(etcd);
        ApiServer api = ApiServer.start(local, store, token, List.of(ADDRESS), 0);
        DockerEngine engine = DockerEngine.connect(new DockerSettings(noEngine, ADDRESS))) {
      look(engine);
      List<Performer> performers =
          List.of(
              new StorePerformer(store),
              engine,
              forget,
              new TellPerformer("rehearsal"),
              (effect, answers) -> true);
      HostMemory memory = new HostMemory(self.id(), "", 0, 0);
      LeaderSettings asLeader =
          new LeaderSettings(self.name(), "", 0, "id", LeaderSettings.USUAL_TTL);
      SlaveSettings asSlave = new SlaveSettings(self, memory, SlaveSettings.USUAL_TTL);
      try (ActorLoop slave =
              ActorLoop.start(
                  "slave",
                  last -> new Observed<>(new Slave(asSlave, last), reports::of),
                  performers);
          ActorLoop leader =
              ActorLoop.start(
                  "leader",
                  last -> new Observed<>(new Leader(asLeader, last), reports::of),
                  performers)) {
        local.slave(slave);
        local.leader(leader);
        for (String path : List.of("/health", "/v1/info", "/v1/jobs", "/v1/hosts", "/metrics")) {
          ask(api.port(), path, token);
        }
        TimeUnit.MILLISECONDS.sleep(LONG_ENOUGH_MILLIS);
      }
    }
  }

  private static void look(DockerEngine engine) {
    try {
      engine.facts();
    } catch (EngineAway e) {
      // As it should be.
    }
  }

  private static void ask(int port, String path, String token) {
    try {
      URI page = URI.create("http://" + ADDRESS + ":" + port + path);
      HttpURLConnection call = (HttpURLConnection) page.toURL().openConnection();
      call.setRequestProperty("Authorization", "Bearer " + token);
      call.getResponseCode();
      call.disconnect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
