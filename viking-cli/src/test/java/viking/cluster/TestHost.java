package viking.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import viking.core.actor.ActorLoop;
import viking.core.actor.ProbePerformer;
import viking.core.actor.StorePerformer;
import viking.core.actor.TellPerformer;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.core.model.Resources;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.leader.Leader;
import viking.leader.LeaderSettings;
import viking.slave.Slave;
import viking.slave.SlaveSettings;
import viking.slave.container.Seen;
import viking.slave.container.testing.FakeEngine;
import viking.slave.container.testing.FakeEnginePerformer;

/**
 * A host process, a master and a slave, with a fake engine that outlives it. It has a loopback
 * address of its own, and listens there as long as it lives: others would depose a leader whose
 * machine refuses to talk.
 */
final class TestHost implements AutoCloseable {
  private static final int PORT = freePort();

  private final String name;
  private final String address;
  private final String endpoint;
  private final FakeEnginePerformer engine;
  private final Duration ttl;
  private ServerSocket door;
  private EtcdStore store;
  private ProbePerformer probes;
  private ActorLoop slave;
  private ActorLoop leader;

  TestHost(String name, String endpoint, Duration ttl) {
    this.name = name;
    this.endpoint = endpoint;
    this.ttl = ttl;
    this.address = "127.0.1." + name.substring(1);
    FakeEngine fake = new FakeEngine(address);
    fake.image("web");
    this.engine = new FakeEnginePerformer(fake);
    start();
  }

  /** Starts the process. */
  void start() {
    door = open();
    store = new EtcdStore(EtcdConfig.of(endpoint));
    probes = new ProbePerformer(PORT);
    Host self =
        new Host(
            name,
            "id-" + name,
            address,
            Set.of(),
            new Resources(4000, 8L << 30),
            0,
            "fake",
            "test",
            false);
    HostMemory memory = HostMemory.of(self.id());
    slave =
        ActorLoop.start(
            name + "-slave",
            last -> new Slave(new SlaveSettings(self, memory, ttl), last),
            List.of(
                new StorePerformer(store),
                engine,
                new TellPerformer(name),
                (effect, answers) -> effect instanceof viking.slave.host.Remember));
    LeaderSettings settings = new LeaderSettings(name, "", 0, "cluster-of-" + name, ttl);
    leader =
        ActorLoop.start(
            name + "-leader",
            last -> new Leader(settings, last),
            List.of(new StorePerformer(store), probes, new TellPerformer(name)));
  }

  String name() {
    return name;
  }

  List<Seen> containers() {
    return engine.list();
  }

  FakeEnginePerformer engine() {
    return engine;
  }

  /** As kill -9 does: nothing is given up. */
  void kill() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    leader.close();
    slave.close();
    probes.close();
    store.close();
  }

  @Override
  public void close() {
    kill();
    engine.close();
  }

  private ServerSocket open() {
    try {
      ServerSocket opened = new ServerSocket(PORT, 50, InetAddress.getByName(address));
      Thread answering = new Thread(() -> answer(opened), name + "-door");
      answering.setDaemon(true);
      answering.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until it is closed. */
  private static void answer(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        opened.accept().close();
      } catch (IOException e) {
        // It is closed, or the caller is gone.
      }
    }
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
