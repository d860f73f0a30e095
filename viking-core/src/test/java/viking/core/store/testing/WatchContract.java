package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.store.Change;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What a watch promises. */
abstract class WatchContract extends CommitContract {
  private final WatchLog log = new WatchLog();

  @Test
  void tellsWhatHappensAfterItWasOpened() {
    watchFrom(read().revision() + 1);
    long made = put("a", "1");
    long changed = put("a", "2");
    long deleted = delete("a");
    log.awaitKeys(key("a"), key("a"), "-" + key("a"));
    List<Change> told = log.changes();
    assertEquals(made, told.get(0).entry().created());
    assertEquals(changed, told.get(1).entry().modified());
    assertEquals("2", told.get(1).entry().value());
    assertEquals(Change.delete(key("a"), deleted), told.get(2));
  }

  @Test
  void tellsThePastFromItsRevisionOn() {
    put("a", "");
    long from = put("b", "");
    put("c", "");
    watchFrom(from);
    log.awaitKeys(key("b"), key("c"));
    put("d", "");
    log.awaitKeys(key("b"), key("c"), key("d"));
  }

  @Test
  void tellsOfItsRangeAlone() {
    long next = read().revision() + 1;
    store.watch(Range.prefix(key("in/")), next, log);
    commit(Write.put(key("in/1"), ""), Write.put(key("out"), ""));
    put("in", "");
    put("in0", "");
    put("in/2", "");
    log.awaitKeys(key("in/1"), key("in/2"));
  }

  @Test
  void watchesASingleKey() {
    long next = read().revision() + 1;
    store.watch(Range.key(key("a")), next, log);
    put("a/b", "");
    put("aa", "");
    put("a", "");
    log.awaitKeys(key("a"));
  }

  @Test
  void tellsTheChangesOfOneRevisionTogetherAndInTheOrderOfTheTransaction() {
    put("b", "");
    watchFrom(read().revision() + 1);
    long revision =
        applied(commit(Write.put(key("c"), ""), Write.delete(key("b")), Write.put(key("a"), "")));
    log.awaitKeys(key("c"), "-" + key("b"), key("a"));
    assertEquals(List.of(revision), log.revisions());
  }

  @Test
  void tellsWholeRevisionsInOrderWhileManyWrite() {
    watchFrom(read().revision() + 1);
    List<CompletableFuture<Outcome>> flight =
        IntStream.range(0, 300).mapToObj(i -> store.commit(new Txn(List.of(), pair(i)))).toList();
    flight.forEach(one -> applied(Eventually.get(one)));
    Eventually.holds("600 changes", () -> log.changes().size() == 600);
    List<Change> told = log.changes();
    long before = 0;
    for (int i = 0; i < told.size(); i += 2) {
      long revision = told.get(i).entry().modified();
      assertTrue(revision > before, "in order");
      assertEquals(revision, told.get(i + 1).entry().modified(), "whole");
      before = revision;
    }
    List<Long> upTo = log.revisions();
    assertEquals(before, upTo.get(upTo.size() - 1));
  }

  @Test
  void tellsALongPastInWholeRevisions() {
    long from = read().revision() + 1;
    List<CompletableFuture<Outcome>> flight = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      flight.add(store.commit(new Txn(List.of(), pair(i))));
    }
    flight.forEach(one -> applied(Eventually.get(one)));
    List<Integer> sizes = new ArrayList<>();
    store.watch(
        all(),
        from,
        new ForwardingLog(log) {
          @Override
          public void changed(long revision, List<Change> changes) {
            sizes.add(changes.size());
            super.changed(revision, changes);
          }
        });
    Eventually.holds("all changes", () -> log.changes().size() == 5_000);
    assertTrue(sizes.stream().allMatch(size -> size % 2 == 0), sizes::toString);
  }

  @Test
  void saysNothingMoreOnceClosed() {
    Store.Watch watch = watchFrom(read().revision() + 1);
    put("a", "");
    log.awaitKeys(key("a"));
    watch.close();
    watch.close();
    WatchLog other = new WatchLog();
    store.watch(all(), read().revision() + 1, other);
    put("b", "");
    other.awaitKeys(key("b"));
    assertEquals(List.of(key("a")), log.keys());
    assertEquals(List.of(), log.endings());
  }

  @Test
  void endsWhereTheWantedRevisionsAreCompacted() {
    long old = put("a", "1");
    put("a", "2");
    long last = put("a", "3");
    assertTrue(Eventually.get(store.compact(last)));
    watchFrom(old);
    assertTrue(log.awaitEnd().compacted());
    WatchLog next = new WatchLog();
    store.watch(all(), last + 1, next);
    put("b", "");
    next.awaitKeys(key("b"));
    assertEquals(List.of(), log.keys());
  }

  @Test
  void survivesACompactionOfWhatItHasTold() {
    watchFrom(read().revision() + 1);
    long first = put("a", "");
    log.awaitKeys(key("a"));
    assertTrue(Eventually.get(store.compact(first)));
    put("b", "");
    log.awaitKeys(key("a"), key("b"));
  }

  /** Elsewhere it would wait in silence until a store that was wiped gets there again. */
  @Test
  void endsWhereTheStoreIsBehindTheWantedRevision() {
    long revision = put("a", "");
    watchFrom(revision + 2);
    assertFalse(log.awaitEnd().compacted());
  }

  @Test
  void keepsManyWatchesAtOnce() {
    long next = read().revision() + 1;
    List<WatchLog> logs = IntStream.range(0, 200).mapToObj(i -> new WatchLog()).toList();
    logs.forEach(each -> store.watch(all(), next, each));
    put("a", "");
    logs.forEach(each -> each.awaitKeys(key("a")));
  }

  @Test
  void compactsWhatHasBeenAndNothingElse() {
    long old = put("a", "1");
    long last = put("a", "2");
    assertTrue(Eventually.get(store.compact(last)));
    assertTrue(Eventually.get(store.compact(old)), "is already so");
    assertFalse(Eventually.get(store.compact(last + 100)));
    assertEquals("2", entry("a").value());
    applied(commit(List.of(Compare.modified(key("a"), last)), Write.delete(key("a"))));
  }

  private Store.Watch watchFrom(long revision) {
    return store.watch(all(), revision, log);
  }

  private List<Write> pair(int number) {
    return List.of(Write.put(key("a" + number), ""), Write.put(key("b" + number), ""));
  }
}
