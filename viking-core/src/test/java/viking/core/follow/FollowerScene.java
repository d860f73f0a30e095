package viking.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** A follower whose clock, questions and answers are in the test's hands. */
final class FollowerScene {
  static final Duration AUDIT_EVERY = Duration.ofSeconds(15);
  static final Duration RETRY = Duration.ofMillis(500);
  static final Range WATCHED = Range.prefix("/deploy/h1/");
  static final List<Range> CLUSTER = List.of(Range.key("/cluster"));
  static final List<Range> LISTED = List.of(Range.key("/cluster"), WATCHED);

  private final StoreGuard guard = new StoreGuard("c1", 0);
  private final Copy copy = new Copy(WATCHED);
  private final List<Effect> effects = new ArrayList<>();
  private final Follower follower;
  private long nanos;

  private FollowerScene(List<Range> audited) {
    this.follower = new Follower(new Tokens(0), guard, WATCHED, LISTED, audited, AUDIT_EVERY, copy);
  }

  /** Audits read all that a listing does, as a slave's do. */
  static FollowerScene auditingAll() {
    return new FollowerScene(LISTED);
  }

  /** Audits read {@code /cluster} alone, as a leader's do. */
  static FollowerScene auditingTheCluster() {
    return new FollowerScene(CLUSTER);
  }

  Follower follower() {
    return follower;
  }

  StoreGuard guard() {
    return guard;
  }

  List<String> fed() {
    return copy.feedings();
  }

  Now now() {
    return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Lets the follower look; how long it wants to wait from now, or never. */
  Optional<Duration> look() {
    long next = follower.next(now(), effects::add);
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(next - nanos));
  }

  /** Lets time pass until it wants to look again, and look. */
  void waitAndLook() {
    pass(look().orElseThrow());
    look();
  }

  /** The read that it has asked for, and nothing else. */
  StoreEffect.Read asked() {
    assertEquals(1, effects.size(), effects::toString);
    return (StoreEffect.Read) effects.remove(0);
  }

  /** The watch that it has asked for, and nothing else but words. */
  StoreEffect.OpenWatch opened() {
    effects.removeIf(effect -> effect instanceof Tell);
    assertEquals(1, effects.size(), effects::toString);
    return (StoreEffect.OpenWatch) effects.remove(0);
  }

  /** The watch that it has asked for in place of the one before. */
  StoreEffect.OpenWatch reopened() {
    assertEquals(2, effects.size(), effects::toString);
    assertTrue(effects.remove(0) instanceof StoreEffect.CloseWatch);
    return (StoreEffect.OpenWatch) effects.remove(0);
  }

  /** All that it has asked for, in words. */
  List<String> effects() {
    List<String> words = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof StoreEffect.OpenWatch open) {
        words.add("watch from " + open.fromRevision());
      } else if (effect instanceof StoreEffect.CloseWatch) {
        words.add("close");
      } else if (effect instanceof StoreEffect.Read read) {
        words.add(read.ranges().equals(LISTED) ? "read all" : "read the cluster");
      } else {
        words.add(((Tell) effect).level().toString());
      }
    }
    effects.clear();
    return words;
  }

  void answer(StoreEffect.Read read, Snapshot snapshot) {
    assertTrue(take(new StoreEvent.Loaded(read.token(), Optional.of(snapshot), "")));
  }

  void fail(StoreEffect.Read read, String problem) {
    assertTrue(take(new StoreEvent.Loaded(read.token(), Optional.empty(), problem)));
  }

  /** Whether the follower took it for news of its watch. */
  boolean tell(StoreEffect.OpenWatch watch, long revision, Change... changes) {
    return take(new StoreEvent.Changed(watch.token(), revision, Arrays.asList(changes)));
  }

  boolean end(StoreEffect.OpenWatch watch, boolean compacted) {
    return take(new StoreEvent.WatchEnded(watch.token(), compacted, "ended"));
  }

  boolean take(StoreEvent event) {
    return follower.take(event, now(), effects::add);
  }

  /** Has it list what is given and watch from there. */
  StoreEffect.OpenWatch follow(long revision, Entry... entries) {
    look();
    answer(asked(), listing(revision, entries));
    StoreEffect.OpenWatch watch = opened();
    fed();
    return watch;
  }

  /** Lets the time of an audit come. */
  StoreEffect.Read audit() {
    waitAndLook();
    StoreEffect.Read read = asked();
    assertEquals("audit", read.reason());
    return read;
  }

  static Snapshot listing(long revision, Entry... entries) {
    return listing("c1", revision, entries);
  }

  static Snapshot listing(String cluster, long revision, Entry... entries) {
    List<Entry> all = new ArrayList<>();
    all.add(new Entry("/cluster", "{\"id\":\"" + cluster + "\",\"format\":1}", 2, 2, 0));
    all.addAll(Arrays.asList(entries));
    return new Snapshot(revision, all);
  }

  static Entry entry(String name, long revision) {
    return new Entry("/deploy/h1/s/n/" + name, "", revision, revision, 0);
  }
}
