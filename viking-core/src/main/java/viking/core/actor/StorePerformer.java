package viking.core.actor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.store.Change;
import viking.core.store.LeaseAnswer;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.WatchListener;

/** Asks a store what an actor wants of it. The store stays open when the actor is gone. */
public final class StorePerformer implements Performer {
  private static final Logger LOG = LoggerFactory.getLogger(StorePerformer.class);

  private final Store store;
  private final Grumble grumble = new Grumble();
  private final Map<Long, Store.Watch> watches = new ConcurrentHashMap<>();

  public StorePerformer(Store store) {
    this.store = store;
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof StoreEffect asked)) {
      return false;
    }
    if (asked instanceof StoreEffect.OpenWatch open) {
      open(open.token(), open.range(), open.fromRevision(), answers);
    } else if (asked instanceof StoreEffect.CloseWatch close) {
      close(close.token());
    } else if (asked instanceof StoreEffect.Compact compact) {
      pass(store.compact(compact.revision()), done -> tell(compact, done));
    } else {
      pass(ask(asked), answers);
    }
    return true;
  }

  @Override
  public void closeAll() {
    List.copyOf(watches.keySet()).forEach(this::close);
  }

  private CompletableFuture<? extends Event> ask(StoreEffect effect) {
    long token = effect.token();
    if (effect instanceof StoreEffect.Read read) {
      return store
          .read(read.ranges())
          .handle((snapshot, failure) -> loaded(token, Optional.ofNullable(snapshot), failure));
    }
    if (effect instanceof StoreEffect.Commit commit) {
      return store
          .commit(commit.txn())
          .thenApply(
              outcome -> {
                grumble.about(outcome, commit.reason(), System.nanoTime()).ifPresent(LOG::warn);
                return new StoreEvent.Committed(token, outcome);
              });
    }
    if (effect instanceof StoreEffect.Size) {
      return store.size().thenApply(bytes -> new StoreEvent.Sized(token, bytes));
    }
    return askLease(effect).thenApply(answer -> new StoreEvent.LeaseTold(token, answer));
  }

  private CompletableFuture<LeaseAnswer> askLease(StoreEffect effect) {
    if (effect instanceof StoreEffect.Grant grant) {
      return store.grant(grant.ttl());
    }
    if (effect instanceof StoreEffect.KeepAlive keepAlive) {
      return store.keepAlive(keepAlive.lease());
    }
    if (effect instanceof StoreEffect.Revoke revoke) {
      return store.revoke(revoke.lease());
    }
    throw new IllegalArgumentException("the store cannot do " + effect);
  }

  private void close(long token) {
    Optional.ofNullable(watches.remove(token)).ifPresent(Store.Watch::close);
  }

  private static <T> void pass(CompletableFuture<? extends T> answer, Consumer<T> to) {
    Object unused =
        answer.whenComplete(
            (given, failure) -> {
              if (failure == null) {
                to.accept(given);
              } else {
                LOG.error("the store broke its word", failure);
              }
            });
  }

  private static Event loaded(long token, Optional<Snapshot> snapshot, Throwable failure) {
    if (snapshot.isPresent()) {
      return new StoreEvent.Loaded(token, snapshot, "");
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String problem = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    return new StoreEvent.Loaded(token, Optional.empty(), problem);
  }

  private void open(long token, Range range, long fromRevision, Consumer<Event> answers) {
    Listening listening = new Listening(token, answers);
    watches.put(token, store.watch(range, fromRevision, listening));
    if (listening.ended) {
      watches.remove(token);
    }
  }

  private static void tell(StoreEffect.Compact compact, boolean done) {
    if (done) {
      LOG.debug("compacted up to revision={}", compact.revision());
    } else {
      LOG.warn("could not compact up to revision={}", compact.revision());
    }
  }

  /** Passes on what a watch says. */
  private final class Listening implements WatchListener {
    private final long token;
    private final Consumer<Event> answers;
    private volatile boolean ended;

    Listening(long token, Consumer<Event> answers) {
      this.token = token;
      this.answers = answers;
    }

    @Override
    public void changed(long revision, List<Change> changes) {
      answers.accept(new StoreEvent.Changed(token, revision, changes));
    }

    @Override
    public void ended(boolean compacted, String problem) {
      ended = true;
      watches.remove(token);
      answers.accept(new StoreEvent.WatchEnded(token, compacted, problem));
    }
  }
}
