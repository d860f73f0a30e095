package viking.leader.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import viking.core.actor.Now;
import viking.core.codec.RolloutCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.state.JobFacts;

/** Brings a stack to its release, and tells by {@code /rollout} how far that has come. */
final class Rolling implements StackPlanner {
  private static final RolloutCodec CODEC = new RolloutCodec();

  /** How long something new waits for a place before what is in no file any more makes room. */
  private static final Duration ROOM_MAY_COME = Duration.ofSeconds(3);

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Function<String, Memory> memories;
  private final Room room;

  Rolling(Function<String, Memory> memories, Room room) {
    this.memories = memories;
    this.room = room;
  }

  @Override
  public boolean looksAt(JobFacts facts) {
    return StackView.made(facts);
  }

  @Override
  public void plan(StackView view, Now now, StackPlan plan) {
    if (view.revision() == 0) {
      Gone.stack(view, plan);
      return;
    }
    Optional<Release> release = view.release();
    if (release.isEmpty()) {
      // It does not parse: what a newer viking may have put there is not for this one to judge.
      return;
    }
    Optional<Rollout> rollout =
        view.rollout().filter(known -> known.release() == release.get().number());
    if (rollout.isPresent()) {
      new Stage(view, release.get(), rollout.get(), now, plan).plan();
    } else {
      plan.add(begin(view, release.get()));
    }
  }

  private static StackStep begin(StackView view, Release release) {
    int number = release.number();
    Rollout begins =
        view.rollout().map(last -> last.followedBy(number)).orElseGet(() -> Rollout.begins(number));
    return put(view, begins)
        .because("release " + release.number() + " of " + view.name() + " begins");
  }

  private static StackStep.Builder put(StackView view, Rollout rollout) {
    return StackStep.about(view)
        .put(Keys.rollout(view.name()), CODEC.write(rollout), view.rolloutRevision());
  }

  /** One release of one stack, at one moment. */
  private final class Stage {
    private final StackView view;
    private final Release release;
    private final Rollout rollout;
    private final Now now;
    private final StackPlan plan;
    private final Times times;
    private final Works works;
    private final Stopwatch stopwatch;
    private final List<JobFacts> gone;

    Stage(StackView view, Release release, Rollout rollout, Now now, StackPlan plan) {
      this.view = view;
      this.release = release;
      this.rollout = rollout;
      this.now = now;
      this.plan = plan;
      Memory memory = memories.apply(view.name());
      this.times = memory.at(now, plan);
      this.works = new Works(view, release, rollout.phase(), times, room);
      this.stopwatch = memory.stopwatch();
      this.gone = Gone.jobs(view, release);
    }

    void plan() {
      switch (rollout.phase()) {
        case ROLLING -> roll();
        case FAILED -> {
          if (works.done()) {
            becomes(through(), rollout.undone() > 0 ? rollout.reason() : "", "is ready after all");
          } else {
            converge();
          }
        }
        case DONE, ROLLED_BACK -> {
          converge();
          gone.forEach(this::drop);
        }
      }
    }

    private void roll() {
      stopwatch.follow(rollout, works.progress(), now);
      stopwatch.run(works.lags(), now);
      Optional<Failure> failure = works.failure(stopwatch.used(now));
      if (failure.isPresent()) {
        fail(failure.get());
        return;
      }
      converge();
      if (rollout.undone() > 0) {
        restoreRoutes();
      }
      if (works.done() || roomIsWanted()) {
        gone.forEach(this::drop);
      }
      if (works.done() && plan.steps().isEmpty()) {
        becomes(through(), rollout.reason(), "is done");
      } else {
        keepTime();
      }
    }

    private void converge() {
      works.all().forEach(work -> work.plan(works.course(work), plan));
    }

    private void fail(Failure failure) {
      Optional<StackStep> undoing =
          works.inPlace()
              ? Optional.empty()
              : Undoing.step(view, release, rollout, failure, now.wall());
      undoing.ifPresentOrElse(
          plan::add,
          () ->
              plan.add(
                  put(
                          view,
                          rollout.at(
                              Phase.FAILED,
                              stopwatch.whole(now),
                              failure.reason(),
                              failure.lines()))
                      .because(title() + " has failed: " + failure.reason())));
    }

    /** What a release is when it is through. */
    private Phase through() {
      return rollout.undone() > 0 ? Phase.ROLLED_BACK : Phase.DONE;
    }

    private void becomes(Phase phase, String reason, String why) {
      plan.add(
          put(
                  view,
                  rollout.at(
                      phase, Duration.ZERO, reason, reason.isEmpty() ? List.of() : rollout.lines()))
              .because(title() + " " + why));
    }

    private void restoreRoutes() {
      StackStep.Builder step = StackStep.about(view);
      Routes.restore(view, release, step);
      if (!step.writesNothing()) {
        plan.add(step.because("domains of " + view.name() + " are as they were"));
      }
    }

    /** Whether something new finds a place only when what is in no file any more has gone. */
    private boolean roomIsWanted() {
      return !gone.isEmpty()
          && works
              .waiting()
              .anyMatch(job -> times.waitsFor(job, ROOM_MAY_COME) && room.comesWithout(job, gone));
    }

    private void drop(JobFacts job) {
      if (!plan.full()) {
        plan.add(Gone.delete(view, job, "release " + release.number() + " does not have it"));
      }
    }

    private void keepTime() {
      if (stopwatch.setsDown(rollout, now)) {
        stopwatch.hasSetDown(now);
        Rollout told =
            rollout.at(rollout.phase(), stopwatch.whole(now), rollout.reason(), rollout.lines());
        plan.add(put(view, told).because(title() + " goes on"));
      }
      if (stopwatch.runs()) {
        plan.wakeAt(Math.max(stopwatch.setDownDue(), now.after(A_MOMENT)));
        works.deadline().ifPresent(end -> plan.wakeAt(now.after(end.minus(stopwatch.used(now)))));
      }
    }

    private String title() {
      return "release " + release.number() + " of " + view.name();
    }
  }
}
