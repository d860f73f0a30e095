package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What a read promises. */
abstract class ReadContract extends StoreScene {
  @Test
  void readsNothingWhereNothingIs() {
    assertEquals(List.of(), read().entries());
  }

  @Test
  void readsAtTheRevisionOfTheLastWrite() {
    long written = put("a", "1");
    assertEquals(written, read().revision());
  }

  @Test
  void readsRangesInTheirOrderAndEachSortedByKey() {
    commit(
        Write.put(key("b/2"), ""),
        Write.put(key("b/1"), ""),
        Write.put(key("a/1"), ""),
        Write.put(key("c"), ""));
    Snapshot snapshot =
        Eventually.get(
            store.read(
                List.of(Range.key(key("c")), Range.prefix(key("b/")), Range.prefix(key("a/")))));
    assertEquals(
        List.of(key("c"), key("b/1"), key("b/2"), key("a/1")),
        snapshot.entries().stream().map(Entry::key).toList());
  }

  @Test
  void tellsHowMuchItHolds() {
    put("large", "x".repeat(1_000_000));
    Eventually.holds(
        "it is known to be there", () -> Eventually.get(store.size()).orElse(0) >= 1_000_000);
  }

  @Test
  void readsNeitherTheKeyOfAPrefixNorItsNeighbours() {
    for (String name : List.of("a", "a.", "a/1", "a0")) {
      put(name, "");
    }
    assertEquals(
        List.of(key("a/1")),
        Eventually.get(store.read(List.of(Range.prefix(key("a/"))))).entries().stream()
            .map(Entry::key)
            .toList());
  }

  @Test
  void readsAnyText() {
    List<String> texts = List.of("", "a\nb\tc\0d", "Grüße an 京都 🚀", "\"{}\\", "x".repeat(300_000));
    for (int i = 0; i < texts.size(); i++) {
      put("ä" + i, texts.get(i));
    }
    assertEquals(texts, read().entries().stream().map(Entry::value).toList());
  }

  @Test
  void readsMoreRangesThanATransactionTakes() {
    List<Range> ranges = IntStream.range(0, 300).mapToObj(i -> Range.prefix(key(i + "/"))).toList();
    put("0/x", "first");
    put("299/x", "last");
    assertEquals(
        List.of("first", "last"),
        Eventually.get(store.read(ranges)).entries().stream().map(Entry::value).toList());
  }

  @Test
  void readsNothingOfNoRanges() {
    long revision = put("a", "");
    assertEquals(new Snapshot(revision, List.of()), Eventually.get(store.read(List.of())));
  }

  /** The first and the last key always change together, so no page may be of another revision. */
  @Test
  void readsManyLargePagesAtOneRevisionWhileOthersWrite() {
    int keys = 12_000;
    fill(keys, "v".repeat(600));
    List<CompletableFuture<Outcome>> writes = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      CompletableFuture<Snapshot> reading = store.read(List.of(all()));
      for (int i = 0; i < 20; i++) {
        String value = round + "." + i;
        writes.add(store.commit(new Txn(List.of(), both(keys, value))));
      }
      List<Entry> entries = Eventually.get(reading).entries();
      assertEquals(keys, entries.size());
      assertEquals(entries.get(0).value(), entries.get(keys - 1).value());
      assertEquals(entries.get(0).modified(), entries.get(keys - 1).modified());
    }
    writes.forEach(write -> applied(Eventually.get(write)));
    long size = read().entries().stream().mapToLong(entry -> entry.value().length()).sum();
    assertTrue(size > 4 << 20, () -> size + " bytes are too little to prove anything");
  }

  private void fill(int keys, String value) {
    for (int from = 0; from < keys; from += Txn.LIMIT) {
      int to = Math.min(keys, from + Txn.LIMIT);
      commit(IntStream.range(from, to).mapToObj(i -> nth(i, value)).toArray(Write[]::new));
    }
    commit(both(keys, "0").toArray(Write[]::new));
  }

  private List<Write> both(int keys, String value) {
    return List.of(nth(0, value), nth(keys - 1, value));
  }

  private Write nth(int number, String value) {
    return Write.put(key("%06d".formatted(number)), value);
  }
}
