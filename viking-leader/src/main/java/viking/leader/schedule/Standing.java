package viking.leader.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.model.Instance;
import viking.core.model.JobState;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.state.JobFacts;
import viking.leader.schedule.NodeOutlook.Kind;

/** A node whose instances are to run all the time. */
final class Standing implements NodeWork {
  /** So often a new job may end without ever having been ready. */
  private static final int MOST_ENDS = 5;

  private final StackView view;
  private final Release release;
  private final String name;
  private final Node node;
  private final Wanted wanted;
  private final Times times;
  private final Room room;
  private final List<Slot> slots = new ArrayList<>();
  private final List<JobFacts> above = new ArrayList<>();

  Standing(StackView view, Release release, String name, Times times, Room room) {
    this.view = view;
    this.release = release;
    this.name = name;
    this.node = release.stack().nodes().get(name);
    this.wanted = Wanted.of(release, name);
    this.times = times;
    this.room = room;
    NavigableMap<Integer, List<JobFacts>> jobs = view.slots(name);
    int count = view.count(name);
    for (int i = 1; i <= count; i++) {
      List<JobFacts> its = jobs.getOrDefault(i, List.of());
      slots.add(Slot.of(i, its, wanted, view, node.update().minReady(), times));
    }
    jobs.tailMap(count, false).values().forEach(above::addAll);
  }

  @Override
  public String node() {
    return name;
  }

  @Override
  public boolean done() {
    return above.isEmpty() && slots.stream().allMatch(Slot::done);
  }

  @Override
  public boolean away() {
    return !done()
        && above.isEmpty()
        && slots.stream().allMatch(slot -> slot.done() || slot.away(this::ofThisRelease));
  }

  @Override
  public int progress() {
    return (int) slots.stream().filter(Slot::done).count();
  }

  @Override
  public boolean rolling() {
    return !done() && slots.stream().flatMap(Slot::satisfying).anyMatch(this::ofThisRelease);
  }

  @Override
  public boolean settling() {
    return slots.stream().anyMatch(Slot::settling);
  }

  @Override
  public boolean inPlace() {
    return above.isEmpty()
        && !rolling()
        && slots.stream().allMatch(slot -> slot.old().isEmpty() && slot.satisfying().count() > 0);
  }

  @Override
  public Optional<Failure> failure() {
    return slots.stream()
        .flatMap(Slot::satisfying)
        .filter(this::ofThisRelease)
        .flatMap(job -> failure(job).stream())
        .findFirst();
  }

  @Override
  public Failure late() {
    List<JobFacts> own = undone().filter(this::ofThisRelease).toList();
    return (own.isEmpty() ? undone() : own.stream())
        .min(Comparator.comparing(Standing::severity).thenComparing(JobFacts::id))
        .map(job -> Failure.of(name, "not ready in time; ", job))
        .orElseGet(() -> new Failure(name + ": not done in time", List.of()));
  }

  @Override
  public String plan(Course course, StackPlan plan) {
    return new Replacing(view, release, name, node.update(), wanted, times, room, course, plan)
        .plan(slots, above);
  }

  @Override
  public NodeOutlook outlook(String why) {
    int ready = (int) slots.stream().filter(Slot::ready).count();
    int current =
        (int) slots.stream().filter(slot -> slot.satisfying().anyMatch(Readiness::ready)).count();
    Kind kind = node.service() ? Kind.SERVICE : Kind.STANDING;
    return new NodeOutlook(name, kind, slots.size(), ready, current, done(), why);
  }

  /** Jobs as wanted that find no place. */
  Stream<JobFacts> waiting() {
    return slots.stream().flatMap(Slot::satisfying).filter(Readiness::waits);
  }

  private Stream<JobFacts> undone() {
    return slots.stream().filter(slot -> !slot.done()).flatMap(Slot::satisfying);
  }

  private boolean ofThisRelease(JobFacts job) {
    return job.id()
        .instance()
        .map(Instance::release)
        .filter(n -> n == release.number())
        .isPresent();
  }

  private Optional<Failure> failure(JobFacts job) {
    boolean ended =
        Readiness.state(job)
            .filter(state -> state == JobState.FAILED || state == JobState.REJECTED)
            .isPresent();
    if (ended) {
      return Optional.of(Failure.of(name, job));
    }
    return times.endsUnready(job) >= MOST_ENDS
        ? Optional.of(Failure.of(name, "ended " + MOST_ENDS + " times before it was ready; ", job))
        : Optional.empty();
  }

  /** What is most to be blamed for the delay comes first. */
  private static int severity(JobFacts job) {
    return Readiness.state(job)
        .map(
            state ->
                switch (state) {
                  case BACKOFF -> 0;
                  case RUNNING -> 1;
                  case BLOCKED, LOST -> 2;
                  case STARTING -> 3;
                  default -> 4;
                })
        .orElse(5);
  }
}
