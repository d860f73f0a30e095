package viking.slave.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.codec.HostCodec;
import viking.core.codec.JobCodec;
import viking.core.codec.PinCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** All keys that concern one job on this host, as of one revision. */
record Reading(
    long revision,
    Optional<Assigned> deploy,
    long procRevision,
    Optional<Versioned<Job>> job,
    Optional<Versioned<String>> run,
    Optional<Versioned<Status>> status,
    long statusRevision,
    Optional<Versioned<Integer>> counter,
    long counterRevision,
    Optional<Versioned<Pin>> pin,
    Map<String, Long> ports,
    Optional<Versioned<Host>> host) {
  private static final JobCodec JOBS = new JobCodec();
  private static final StatusCodec STATUSES = new StatusCodec();
  private static final PinCodec PINS = new PinCodec();

  static List<Range> ranges(JobId id, String hostname) {
    return List.of(
        Range.key(Keys.deploy(hostname, id)),
        Range.key(Keys.proc(id)),
        Range.key(Keys.run(id)),
        Range.key(Keys.status(id)),
        Range.key(Keys.counter(hostname, id)),
        Range.key(Keys.fixed(id.slotId())),
        Range.key(Keys.host(hostname)),
        Range.prefix(Keys.portsOf(id.nodeId())));
  }

  static Reading of(Snapshot snapshot, JobId id, String hostname) {
    Map<String, Long> ports = new TreeMap<>();
    String node = Keys.portsOf(id.nodeId());
    for (Entry entry : snapshot.entries()) {
      if (entry.key().startsWith(node) && isOf(entry.key(), id)) {
        ports.put(entry.key(), entry.modified());
      }
    }
    Optional<Entry> status = snapshot.find(Keys.status(id));
    Optional<Entry> counter = snapshot.find(Keys.counter(hostname, id));
    return new Reading(
        snapshot.revision(),
        snapshot.find(Keys.deploy(hostname, id)).map(Assigned::of),
        snapshot.find(Keys.proc(id)).map(Entry::modified).orElse(0L),
        parse(snapshot.find(Keys.proc(id)), JOBS::read),
        parse(snapshot.find(Keys.run(id)), value -> value),
        parse(status, STATUSES::read),
        status.map(Entry::modified).orElse(0L),
        parse(counter, Integer::valueOf),
        counter.map(Entry::modified).orElse(0L),
        parse(snapshot.find(Keys.fixed(id.slotId())), PINS::read),
        ports,
        parse(snapshot.find(Keys.host(hostname)), value -> HostCodec.read(hostname, value)));
  }

  /** The value that the assignment was made for, if it is still there. */
  Optional<Job> valueFor(long assignment) {
    return job.filter(found -> found.modified() < assignment).map(Versioned::value);
  }

  /** Whether the job is still to be run with the value that it was assigned for. */
  boolean wants(long assignment) {
    return procRevision > 0 && procRevision < assignment;
  }

  /** Whether the name was this host's, without a break, since before the assignment. */
  boolean assignedToUs(long assignment, String hostId) {
    return ours(hostId) && host.orElseThrow().created() < assignment;
  }

  boolean ours(String hostId) {
    return host.filter(found -> found.value().id().equals(hostId)).isPresent();
  }

  /** Ended runs of the present value, on whichever hosts. */
  int runs() {
    long proc = job.map(Versioned::modified).orElse(Long.MAX_VALUE);
    return status
        .filter(
            s ->
                s.value().assignment() > proc
                    || (s.value().assignment() == 0 && s.modified() > proc))
        .map(s -> s.value().runs())
        .orElse(0);
  }

  private static boolean isOf(String key, JobId id) {
    try {
      return Key.parse(key).job().equals(id);
    } catch (BadInput e) {
      return false;
    }
  }

  private static <T> Optional<Versioned<T>> parse(
      Optional<Entry> entry, java.util.function.Function<String, T> reader) {
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Versioned.of(reader.apply(entry.get().value()), entry.get()));
    } catch (BadInput | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
