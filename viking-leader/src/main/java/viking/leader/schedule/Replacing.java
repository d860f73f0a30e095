package viking.leader.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import viking.core.key.Keys;
import viking.core.model.Instance;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.model.Update;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/**
 * Brings the slots of one node to what is wanted, so many at once as its update allows. Where a new
 * instance comes first, the old one goes when the new one has been ready for long enough; where it
 * comes last, only so many slots are without a ready one as may be.
 */
final class Replacing {
  /** How long a new instance waits for a place before an old one may make room for it. */
  private static final Duration ROOM_MAY_COME = Duration.ofSeconds(3);

  private final StackView view;
  private final Release release;
  private final String node;
  private final Update update;
  private final Wanted wanted;
  private final Times times;
  private final Room room;
  private final Course course;
  private final StackPlan plan;
  private final boolean stopFirst;
  private int changing;
  private int moving;
  private int exposed;
  private String why = "";

  Replacing(
      StackView view,
      Release release,
      String node,
      Update update,
      Wanted wanted,
      Times times,
      Room room,
      Course course,
      StackPlan plan) {
    this.view = view;
    this.release = release;
    this.node = node;
    this.update = update;
    this.wanted = wanted;
    this.times = times;
    this.room = room;
    this.course = course;
    this.plan = plan;
    this.stopFirst = stopFirst(update, wanted);
  }

  /** Says why the node is not as wanted yet; nothing if it is. */
  String plan(List<Slot> slots, List<JobFacts> above) {
    for (Slot slot : slots) {
      boolean begun = !slot.fresh().isEmpty() && !slot.steady(slot.fresh());
      boolean nothing = slot.fresh().isEmpty() && !slot.ready();
      changing += begun || nothing ? 1 : 0;
      moving += begun && !slot.leaving().isEmpty() ? 1 : 0;
      exposed += slot.safe() ? 0 : 1;
    }
    above.forEach(this::deleteAbove);
    slots.stream().takeWhile(slot -> !plan.full()).forEach(this::plan);
    return why;
  }

  private void plan(Slot slot) {
    spare(slot.fresh(), "another one of its slot stays");
    spare(slot.leaving(), "another one of its slot stays");
    spare(slot.old(), "it is left over from an earlier release");
    if (!slot.fresh().isEmpty()) {
      finish(slot, slot.fresh().get(0));
    } else if (!slot.leaving().isEmpty()) {
      move(slot, slot.leaving().get(0));
    } else if (!course.mayBegin()) {
      because("waits for " + String.join(", ", course.waitsFor()));
    } else if (slot.old().isEmpty()) {
      put(slot, 0, "a new instance");
    } else if (!course.replaces()) {
      because("the release has failed: what runs stays as it is");
    } else {
      replace(slot, slot.old().get(0));
    }
  }

  /** The new one is there. */
  private void finish(Slot slot, JobFacts fresh) {
    if (slot.steady(slot.fresh())) {
      slot.old().stream().limit(1).forEach(job -> delete(job, fresh, fresh.id() + " is ready"));
      slot.leaving().stream().limit(1).forEach(job -> delete(job, fresh, fresh.id() + " is ready"));
      return;
    }
    because(Readiness.ready(fresh) ? fresh.id() + " is ready, for a while yet" : Words.of(fresh));
    if (!slot.old().isEmpty() && course.replaces()) {
      JobFacts old = slot.old().get(0);
      boolean makesRoom =
          (update.order() == Update.Order.AUTO || !Readiness.ready(old))
              && times.waitsFor(fresh, ROOM_MAY_COME)
              && mayExpose(old, 1)
              && room.comesWithout(fresh, List.of(old));
      if ((stopFirst && mayExpose(old, update.parallel())) || makesRoom) {
        exposed += Readiness.ready(old) ? 1 : 0;
        delete(old, makesRoom ? fresh.id() + " has no place beside it" : fresh.id() + " is next");
      }
    }
  }

  /** What is as wanted is on a host that is being emptied. */
  private void move(Slot slot, JobFacts leaving) {
    if (slot.steady(slot.leaving())) {
      slot.old().stream().limit(1).forEach(job -> delete(job, leaving, leaving.id() + " is ready"));
    }
    if (!Readiness.ready(leaving) || moving < update.parallel()) {
      moving++;
      put(slot, 1, leaving.id() + " is on a host that is being emptied");
    }
  }

