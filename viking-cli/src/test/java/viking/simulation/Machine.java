package viking.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.slave.container.Label;
import viking.slave.container.testing.FakeEngine;

/** A server: its disk, its engine, its network, and the host process while it runs. */
final class Machine {
  private final Host host;
  private final boolean master;
  private final FakeEngine engine;
  private final List<Incarnation> processes = new ArrayList<>();
  private HostMemory disk;
  private boolean cut;
  private boolean up = true;
  private boolean retired;
  private int incarnation;
  private boolean operatorAccepted;
  private long wallOffset;

  Machine(Host host, boolean master) {
    this.host = host;
    this.master = master;
    this.engine = new FakeEngine(host.address());
    this.disk = HostMemory.of(host.id());
  }

  Host host() {
    return host;
  }

  String name() {
    return host.id();
  }

  boolean master() {
    return master;
  }

  FakeEngine engine() {
    return engine;
  }

  /** The labels of viking's containers, running or not. */
  List<Label> own() {
    return engine.list().stream().flatMap(seen -> seen.label().stream()).toList();
  }

  List<Incarnation> processes() {
    return processes;
  }

  Optional<Incarnation> slave() {
    return processes.stream().filter(p -> p.actor() instanceof viking.slave.Slave).findFirst();
  }

  boolean running() {
    return !processes.isEmpty();
  }

  HostMemory disk() {
    return disk;
  }

  void disk(HostMemory memory) {
    disk = memory;
  }

  boolean cutOff() {
    return cut || !up;
  }

  void cut(boolean now) {
    cut = now;
  }

  boolean up() {
    return up;
  }

  void up(boolean now) {
    up = now;
  }

  /** Taken out for good, containers and all. */
  boolean retired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  int nextIncarnation() {
    return ++incarnation;
  }

  /** By how much its clock on the wall is wrong. */
  long wallOffset() {
    return wallOffset;
  }

  void setWall(long offset) {
    wallOffset = offset;
  }

  boolean operatorAccepted() {
    return operatorAccepted;
  }

  void operatorAccepted(boolean now) {
    operatorAccepted = now;
  }
}
