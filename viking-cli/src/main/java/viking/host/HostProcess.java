package viking.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import viking.api.ApiServer;
import viking.core.actor.ActorLoop;
import viking.core.actor.ProbePerformer;
import viking.core.actor.StorePerformer;
import viking.core.actor.TellPerformer;
import viking.core.config.TokenFile;
import viking.core.model.Host;
import viking.core.model.Resources;
import viking.core.secret.SecretBox;
import viking.core.store.EtcdStore;
import viking.core.store.Store;
import viking.leader.Leader;
import viking.leader.LeaderSettings;
import viking.slave.Slave;
import viking.slave.SlaveSettings;
import viking.slave.build.Workshop;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.DockerSettings;
import viking.slave.container.docker.EngineFacts;
import viking.slave.host.MemoryFile;
import viking.slave.image.Sweeper;
import viking.slave.secret.SecretFolder;
import viking.slave.secret.SecretPerformer;

/**
 * One host's slave, leader and API, from start to end. What it opens it closes in the opposite
 * order, also when the start fails half way.
 */
public final class HostProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostProcess.class);

  /** How long a planned departure may take: etcd may be away. */
  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch slaveLeft = new CountDownLatch(1);
  private final CountDownLatch leaderLeft = new CountDownLatch(1);
  private final HostSettings settings;
  private final Reports reports = new Reports();
  private LocalProcess local;

  private HostProcess(HostSettings settings) {
    this.settings = settings;
  }

  /** Starts all of it; blocks until the engine answers, which may be never. */
  public static HostProcess start(HostSettings settings, String version) {
    oneLog();
    HostProcess process = new HostProcess(settings);
    try {
      process.begin(version);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
    return process;
  }

  /**
   * The planned end: the lead is given up, the host is announced as restarting, and containers go
   * on.
   */
  public void leave() {
    LOG.info("leaving: containers go on");
    local.leave(leaderLeft::countDown);
    try {
      long until = System.nanoTime() + GOODBYE.toNanos();
      boolean all =
          leaderLeft.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)
              && slaveLeft.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!all) {
        LOG.warn("left without a word to etcd, which did not answer in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable each = open.pop();
      try {
        each.close();
      } catch (Exception e) {
        LOG.warn("could not close {}", each, e);
      }
    }
  }

  /** gRPC writes to the JDK's own log, which has a form and a level of its own. */
  private static void oneLog() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  private void begin(String version) {
    String address = address();
    MemoryFile memory =
        opened(MemoryFile.open(settings.dataDir(), () -> UUID.randomUUID().toString()));
    String token = TokenFile.of(settings.tokenFile());
    LOG.info("secret key id {}", SecretBox.of(settings.secretKeyFile()).keyId());
    Path laidOut = settings.runDir().resolve(memory.memory().hostId()).resolve("secrets");
    DockerEngine engine =
        opened(
            DockerEngine.connect(
                new DockerSettings(
                    settings.docker().orElse(DockerSettings.USUAL_ENGINE), address, laidOut)));
    EngineFacts facts = EngineDoor.await(engine);
    Host self = self(memory.memory().hostId(), address, facts, version);
    if (settings.force()) {
      Leftovers.end(engine, memory.memory().cluster());
    }
    SecretFolder folder = new SecretFolder(laidOut);
    Leftovers.sweep(engine, folder);
    Store store = opened(new EtcdStore(settings.etcd()));
    Workshop workshop = Imagery.of(settings, self, engine, store, token);
    opened(sweeper(workshop, self).start());
    local =
        new LocalProcess(
            settings, self, reports, Optional.of(workshop), Optional.of(engine.volumes()));
    opened(ApiServer.start(local, store, token, listened(address), settings.port()));
    SecretPerformer secrets =
        opened(new SecretPerformer(store, () -> SecretBox.of(settings.secretKeyFile()), folder));
    local.slave(startSlave(self, memory, engine, secrets, store));
    if (!settings.slave()) {
      local.leader(startLeader(memory, store));
    }
    LOG.info(
        "host {} at {}:{} as {}, etcd at {}",
        self.name(),
        address,
        settings.port(),
        settings.slave() ? "slave" : "master",
        local.etcd());
  }

  private String address() {
    return settings
        .external()
        .map(Address::own)
        .orElseGet(() -> Address.towards(settings.etcd().endpoints().get(0)));
  }

  private Host self(String id, String address, EngineFacts facts, String version) {
    return new Host(
        settings.name(),
        id,
        address,
        settings.tags(),
        new Resources(1000L * facts.cpus(), facts.memory()),
        Machine.free(Path.of(facts.rootDirectory())),
        facts.version(),
        version,
        false);
  }

  private Sweeper sweeper(Workshop workshop, Host self) {
    return new Sweeper(
        self.name(),
        workshop.engine(),
        workshop.catalogue(),
        workshop.unannounced(),
        Sweeper.Pace.USUAL,
        reports::believes);
  }

  private ActorLoop startSlave(
      Host self, MemoryFile memory, DockerEngine engine, SecretPerformer secrets, Store store) {
    return opened(
        ActorLoop.start(
            self.name() + ".slave",
            last ->
                new Observed<>(
                    new Slave(
                        new SlaveSettings(self, memory.memory(), SlaveSettings.USUAL_TTL), last),
                    this::lookAtSlave),
            List.of(
                new StorePerformer(store),
                engine,
                secrets,
                memory,
                new TellPerformer(self.name() + ".slave"))));
  }

  private ActorLoop startLeader(MemoryFile memory, Store store) {
    String name = settings.name();
    ProbePerformer probes = opened(new ProbePerformer(settings.port()));
    return opened(
        ActorLoop.start(
            name + ".leader",
            last ->
                new Observed<>(
                    new Leader(
                        new LeaderSettings(
                            name,
                            memory.memory().cluster(),
                            memory.memory().revision(),
                            UUID.randomUUID().toString(),
                            LeaderSettings.USUAL_TTL,
                            settings.etcdQuota()),
                        last),
                    this::lookAtLeader),
            List.of(new StorePerformer(store), probes, new TellPerformer(name + ".leader"))));
  }

  private void lookAtSlave(Slave actor) {
    reports.of(actor);
    if (actor.left()) {
      slaveLeft.countDown();
    }
  }

  private void lookAtLeader(Leader actor) {
    reports.of(actor);
    if (actor.left()) {
      leaderLeft.countDown();
    }
  }

  private static List<String> listened(String address) {
    return Stream.of("127.0.0.1", address).distinct().toList();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