  private void replace(Slot slot, JobFacts old) {
    boolean serves = Readiness.ready(old);
    if (stopFirst && mayExpose(old, update.parallel())) {
      exposed += serves ? 1 : 0;
      swap(slot);
    } else if (!stopFirst && (!serves || changing < update.parallel())) {
      changing++;
      put(slot, 0, "it is to replace " + old.id());
    } else {
      because("at most " + update.parallel() + " at once are replaced");
    }
  }

  /** Whether the job may end: it serves nobody, or there are few enough other slots in danger. */
  private boolean mayExpose(JobFacts job, int most) {
    return !Readiness.ready(job) || exposed < most;
  }

  private void swap(Slot slot) {
    JobId id = free(slot, 0);
    JobFacts old = slot.old().get(0);
    String reason = id + " is put in the place of " + old.id();
    plan.add(deleting(old).put(Keys.proc(id), wanted.text(), 0).because(reason));
    because(reason);
  }

  private void put(Slot slot, int firstMove, String why) {
    JobId id = free(slot, firstMove);
    plan.add(
        StackStep.about(view)
            .put(Keys.proc(id), wanted.text(), 0)
            .when(Compare.modified(Keys.scale(view.id(node)), scaleRevision()))
            .because(id + " is put: " + why));
    because(id + " is about to begin");
  }

  /** Holds only while the scale is as it was seen, as a put does: it may change at this moment. */
  private void deleteAbove(JobFacts job) {
    plan.add(
        StackStep.about(view)
            .delete(Keys.proc(job.id()), job.procRevision())
            .when(Compare.modified(Keys.scale(view.id(node)), scaleRevision()))
            .because(job.id() + " goes: its slot is beyond the node's scale"));
  }

  private long scaleRevision() {
    return view.facts().map(facts -> facts.scales().get(node)).map(Versioned::modified).orElse(0L);
  }

  private void delete(JobFacts job, String why) {
    plan.add(deleting(job).because(job.id() + " goes: " + why));
  }

  /** What goes because it serves nobody may be ready at this moment: then it does not go. */
  private StackStep.Builder deleting(JobFacts job) {
    StackStep.Builder step = StackStep.about(view).delete(Keys.proc(job.id()), job.procRevision());
    return Readiness.ready(job)
        ? step
        : step.when(Compare.modified(Keys.status(job.id()), job.statusRevision()));
  }

  /** Holds only while the one that stays is as it was seen. */
  private void delete(JobFacts job, JobFacts stays, String why) {
    plan.add(
        StackStep.about(view)
            .delete(Keys.proc(job.id()), job.procRevision())
            .when(Compare.modified(Keys.status(stays.id()), stays.statusRevision()))
            .because(job.id() + " goes: " + why));
  }

  /** The usual tag, or where something else has it, the next that is free. */
  private JobId free(Slot slot, int firstMove) {
    for (int move = firstMove; ; move++) {
      JobId id = new Instance(release.number(), slot.number(), move).of(view.id(node));
      Optional<JobFacts> known = view.job(id);
      boolean taken = move == 0 ? known.flatMap(JobFacts::proc).isPresent() : known.isPresent();
      if (!taken) {
        return id;
      }
    }
  }

  private void because(String reason) {
    if (why.isEmpty()) {
      why = reason;
    }
  }

  /** All but the first of them go. */
  private void spare(List<JobFacts> jobs, String why) {
    for (JobFacts job : jobs.stream().skip(1).toList()) {
      if (Readiness.ready(job)) {
        delete(job, jobs.get(0), why);
      } else {
        delete(job, why);
      }
    }
  }

  /** A volume is for one at a time; and where the order is left open, so is a host's port. */
  private static boolean stopFirst(Update update, Wanted wanted) {
    return switch (update.order()) {
      case STOP_FIRST -> true;
      case START_FIRST -> wanted.job().pinned();
      case AUTO -> wanted.job().pinned() || !wanted.job().hostPorts().isEmpty();
    };
  }
}
