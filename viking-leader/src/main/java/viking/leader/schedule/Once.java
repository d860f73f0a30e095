package viking.leader.schedule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.key.Keys;
import viking.core.model.Instance;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Release;
import viking.core.state.JobFacts;
import viking.leader.schedule.NodeOutlook.Kind;

/**
 * A node that runs to its end once a release. When the release is through, it is not run again,
 * whatever becomes of its job; and a release that only repeats another one does not run it. What
 * another release has begun ends before this one's begins; instances of a node that was to run all
 * the time go on until the release is through, but for what has the volume.
 */
final class Once implements NodeWork {
  private final StackView view;
  private final Release release;
  private final String node;
  private final JobId id;
  private final Optional<JobFacts> job;
  private final boolean over;

  Once(StackView view, Release release, String node, boolean over) {
    this.view = view;
    this.release = release;
    this.node = node;
    this.over = over;
    this.id = new Instance(release.number(), 1, 0).of(view.id(node));
    this.job = view.job(id).filter(known -> known.proc().isPresent());
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public boolean done() {
    return over || !release.runsOnce() || is(JobState.DONE);
  }

  @Override
  public int progress() {
    return is(JobState.DONE) ? 1 : 0;
  }

  @Override
  public boolean rolling() {
    return !done() && job.isPresent();
  }

  @Override
  public boolean settling() {
    return false;
  }

  @Override
  public boolean inPlace() {
    return done();
  }

  @Override
  public Optional<Failure> failure() {
    return release.runsOnce() && (is(JobState.FAILED) || is(JobState.REJECTED))
        ? Optional.of(Failure.of(node, job.orElseThrow()))
        : Optional.empty();
  }

  @Override
  public Failure late() {
    return job.map(known -> Failure.of(node, "not done in time; ", known))
        .orElseGet(() -> new Failure(node + ": not begun in time", List.of()));
  }

  @Override
  public String plan(Course course, StackPlan plan) {
    List<JobFacts> former = former();
    former.forEach(other -> delete(other, "it was for another release", plan));
    if (done()) {
      return "";
    }
    if (job.isPresent()) {
      return Words.of(job.get());
    }
    if (!course.mayBegin()) {
      return "waits for " + String.join(", ", course.waitsFor());
    }
    Wanted wanted = Wanted.of(release, node);
    List<JobFacts> inTheWay = wanted.job().pinned() ? serving().toList() : List.of();
    inTheWay.forEach(other -> delete(other, id + " is to have its volume", plan));
    Optional<JobId> runs =
        Stream.concat(inTheWay.stream(), running(former)).map(JobFacts::id).findFirst();
    if (runs.isPresent()) {
      return "waits until " + runs.get() + " has ended";
    }
    plan.add(
        StackStep.about(view)
            .put(Keys.proc(id), wanted.textOnce(), 0)
            .because(id + " runs once for release " + release.number()));
    return id + " is about to begin";
  }

  @Override
  public NodeOutlook outlook(String why) {
    int ready = is(JobState.DONE) ? 1 : 0;
    return new NodeOutlook(node, Kind.ONCE, release.runsOnce() ? 1 : 0, ready, ready, done(), why);
  }

  private void delete(JobFacts other, String why, StackPlan plan) {
    plan.add(
        StackStep.about(view)
            .delete(Keys.proc(other.id()), other.procRevision())
            .because(other.id() + " goes: " + why));
  }

  /** What was run once, for other releases. */
  private List<JobFacts> former() {
    return view.made(node).stream()
        .filter(view::ranOnce)
        .filter(other -> !(other.id().equals(id) && release.runsOnce()))
        .toList();
  }

  /** What ran all the time, before the node was one that runs once. */
  private Stream<JobFacts> serving() {
    return view.made(node).stream()
        .filter(other -> other.id().instance().isPresent() && !view.ranOnce(other));
  }

  /**
   * Those to be taken away that have not ended, and what nobody wants any more and is still there.
   */
  private Stream<JobFacts> running(List<JobFacts> former) {
    return Stream.concat(
        former.stream().filter(other -> !other.ended()), view.lingering(node).stream());
  }

  private boolean is(JobState state) {
    return job.flatMap(Readiness::state).filter(state::equals).isPresent();
  }
}
