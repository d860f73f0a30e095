package viking.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.store.Change;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.WatchListener;
import viking.core.store.Write;

/**
 * All slaves of the benchmark in one: every assignment is answered as a slave would, without a
 * container.
 */
final class Swarm implements WatchListener {
  private static final int JOBS_A_TXN = 60;
  private static final int UNDER_WAY = 16;

  private final Store store;
  private final StatusCodec codec = new StatusCodec();
  private final AtomicInteger placed = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final List<Entry> queue = new ArrayList<>();
  private volatile long lastPlaced;
  private volatile String problem = "";

  Swarm(Store store, long fromRevision) {
    this.store = store;
    store.watch(Range.prefix(KeySpace.DEPLOY.prefix()), fromRevision, this);
  }

  int placed() {
    return placed.get();
  }

  int running() {
    return running.get();
  }

  int gone() {
    return gone.get();
  }

  /** When the last assignment was seen. */
  long lastPlaced() {
    return lastPlaced;
  }

  String problem() {
    return problem;
  }

  @Override
  public void changed(long revision, List<Change> changes) {
    synchronized (queue) {
      for (Change change : changes) {
        String value = change.entry().value();
        boolean put = change.kind() == Change.Kind.PUT;
        if (put && value.isEmpty()) {
          placed.incrementAndGet();
          lastPlaced = System.nanoTime();
        }
        if (put && (value.isEmpty() || value.equals(JobFacts.STOP))) {
          queue.add(change.entry());
        }
      }
    }
    answer();
  }

  @Override
  public void ended(boolean compacted, String why) {
    problem = "the swarm's watch ended: " + why;
  }

  private void answer() {
    while (room.tryAcquire()) {
      List<Entry> batch;
      synchronized (queue) {
        batch = List.copyOf(queue.subList(0, Math.min(JOBS_A_TXN, queue.size())));
        queue.subList(0, batch.size()).clear();
      }
      if (batch.isEmpty()) {
        room.release();
        return;
      }
      commit(batch);
    }
  }

  private void commit(List<Entry> batch) {
    List<Compare> compares = new ArrayList<>();
    List<Write> writes = new ArrayList<>();
    int stopped = 0;
    for (Entry deploy : batch) {
      Key key = Key.parse(deploy.key());
      JobId id = key.job();
      compares.add(Compare.modified(deploy.key(), deploy.modified()));
      if (deploy.value().equals(JobFacts.STOP)) {
        writes.add(Write.delete(deploy.key()));
        writes.add(Write.delete(Keys.status(id)));
        stopped++;
        continue;
      }
      compares.add(Compare.absent(Keys.status(id)));
      writes.add(Write.put(deploy.key(), id.container()));
      writes.add(Write.put(Keys.status(id), codec.write(status(deploy, key))));
    }
    int ended = stopped;
    Object unused =
        store
            .commit(new Txn(compares, writes))
            .thenAccept(
                outcome -> {
                  if (outcome.kind() == Outcome.Kind.APPLIED) {
                    running.addAndGet(batch.size() - ended);
                    gone.addAndGet(ended);
                  } else {
                    problem = "a slave's write: " + outcome;
                  }
                  room.release();
                  answer();
                });
  }

  private static Status status(Entry deploy, Key key) {
    return new Status(
        deploy.created(),
        key.hostname(),
        JobState.RUNNING,
        Health.HEALTHY,
        key.job().container(),
        "2026-01-01T00:00:00.000000000Z",
        0,
        OptionalInt.empty(),
        "",
        "2026-01-01T00:00:00Z");
  }
}
