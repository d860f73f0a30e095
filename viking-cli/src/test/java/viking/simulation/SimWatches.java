package viking.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.store.Change;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;

/** The open watches: each tells its news in order and late, falls silent, or ends. */
final class SimWatches {
  /** An open watch, and how far it has told. */
  private static final class Watch {
    final Incarnation process;
    final StoreEffect.OpenWatch asked;
    long next;
    long busyUntil;
    boolean silent;

    Watch(Incarnation process, StoreEffect.OpenWatch asked) {
      this.process = process;
      this.asked = asked;
      this.next = asked.fromRevision();
    }
  }

  private final EtcdModel model;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final List<Watch> watches = new ArrayList<>();
  private boolean away;
  private boolean calm;

  SimWatches(EtcdModel model, Schedule schedule, Chance chance, Trace trace) {
    this.model = model;
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
  }

  void open(Incarnation process, StoreEffect.OpenWatch asked) {
    Watch watch = new Watch(process, asked);
    watches.add(watch);
    pump(watch);
  }

  void close(Incarnation process, long token) {
    watches.removeIf(w -> w.process == process && w.asked.token() == token);
  }

  /** Something has changed. */
  void pump() {
    for (Watch watch : watches) {
      pump(watch);
    }
  }

  /** While the store is away nothing is told. */
  void away(boolean now) {
    away = now;
  }

  /** From now on none is late or silent. */
  void calm() {
    calm = true;
    away = false;
    for (Watch watch : watches) {
      if (watch.silent) {
        watch.silent = false;
        pump(watch);
      }
    }
  }

  void silenceOne() {
    if (!watches.isEmpty()) {
      Watch watch = chance.of(watches);
      watch.silent = true;
      trace.tell(watch.process.name(), "its watch falls silent at " + watch.next);
    }
  }

  void drop(Incarnation process, boolean tell) {
    for (Iterator<Watch> each = watches.iterator(); each.hasNext(); ) {
      Watch watch = each.next();
      if (watch.process == process) {
        each.remove();
        if (tell) {
          process.deliver(new StoreEvent.WatchEnded(watch.asked.token(), false, "cut off"));
        }
      }
    }
  }

  void endAll(String why) {
    List<Watch> all = List.copyOf(watches);
    watches.clear();
    for (Watch watch : all) {
      schedule.after(
          chance.millis(0, 200),
          () -> watch.process.deliver(new StoreEvent.WatchEnded(watch.asked.token(), false, why)));
    }
  }

  /** News reach a watch in order, after a while. */
  private void pump(Watch watch) {
    if (watch.busyUntil > schedule.now()) {
      return;
    }
    long lag = calm || !chance.in(200) ? chance.millis(1, 10) : chance.millis(100, 4000);
    watch.busyUntil = schedule.now() + lag;
    schedule.after(lag, () -> tell(watch));
  }

  private void tell(Watch watch) {
    watch.busyUntil = 0;
    if (!watches.contains(watch) || watch.silent || away || watch.process.cutOff()) {
      return;
    }
    Optional<List<Revision>> news = model.changesSince(watch.asked.range(), watch.next);
    if (news.isEmpty()) {
      watches.remove(watch);
      watch.process.deliver(new StoreEvent.WatchEnded(watch.asked.token(), true, "compacted"));
      return;
    }
    if (news.get().isEmpty()) {
      return;
    }
    List<Change> changes = new ArrayList<>();
    long upTo = 0;
    for (Revision revision : news.get()) {
      changes.addAll(revision.changes());
      upTo = revision.number();
    }
    watch.next = upTo + 1;
    watch.process.deliver(new StoreEvent.Changed(watch.asked.token(), upTo, changes));
  }
}
