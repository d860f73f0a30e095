package viking.slave.deploy;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.model.Status;
import viking.core.state.Versioned;

/**
 * What the store says of a job on this host, as it was read, and written since.
 *
 * @param statusRevision by which the status is compared when it is replaced; 0 where there is none
 * @param ports their modified revisions, by key
 */
record Said(
    Optional<Status> status,
    long statusRevision,
    Map<String, Long> ports,
    int counter,
    long counterRevision) {
  static final Said NOTHING = new Said(Optional.empty(), 0, Map.of(), 0, 0);

  Said {
    ports = ImmutableSortedMap.copyOf(ports);
  }

  static Said of(Reading reading) {
    return new Said(
        reading.status().map(Versioned::value),
        reading.statusRevision(),
        reading.ports(),
        reading.counter().map(Versioned::value).orElse(0),
        reading.counterRevision());
  }

  boolean says(Wanted wanted) {
    return says(wanted.status()) && ports(wanted) && counter == wanted.counter();
  }

  /** Whether nobody would act otherwise if all that is wanted were said. */
  boolean allButDetails(Wanted wanted) {
    return status.filter(known -> known.sameClassAs(wanted.status())).isPresent() && ports(wanted);
  }

  boolean says(Status wanted) {
    return status.filter(known -> known.saysTheSameAs(wanted)).isPresent();
  }

  private boolean ports(Wanted wanted) {
    return ports.keySet().equals(wanted.ports().keySet());
  }

  /**
   * Whether the job's life may go on so; another assignment's or value's status is another life.
   */
  boolean legal(Status next) {
    return status
        .filter(known -> known.assignment() == next.assignment())
        .map(known -> known.state().mayBecome(next.state()))
        .orElse(true);
  }

  /** What it says when that has been written at the revision. */
  Said with(Wanted written, long revision) {
    boolean same = says(written.status());
    boolean counted = counter == written.counter();
    Map<String, Long> announced = new TreeMap<>();
    written.ports().keySet().forEach(key -> announced.put(key, ports.getOrDefault(key, revision)));
    return new Said(
        same ? status : Optional.of(written.status()),
        same ? statusRevision : revision,
        announced,
        written.counter(),
        counted ? counterRevision : revisionOf(written.counter(), revision));
  }

  private static long revisionOf(int counter, long written) {
    return counter == 0 ? 0 : written;
  }
}
