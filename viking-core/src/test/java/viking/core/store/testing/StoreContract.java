package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;

/** All that every store promises, and the memory one like the real one. */
public abstract class StoreContract extends LeaseContract {
  @Test
  void answersAtOnceWhenClosed() {
    store.close();
    assertTrue(store.read(List.of(all())).handle((found, failure) -> failure != null).join());
    Outcome outcome = store.commit(new Txn(List.of(), List.of(Write.put(key("a"), "")))).join();
    assertEquals(Outcome.Kind.FAILED, outcome.kind());
    assertEquals(LeaseAnswer.Kind.FAILED, store.keepAlive(1).join().kind());
    WatchLog log = new WatchLog();
    store.watch(all(), 1, log);
    log.awaitEnd();
  }

  @Test
  void endsItsWatchesWhenClosed() {
    WatchLog log = new WatchLog();
    store.watch(all(), read().revision() + 1, log);
    CompletableFuture.runAsync(store::close).join();
    log.awaitEnd();
  }
}
