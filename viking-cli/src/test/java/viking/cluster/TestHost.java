package viking.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import viking.core.actor.ActorLoop;
import viking.core.actor.Event;
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

/** A host process, a master and a slave, with a fake engine that outlives it. */
final class TestHost implements AutoCloseable {
  private static final int NOBODY_LISTENS = 1;

  private final String name;
  private final String endpoint;
  private final FakeEnginePerformer engine;
  private final Duration ttl;
  private EtcdStore store;
  private ProbePerformer probes;
  private ActorLoop slave;
  private ActorLoop leader;

  TestHost(String name, String endpoint, Duration ttl) {
    this.name = name;
    this.endpoint = endpoint;
    this.ttl = ttl;
    FakeEngine fake = new FakeEngine("127.0.0.1");
    fake.image("web");
    this.engine = new FakeEnginePerformer(fake);
    start();
  }

  /** Starts the process; whether the port that others probe answers does not matter here. */
  void start() {
    store = new EtcdStore(EtcdConfig.of(endpoint));
    probes = new ProbePerformer(NOBODY_LISTENS);
    Host self =
        new Host(
            name,
            "id-" + name,
            "127.0.0.1",
            Set.of(),
            new Resources(4000, 8L << 30),
            0,
            "fake",
            "test",
            false);
    HostMemory memory = new HostMemory(self.id(), "", 0, 0);
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

  void tellLeader(Event event) {
    leader.tell(event);
  }

  List<Seen> containers() {
    return engine.list();
  }

  FakeEnginePerformer engine() {
    return engine;
  }

  /** As kill -9 does: nothing is given up. */
  void kill() {
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
}
