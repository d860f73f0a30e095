package viking.simulation;

import static viking.simulation.Schedule.SECOND;

import java.util.Comparator;
import java.util.List;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdImage;

/** etcd comes back empty, or from an old snapshot: at most once in a run. */
final class Replacement {
  private final Simulation simulation;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final SimStore store;
  private final Laws laws;
  private EtcdImage backup = EtcdImage.EMPTY;
  private boolean done;
  private boolean over;
  private long highest;

  Replacement(Simulation simulation, World world) {
    this.simulation = simulation;
    this.schedule = world.schedule();
    this.chance = world.chance();
    this.trace = world.trace();
    this.store = world.store();
    this.laws = world.laws();
  }

  void begin(long from) {
    schedule.at(from + chance.millis(0, 30_000), () -> backup = store.model().snapshotImage());
    schedule.at(from + chance.millis(31_000, 60_000), this::replaceStore);
  }

  boolean done() {
    return done;
  }

  /** Whether it is done, and has not been put right yet. */
  boolean lasts() {
    return done && !over;
  }

  boolean over() {
    return over;
  }

  /** From now on nothing is replaced any more but by the operator. */
  void end(Operator operator) {
    over = true;
    if (done) {
      operator.putsTheStoreRight(backup, highest);
    }
  }

  /** etcd comes back empty, or from an old snapshot. */
  private void replaceStore() {
    if (done || over) {
      return;
    }
    if (!everybodyWouldNotice()) {
      schedule.after(2 * SECOND, this::replaceStore);
      return;
    }
    if (!chance.in(4)) {
      fallAsleep();
    }
    done = true;
    laws.legitimate(false);
    laws.sleep(simulation.machines());
    highest = store.model().revision();
    if (chance.in(2)) {
      EtcdImage rightOne = store.model().snapshotImage();
      trace.tell("etcd", "loses its data");
      store.restore(EtcdImage.EMPTY);
      if (chance.in(2)) {
        String foreign = new ClusterCodec().write(new Cluster("another", Cluster.FORMAT, ""));
        store.commits().byHand(new Txn(List.of(), List.of(Write.put(Keys.cluster(), foreign))));
        trace.tell("etcd", "belongs to another cluster now");
      }
      backup = chance.in(2) ? rightOne : backup;
    } else {
      store.restore(backup);
    }
  }

  /**
   * The host process dies that has the most containers which the backup does not know. What happens
   * to etcd meanwhile it cannot notice.
   */
  private void fallAsleep() {
    simulation.machines().stream()
        .filter(machine -> machine.running() && !machine.retired())
        .max(Comparator.comparing(this::unknownToTheBackup))
        .ifPresent(
            machine -> {
              trace.tell(machine.name(), "the host process dies, and stays away");
              simulation.kill(machine);
            });
  }

  private long unknownToTheBackup(Machine machine) {
    return machine.own().stream().filter(l -> l.assignment() > backup.revision()).count();
  }

  /** A host that has not heard of anything since the backup cannot tell it from the real thing. */
  private boolean everybodyWouldNotice() {
    return simulation.machines().stream()
        .filter(machine -> !machine.retired())
        .allMatch(
            machine ->
                !machine.cutOff()
                    && machine.processes().stream()
                        .allMatch(p -> !p.frozen() && p.seenRevision() > backup.revision()));
  }
}
