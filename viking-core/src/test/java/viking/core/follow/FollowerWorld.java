package viking.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.testing.Draw;
import viking.core.store.Change;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;

/**
 * A follower before a store whose answers and news come late, in any order, or not at all. After
 * each step its copy must be what the store held at the revision that the follower says.
 */
final class FollowerWorld {
  private static final Range WATCHED = Range.prefix("/deploy/h1/");
  private static final List<Range> LISTED = List.of(Range.key("/cluster"), WATCHED);
  private static final Duration AUDIT_EVERY = Duration.ofSeconds(3);

  private final Draw draw;
  private final EtcdModel etcd = new EtcdModel();
  private final Map<Long, Map<String, String>> past = new HashMap<>();
  private final Copy copy = new Copy(WATCHED);
  private final Follower follower;
  private final List<Effect> effects = new ArrayList<>();
  private final List<StoreEffect.Read> unread = new ArrayList<>();
  private final List<StoreEvent.Loaded> underway = new ArrayList<>();
  private final List<Watching> watches = new ArrayList<>();
  private long nanos;

  FollowerWorld(Draw draw, boolean auditsAll) {
    this.draw = draw;
    List<Range> audited = auditsAll ? LISTED : LISTED.subList(0, 1);
    this.follower =
        new Follower(
            new Tokens(0), new StoreGuard("c1", 0), WATCHED, LISTED, audited, AUDIT_EVERY, copy);
    commit(Write.put("/cluster", "{\"id\":\"c1\"}"));
  }

  /** Anything may happen. */
  void step() {
    switch (draw.number(0, 9)) {
      case 0, 1, 2 -> write();
      case 3 -> nanos += Duration.ofMillis(draw.number(1, 2_000)).toNanos();
      case 4 -> read();
      case 5 -> answer();
      case 6, 7 -> tellOne();
      case 8 -> trouble();
      default -> look();
    }
    assertRight();
  }

  /** All goes well for a while: then the copy must be what the store holds. */
  void settle() {
    watches.stream().filter(watch -> draw.oneIn(2)).forEach(watch -> watch.silent = true);
    for (int i = 0; i < 40; i++) {
      nanos += Duration.ofMillis(500).toNanos();
      look();
      while (!unread.isEmpty() || !underway.isEmpty()) {
        read();
        answer();
        look();
      }
      List.copyOf(watches).forEach(watch -> tell(watch, Integer.MAX_VALUE));
      assertRight();
    }
    assertEquals("", follower.problem());
    assertEquals(content(), copy.values());
  }

  private void assertRight() {
    if (follower.loaded()) {
      assertEquals(past.get(follower.revision()), copy.values());
    }
  }

  private void write() {
    String name = Integer.toString(draw.number(1, 4));
    String key = draw.of(List.of("/deploy/h1/s/n/", "/deploy/h1/s/n/", "/deploy/h2/s/n/")) + name;
    commit(draw.oneIn(3) ? Write.delete(key) : Write.put(key, "v" + etcd.revision()));
  }

  private void commit(Write write) {
    etcd.commit(new Txn(List.of(), List.of(write)));
    past.put(etcd.revision(), content());
  }

  private Map<String, String> content() {
    Map<String, String> content = new TreeMap<>();
    etcd.read(List.of(WATCHED)).entries().forEach(entry -> content.put(entry.key(), entry.value()));
    return content;
  }

  private void trouble() {
    switch (draw.number(0, 4)) {
      case 0 -> etcd.compact(draw.number(1, (int) etcd.revision()));
      case 1 -> {
        if (!unread.isEmpty()) {
          take(new StoreEvent.Loaded(unread.remove(0).token(), Optional.empty(), "no leader"));
        }
      }
      case 2 -> follower.again(now());
      case 3 -> {
        if (!watches.isEmpty()) {
          end(draw.of(watches), false);
        }
      }
      default -> {
        if (!watches.isEmpty()) {
          draw.of(watches).silent = true;
        }
      }
    }
  }

  /** The store reads now, and its answer is under way. */
  private void read() {
    if (!unread.isEmpty()) {
      StoreEffect.Read read = unread.remove(0);
      Snapshot snapshot = etcd.read(read.ranges());
      underway.add(new StoreEvent.Loaded(read.token(), Optional.of(snapshot), ""));
    }
  }

  private void answer() {
    if (!underway.isEmpty()) {
      take(underway.remove(0));
    }
  }

  private void tellOne() {
    if (!watches.isEmpty()) {
      tell(draw.of(watches), draw.number(1, 3));
    }
  }

  /** What a closed watch had under way may still come. */
  private void tell(Watching watch, int most) {
    if (watch.silent) {
      return;
    }
    if (watch.from <= etcd.compacted()) {
      // From the very revision it would go on, as etcd 3.4 does, but without the deletes of that
      // one.
      end(watch, true);
      return;
    }
    List<Revision> told =
        etcd.changesSince(WATCHED, watch.from).orElseThrow().stream().limit(most).toList();
    if (!told.isEmpty()) {
      long revision = told.get(told.size() - 1).number();
      List<Change> changes = told.stream().flatMap(each -> each.changes().stream()).toList();
      watch.from = revision + 1;
      take(new StoreEvent.Changed(watch.token, revision, changes));
    }
  }

  private void end(Watching watch, boolean compacted) {
    watches.remove(watch);
    take(new StoreEvent.WatchEnded(watch.token, compacted, "ended"));
  }

  private void take(StoreEvent event) {
    follower.take(event, now(), effects::add);
    perform();
  }

  private void look() {
    follower.next(now(), effects::add);
    perform();
  }

  private void perform() {
    for (Effect effect : effects) {
      if (effect instanceof StoreEffect.Read read) {
        unread.add(read);
      } else if (effect instanceof StoreEffect.OpenWatch open) {
        watches.add(new Watching(open.token(), open.fromRevision()));
      } else if (effect instanceof StoreEffect.CloseWatch close && draw.oneIn(2)) {
        watches.removeIf(watch -> watch.token == close.token());
      }
    }
    effects.clear();
  }

  private Now now() {
    return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
  }

  /** A watch and how far it has told. */
  private static final class Watching {
    private final long token;
    private long from;
    private boolean silent;

    Watching(long token, long from) {
      this.token = token;
      this.from = from;
    }
  }
}
