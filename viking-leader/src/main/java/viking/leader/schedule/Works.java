package viking.leader.schedule;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Rollout.Phase;
import viking.core.state.JobFacts;
import viking.leader.schedule.NodeOutlook.Kind;

/** All nodes of a release, in the file's order, and what they make of it together. */
final class Works {
  private final Release release;
  private final Phase phase;
  private final Map<String, NodeWork> works = new LinkedHashMap<>();

  Works(StackView view, Release release, Phase phase, Times times, Room room) {
    this.release = release;
    this.phase = phase;
    release
        .stack()
        .nodes()
        .forEach((name, node) -> works.put(name, work(view, name, node, times, room)));
  }

  Collection<NodeWork> all() {
    return works.values();
  }

  /** A node that only waits for a host to come back does not hold the others up. */
  boolean done() {
    return works.values().stream().allMatch(work -> work.done() || work.away());
  }

  int progress() {
    return works.values().stream().mapToInt(NodeWork::progress).sum();
  }

  /** Whether something is to make progress now: nothing is only waiting for its time to pass. */
  boolean lags() {
    return !done() && works.values().stream().noneMatch(NodeWork::settling);
  }

  /** What makes the release fail, by the time that it has used without progress. */
  Optional<Failure> failure(Duration used) {
    Optional<Failure> failure =
        works.values().stream().flatMap(work -> work.failure().stream()).findFirst();
    return failure.isPresent()
        ? failure
        : lagging()
            .filter(work -> used.compareTo(deadline(work.node())) >= 0)
            .findFirst()
            .map(NodeWork::late);
  }

  /** The first deadline that a node can pass. */
  Optional<Duration> deadline() {
    return lagging().map(work -> deadline(work.node())).min(Duration::compareTo);
  }

  /** Whether all that the release wants is there, ready or not: to undo it would change nothing. */
  boolean inPlace() {
    return works.values().stream().allMatch(NodeWork::inPlace);
  }

  /** The nodes that are being changed; or where none is, what is not ready as it was before. */
  private Stream<NodeWork> lagging() {
    boolean rolls = works.values().stream().anyMatch(NodeWork::rolling);
    return works.values().stream().filter(work -> rolls ? work.rolling() : !work.done());
  }

  /** What the node may do now: its changes begin when what it is after is done. */
  Course course(NodeWork work) {
    boolean over = phase == Phase.DONE || phase == Phase.ROLLED_BACK;
    List<String> waitsFor =
        over
            ? List.of()
            : release.stack().nodes().get(work.node()).after().stream()
                .filter(name -> works.containsKey(name) && !works.get(name).done())
                .toList();
    return new Course(phase, waitsFor);
  }

  /** Jobs as wanted that find no place. */
  Stream<JobFacts> waiting() {
    return works.values().stream()
        .filter(Standing.class::isInstance)
        .flatMap(work -> ((Standing) work).waiting());
  }

  private Duration deadline(String node) {
    return release.stack().nodes().get(node).update().deadline();
  }

  private NodeWork work(StackView view, String name, Node node, Times times, Room room) {
    if (node.website()) {
      return new Aside(name, Kind.WEBSITE);
    }
    if (node.every().isPresent()) {
      return new Aside(name, Kind.CRON);
    }
    return node.once()
        ? new Once(view, release, name, phase == Phase.DONE || phase == Phase.ROLLED_BACK)
        : new Standing(view, release, name, times, room);
  }
}
