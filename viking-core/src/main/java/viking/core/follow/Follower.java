package viking.core.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/**
 * Keeps a {@link Followed} true to some ranges of the store. An audit now and then reads what it
 * costs little to read; when that shows what the watch did not tell, the watch is opened anew from
 * where it fell silent. While the guard disbelieves the store, nothing is passed on.
 */
public final class Follower {
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final long NONE = 0;

  private final Tokens tokens;
  private final StoreGuard guard;
  private final Range watched;
  private final List<Range> listed;
  private final List<Range> audited;
  private final Duration auditEvery;
  private final Followed followed;

  private long readToken = NONE;
  private boolean auditing;
  private long watchToken = NONE;
  private long revision;
  private long suspected;
  private long toldWhenSuspected;
  private long knownWhenAsked;
  private boolean loaded;
  private String problem = "etcd has not answered yet";
  private long nextRead = Long.MIN_VALUE;
  private long opened;

  /**
   * Follows {@code watched}; listings read {@code listed}, audits {@code audited}. Where the audit
   * reads all that a listing does, its result is passed on as a listing. Both include {@code
   * /cluster}.
   */
  public Follower(
      Tokens tokens,
      StoreGuard guard,
      Range watched,
      List<Range> listed,
      List<Range> audited,
      Duration auditEvery,
      Followed followed) {
    this.tokens = tokens;
    this.guard = guard;
    this.watched = watched;
    this.listed = List.copyOf(listed);
    this.audited = List.copyOf(audited);
    this.auditEvery = auditEvery;
    this.followed = followed;
  }

  /** Whether what was passed on is believed and, as far as is known, fresh. */
  public boolean current() {
    return loaded && problem.isEmpty();
  }

  /** Whether anything has ever been passed on. */
  public boolean loaded() {
    return loaded;
  }

  /** Why it is not current; empty when it is. */
  public String problem() {
    return problem;
  }

  public long revision() {
    return revision;
  }

  /** Whether the event was an answer to the follower. */
  public boolean take(StoreEvent event, Now now, Consumer<Effect> out) {
    if (event instanceof StoreEvent.Loaded loadedEvent && event.token() == readToken) {
      readToken = NONE;
      nextRead = now.after(auditEvery);
      loadedEvent
          .snapshot()
          .ifPresentOrElse(
              snapshot -> listed(snapshot, now, out),
              () -> blind("etcd does not answer: " + loadedEvent.problem(), now, out));
      return true;
    }
    if (event.token() != watchToken || watchToken == NONE) {
      return false;
    }
    if (event instanceof StoreEvent.Changed changed) {
      long known = revision;
      if (changed.revision() > known) {
        revision = changed.revision();
        guard.seen(revision);
        followed.changed(
            revision,
            changed.changes().stream().filter(c -> c.entry().modified() > known).toList());
      }
    } else if (event instanceof StoreEvent.WatchEnded) {
      watchToken = NONE;
      nextRead = now.reached(opened + RETRY.toNanos()) ? now.nanos() : now.after(RETRY);
    }
    return true;
  }

  /** Begins the reading that is due, if any; says when to look again. */
  public long next(Now now, Consumer<Effect> out) {
    if (readToken == NONE && (nextRead == Long.MIN_VALUE || now.reached(nextRead))) {
      auditing = watchToken != NONE && problem.isEmpty();
      readToken = tokens.next();
      knownWhenAsked = guard.revision();
      out.accept(
          new StoreEffect.Read(
              readToken, auditing ? audited : listed, auditing ? "audit" : "list anew"));
    }
    return readToken == NONE ? nextRead : Long.MAX_VALUE;
  }

  /** Reads as soon as nothing is being read. */
  public void soon(Now now) {
    nextRead = now.nanos();
  }

  /** Reads anew at once: what is still being read was asked for before whatever has changed. */
  public void again(Now now) {
    readToken = NONE;
    nextRead = now.nanos();
  }

  private void listed(Snapshot snapshot, Now now, Consumer<Effect> out) {
    Optional<String> wrong = guard.judge(snapshot, knownWhenAsked);
    if (wrong.isPresent()) {
      blind(wrong.get(), now, out);
      return;
    }
    if (!problem.isEmpty()) {
      out.accept(Tell.info("etcd is readable again, revision=" + snapshot.revision()));
      problem = "";
    }
    if (!auditing) {
      pass(snapshot, now, out);
    } else if (watchToken == NONE) {
      // It ended while the audit was under way.
      nextRead = now.nanos();
    } else if (audited.equals(listed)) {
      audited(snapshot, now, out);
    } else {
      suspect(snapshot.revision(), now, out);
    }
  }

  private void audited(Snapshot snapshot, Now now, Consumer<Effect> out) {
    if (snapshot.revision() < revision) {
      // The watch has overtaken it: what it does not show yet must not be forgotten.
      nextRead = now.after(RETRY);
    } else if (snapshot.entries().stream().anyMatch(e -> e.modified() > revision)) {
      pass(snapshot, now, out);
    } else {
      revision = snapshot.revision();
      followed.reset(snapshot);
    }
  }

  /**
   * The store has moved on: if the watch tells of nothing until the next audit, it is reopened. One
   * that only lags is left to catch up.
   */
  private void suspect(long storeRevision, Now now, Consumer<Effect> out) {
    if (suspected > revision && toldWhenSuspected == revision) {
      open("the watch fell silent at revision " + revision, now, out);
    }
    suspected = storeRevision;
    toldWhenSuspected = revision;
  }

  private void pass(Snapshot snapshot, Now now, Consumer<Effect> out) {
    revision = snapshot.revision();
    suspected = revision;
    loaded = true;
    followed.reset(snapshot);
    open("follow from revision " + revision, now, out);
  }

  private void open(String reason, Now now, Consumer<Effect> out) {
    close(out);
    opened = now.nanos();
    watchToken = tokens.next();
    // Not from the next one: etcd may have compacted up to just there, and would keep the deletes
    // of
    // that revision to itself. From this one on it has to say so.
    out.accept(new StoreEffect.OpenWatch(watchToken, watched, Math.max(1, revision), reason));
  }

  private void close(Consumer<Effect> out) {
    if (watchToken != NONE) {
      out.accept(new StoreEffect.CloseWatch(watchToken, "replaced"));
      watchToken = NONE;
    }
  }

  private void blind(String why, Now now, Consumer<Effect> out) {
    if (!why.equals(problem)) {
      out.accept(Tell.warn("cannot follow etcd, containers are left as they are: " + why));
      problem = why;
    }
    close(out);
    nextRead = now.after(RETRY);
  }
}
