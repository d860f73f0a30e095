package viking.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import viking.api.stack.Building;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.secret.SecretBox;
import viking.leader.testing.Hand;
import viking.slave.volume.VolumeEngine;

/** A host process that sets down what it is told. */
final class FakeHost implements LocalHost {
  final Queue<JobId> retried = new ConcurrentLinkedQueue<>();
  private final Host self;
  private volatile Report report = new Report("c1", 7, true, false, "");
  private final Path secretKey =
      Path.of(System.getProperty("java.io.tmpdir"), "viking-test-" + UUID.randomUUID() + ".key");
  private final Path arrivals =
      Path.of(System.getProperty("java.io.tmpdir"), "viking-test-" + UUID.randomUUID());
  private volatile Building building = new FakeBuilding();
  final FakeVolumes volumes = new FakeVolumes();
  private final AtomicInteger accepted = new AtomicInteger();

  FakeHost(String name, String address) {
    secretKey.toFile().deleteOnExit();
    arrivals.toFile().deleteOnExit();
    Host machine = Hand.machine(name, "ssd");
    this.self =
        new Host(
            name,
            machine.id(),
            address,
            machine.tags(),
            machine.capacity(),
            machine.disk(),
            "fake",
            "0.1.0",
            false);
  }

  @Override
  public Host self() {
    return self;
  }

  @Override
  public boolean master() {
    return true;
  }

  @Override
  public List<String> etcd() {
    return List.of("10.0.0.5:2379");
  }

  @Override
  public SecretBox secretBox() {
    return SecretBox.of(secretKey);
  }

  /** What a person could put in place of the key. */
  Path secretKey() {
    return secretKey;
  }

  @Override
  public Path arrivals() {
    return arrivals;
  }

  @Override
  public long uploadLimit() {
    return 2L << 20;
  }

  @Override
  public Building building() {
    return (order, events) -> building.build(order, events);
  }

  void building(Building other) {
    building = other;
  }

  @Override
  public Optional<VolumeEngine> volumes() {
    return Optional.of(volumes);
  }

  @Override
  public Report report() {
    return report;
  }

  void report(Report now) {
    report = now;
  }

  int accepted() {
    return accepted.get();
  }

  @Override
  public void retry(JobId job) {
    retried.add(job);
  }

  @Override
  public void accept() {
    accepted.incrementAndGet();
    report = new Report("c1", report.revision(), true, false, "");
  }
}
