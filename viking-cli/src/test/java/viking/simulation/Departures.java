package viking.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.CordonCodec;
import viking.core.codec.HostCodec;
import viking.core.codec.JobCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.store.Entry;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/**
 * Hosts that have left in good order for a planned restart: until they are back, or their minute is
 * over, they stay registered and none of their jobs is moved.
 */
final class Departures {
  private static final long GRANTED = 60 * Schedule.SECOND;
  private static final long IN_TIME = 55 * Schedule.SECOND;

  /** When it was told to leave, and whether nothing keeps it from being back in time. */
  private record Away(long since, boolean expected) {
    boolean excused(long now) {
      return !expected && now >= since + GRANTED;
    }
  }

  private final Map<Machine, Away> away = new HashMap<>();
  private final Schedule schedule;

  Departures(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * Its process says that it has left, as it was told to; one without a name has nothing to keep.
   */
  void left(Machine machine, long told, EtcdModel store) {
    if (holdsItsName(machine, store)) {
      away.put(machine, new Away(told, false));
    }
  }

  /** Its process has been started again; whether it can reach etcd. */
  void back(Machine machine, boolean connected) {
    away.computeIfPresent(
        machine,
        (each, known) ->
            new Away(known.since(), connected && schedule.now() < known.since() + IN_TIME));
  }

  /** Something has happened to it that may keep it from being back in time. */
  void troubled(Machine machine) {
    away.computeIfPresent(machine, (each, known) -> new Away(known.since(), false));
  }

  void everybodyTroubled() {
    away.replaceAll((each, known) -> new Away(known.since(), false));
  }

  /** What becomes of it from now on is no matter of its departure. */
  void over(Machine machine) {
    away.remove(machine);
  }

  void allOver() {
    away.clear();
  }

  /** Nobody's name lapses before its time. */
  void look(EtcdModel store) {
    away.values().removeIf(known -> known.excused(schedule.now()));
    away.forEach(
        (machine, known) -> {
          if (store.find(Keys.host(machine.host().name())).isEmpty()) {
            throw new Broken(
                machine.host().name()
                    + " left for a restart and lapsed "
                    + (schedule.now() - known.since()) / Schedule.MILLI
                    + " ms after it was told to");
          }
        });
  }

  /** A host's own announcement ends its departure, and so does whatever a hand puts there. */
  void announced(Optional<Incarnation> process, Txn txn) {
    for (Write write : txn.writes()) {
      away.keySet()
          .removeIf(
              machine ->
                  write.key().equals(Keys.host(machine.host().name()))
                      && process.filter(p -> p.machine() != machine).isEmpty());
    }
  }

  /**
   * A leader leaves the jobs alone that stand on a host that is away. {@code standing} are the
   * assignments before the transaction, by their keys.
   */
  void undisturbed(Incarnation leader, Txn txn, Map<String, Long> standing, EtcdModel after) {
    for (Write write : txn.writes()) {
      Optional<JobId> job = jobOf(write);
      for (Machine machine : away.keySet()) {
        if (job.filter(id -> stands(id, machine, standing, after)).isPresent()) {
          throw new Broken(
              leader.name()
                  + " writes "
                  + write
                  + " though "
                  + machine.host().name()
                  + ", where the job is, has only left for a restart: "
                  + txn);
        }
      }
    }
  }

  private static Optional<JobId> jobOf(Write write) {
    KeySpace space = Key.parse(write.key()).space();
    return switch (space) {
      case RUN, DEPLOY, STATUS, PORTS -> Optional.of(Key.parse(write.key()).job());
      default -> Optional.empty();
    };
  }

  private static boolean stands(
      JobId job, Machine machine, Map<String, Long> standing, EtcdModel after) {
    String hostname = machine.host().name();
    Long assignment = standing.get(Keys.deploy(hostname, job));
    boolean flaps = after.find(Keys.counter(hostname, job)).isPresent();
    return assignment != null
        && !flaps
        && !emptied(hostname, after)
        && after
            .find(Keys.proc(job))
            .filter(proc -> proc.modified() < assignment && parses(proc))
            .isPresent();
  }

  /** People want its jobs elsewhere, restart or not. */
  private static boolean emptied(String hostname, EtcdModel store) {
    return store
        .find(Keys.cordon(hostname))
        .filter(entry -> new CordonCodec().read(entry.value()).drain())
        .isPresent();
  }

  private static boolean parses(Entry proc) {
    try {
      new JobCodec().read(proc.value());
      return true;
    } catch (BadInput e) {
      return false;
    }
  }

  private static boolean holdsItsName(Machine machine, EtcdModel store) {
    String name = machine.host().name();
    return store
        .find(Keys.host(name))
        .filter(entry -> entry.lease() != 0)
        .filter(entry -> HostCodec.read(name, entry.value()).id().equals(machine.host().id()))
        .isPresent();
  }
}
