package viking.leader.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.codec.JobCodec;
import viking.core.cron.CronLine;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Write;
import viking.leader.deployment.Step;

/**
 * A node that is run by the clock, as its release wants it.
 *
 * @param stored the last nominal time fired, as it was written
 * @param fresh whether the line is new, or another one than when that time was fired: what it names
 *     in the past was never meant
 */
record CronNode(
    NodeId id,
    Versioned<Release> release,
    CronLine line,
    Optional<Versioned<String>> stored,
    boolean fresh) {
  /**
   * Masters' clocks differ by less. Of a clock that is behind by days and passes for right a time
   * would be fired once more, so that it is not to be less, either.
   */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  /** The history has fewer; more are a hand's, and a transaction holds only so many. */
  private static final int MOST_ENDED = 100;

  private static final String TAG = "cron.";
  private static final DateTimeFormatter NOMINAL =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);
  private static final JobCodec JOBS = new JobCodec();

  /** What stands for the node's cron among the writes in flight; no job that is put has its tag. */
  static JobId writer(NodeId node) {
    return new JobId(node.stack(), node.node(), "cron");
  }

  /** Whether a job has been put by the clock. */
  static boolean fired(JobFacts facts) {
    return facts.id().tag().startsWith(TAG)
        && facts
            .proc()
            .flatMap(proc -> proc.value().job())
            .filter(job -> job.by().equals(Release.SCHEDULE))
            .isPresent();
  }

  /** When to step next. */
  Instant dueAt() {
    return begins() ? Instant.MIN : line.next(time().orElseThrow());
  }

  /**
   * Whether the stored time is of a clock that was far ahead: nothing would be run until then. It
   * is this clock that is wrong where it shows a time before the release was made.
   */
  boolean astray(Instant wall) {
    return time().filter(at -> at.isAfter(wall.plus(AHEAD))).isPresent()
        && !wall.isBefore(accepted());
  }

  /** What is to be done at that time; {@code jobs} are all jobs of the node. */
  Step step(Instant wall, List<JobFacts> jobs) {
    Instant newest = line.last(wall);
    if (astray(wall)) {
      String was = stored.orElseThrow().value();
      return moveOn(
          newest, id + " goes on after " + newest + ": a clock was wrong that said " + was);
    }
    if (begins()) {
      Instant from = time().filter(newest::isBefore).orElse(newest);
      return moveOn(from, id + " is run by the clock from now on, after " + from);
    }
    JobId job = new JobId(id.stack(), id.node(), TAG + NOMINAL.format(newest));
    Optional<JobFacts> there =
        jobs.stream().filter(facts -> facts.id().equals(job) && facts.proc().isPresent()).findAny();
    if (there.isPresent()) {
      return moveOn(newest, job + " has been put by other hands");
    }
    boolean overlap = node().every().orElseThrow().overlap();
    Optional<JobFacts> running =
        overlap ? Optional.empty() : jobs.stream().filter(CronNode::goesOn).findFirst();
    if (running.isPresent()) {
      return moveOn(newest, newest + " is skipped: " + running.get().id() + " has not ended");
    }
    List<Compare> compares = new ArrayList<>(compares());
    compares.add(Compare.absent(Keys.proc(job)));
    if (!overlap) {
      jobs.stream()
          .filter(each -> each.proc().isPresent() && each.id().tag().startsWith(TAG))
          .limit(MOST_ENDED)
          .forEach(each -> compares.add(asSeen(each)));
    }
    return new Step(
        writer(id),
        Optional.empty(),
        compares,
        List.of(
            Write.put(Keys.cron(id), newest.toString()),
            Write.put(Keys.proc(job), JOBS.write(value()))),
        job + " is run: its time has come");
  }

  private boolean begins() {
    return fresh || time().isEmpty();
  }

  /** What is on no calendar is no time: there is nothing before it, or nothing after it. */
  private Optional<Instant> time() {
    try {
      return stored
          .map(text -> Instant.parse(text.value()))
          .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LAST));
    } catch (DateTimeException e) {
      // A hand has been at it; it begins anew.
      return Optional.empty();
    }
  }

  private Instant accepted() {
    try {
      return Instant.parse(release.value().at());
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private Node node() {
    return release.value().stack().nodes().get(id.node());
  }

  /** Its end is final, whatever the file says. */
  private Job value() {
    return OneOff.of(release.value().job(id.node()).orElseThrow());
  }

  private Step moveOn(Instant time, String why) {
    return new Step(
        writer(id),
        Optional.empty(),
        compares(),
        List.of(Write.put(Keys.cron(id), time.toString())),
        why);
  }

  /**
   * The stored time keeps what arrives twice from firing once more when its job is gone by then,
   * and what a hand has set from being overwritten; the fence does neither.
   */
  private List<Compare> compares() {
    return List.of(
        Compare.modified(Keys.stack(id.stack()), release.modified()),
        Compare.modified(Keys.cron(id), stored.map(Versioned::modified).orElse(0L)));
  }

  /** One that has ended may be put once more by hand, and must not have been since. */
  private static Compare asSeen(JobFacts facts) {
    return Compare.modified(Keys.proc(facts.id()), facts.procRevision());
  }

  /** Whether what is there of it may still run; what is rejected does not. */
  private static boolean goesOn(JobFacts facts) {
    boolean over =
        facts
            .currentStatus()
            .map(Status::state)
            .filter(state -> state.isFinal() || state == JobState.REJECTED)
            .isPresent();
    return facts.id().tag().startsWith(TAG)
        && !over
        && (facts.proc().isPresent() || !facts.deploys().isEmpty());
  }
}
