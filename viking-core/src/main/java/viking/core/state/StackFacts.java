package viking.core.state;

import static viking.core.state.Index.putOrRemove;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Rollout;

/** All that the key spaces say of one stack, but for its jobs. */
public final class StackFacts {
  private final String name;
  private Versioned<Release> release;
  private long stackRevision;
  private Versioned<Rollout> rollout;
  private long rolloutRevision;
  private final NavigableMap<Integer, Versioned<String>> releases = new TreeMap<>();
  private final NavigableMap<String, Versioned<Integer>> scales = new TreeMap<>();
  private final NavigableMap<String, Versioned<String>> crons = new TreeMap<>();

  StackFacts(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * What is to run: the value of {@code /stack}; empty where there is none, or none that parses.
   */
  public Optional<Versioned<Release>> release() {
    return Optional.ofNullable(release);
  }

  /** The modified revision of {@code /stack}, whether or not it parses; 0 where there is none. */
  public long stackRevision() {
    return stackRevision;
  }

  public Optional<Versioned<Rollout>> rollout() {
    return Optional.ofNullable(rollout);
  }

  /** The modified revision of {@code /rollout}, whether or not it parses; 0 where there is none. */
  public long rolloutRevision() {
    return rolloutRevision;
  }

  /** The releases there have been, by number, as they were written. */
  public NavigableMap<Integer, Versioned<String>> releases() {
    return Collections.unmodifiableNavigableMap(releases);
  }

  /** What overrides the file's scale, by node. */
  public Map<String, Versioned<Integer>> scales() {
    return Collections.unmodifiableMap(scales);
  }

  /** The last nominal time fired, by node, as it was written. */
  public Map<String, Versioned<String>> crons() {
    return Collections.unmodifiableMap(crons);
  }

  /** How many instances of a node are wanted. */
  public int count(String node) {
    return Optional.ofNullable(scales.get(node))
        .map(Versioned::value)
        .orElseGet(
            () ->
                release()
                    .map(known -> known.value().stack().nodes().get(node))
                    .map(Node::scale)
                    .orElse(0));
  }

  boolean isEmpty() {
    return stackRevision == 0
        && rolloutRevision == 0
        && releases.isEmpty()
        && scales.isEmpty()
        && crons.isEmpty();
  }

  void release(Versioned<Release> value, long modified) {
    release = value;
    stackRevision = modified;
  }

  void rollout(Versioned<Rollout> value, long modified) {
    rollout = value;
    rolloutRevision = modified;
  }

  void release(int number, Versioned<String> text) {
    putOrRemove(releases, number, text);
  }

  void scale(String node, Versioned<Integer> count) {
    putOrRemove(scales, node, count);
  }

  void cron(String node, Versioned<String> fired) {
    putOrRemove(crons, node, fired);
  }
}
