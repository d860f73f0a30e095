package viking.slave.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.actor.Now;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.slave.container.Label;

/**
 * What the store said of a stray's job, and when it was asked.
 *
 * @param token of the question that is under way, or 0
 * @param explanation why the container has no assignment any more
 * @param known whether the store has shown that it has none
 * @param returned when this host was entered into the store last; 0 where the store did not show
 *     this host, or not its cluster
 */
record Evidence(
    long token, long askedAt, Optional<String> explanation, boolean known, long returned) {
  private static final ClusterCodec CLUSTERS = new ClusterCodec();

  /** Before there was any answer. */
  static Evidence asked(long token, Now now) {
    return new Evidence(token, now.nanos(), Optional.empty(), false, 0);
  }

  /** What was said before counts until the next answer. */
  Evidence askedAgain(long question, Now now) {
    return new Evidence(question, now.nanos(), explanation, known, returned);
  }

  Evidence explainedBy(Optional<String> why) {
    return new Evidence(token, askedAt, why, known, returned);
  }

  Evidence unanswered() {
    return new Evidence(0, askedAt, Optional.empty(), false, 0);
  }

  Evidence answered(Snapshot read, Label label, Place place) {
    Reading reading = Reading.of(read, label.job(), place.hostname());
    Optional<String> why = goneElsewhere(label, reading).or(() -> outlived(label, reading, read));
    long entered = isCluster(label, read) && reading.ours(place.hostId()) ? entered(reading) : 0;
    return new Evidence(0, askedAt, why, reading.deploy().isEmpty(), entered);
  }

  /** All that speaks of a stray's job. */
  static List<Range> ranges(JobId job, Place place) {
    List<Range> ranges = new ArrayList<>(Reading.ranges(job, place.hostname()));
    ranges.add(Range.key(Keys.stack(job.stack())));
    ranges.add(Range.key(Keys.scale(job.nodeId())));
    ranges.add(Range.key(Keys.cluster()));
    return ranges;
  }

  /** A later word on the job than the container's assignment explains it. */
  private static Optional<String> goneElsewhere(Label label, Reading reading) {
    if (reading.run().filter(run -> run.modified() > label.assignment()).isPresent()) {
      return reading.run().map(run -> "its job was given to " + run.value());
    }
    if (reading.status().filter(status -> hasEnded(label, status.value())).isPresent()) {
      return Optional.of("its job has ended for good");
    }
    return reading.status().filter(status -> isOfAnother(label, status)).isPresent()
        ? Optional.of("its job was taken from this host")
        : Optional.empty();
  }

  private static boolean hasEnded(Label label, Status status) {
    return status.assignment() == label.assignment() && status.state().isFinal();
  }

  /** A later status, which is not of this host's running the assignment. */
  private static boolean isOfAnother(Label label, Versioned<Status> status) {
    return status.modified() > label.assignment()
        && (status.value().assignment() != label.assignment()
            || status.value().host().isEmpty()
            || status.value().state() == JobState.LOST);
  }

  /** An instance of a release has no value any more, and its stack or its scale is a later word. */
  private static Optional<String> outlived(Label label, Reading reading, Snapshot read) {
    boolean later =
        Stream.of(Keys.stack(label.job().stack()), Keys.scale(label.job().nodeId()))
            .flatMap(key -> read.find(key).stream())
            .anyMatch(entry -> entry.modified() > label.assignment());
    return later && reading.procRevision() == 0 && label.job().instance().isPresent()
        ? Optional.of("its stack does without it by now")
        : Optional.empty();
  }

  private static long entered(Reading reading) {
    return reading.host().orElseThrow().created();
  }

  private static boolean isCluster(Label label, Snapshot read) {
    try {
      return read.find(Keys.cluster())
          .filter(entry -> CLUSTERS.read(entry.value()).id().equals(label.cluster()))
          .isPresent();
    } catch (BadInput e) {
      return false;
    }
  }
}
