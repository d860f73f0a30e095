package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What a transaction promises. */
abstract class CommitContract extends ReadContract {
  @Test
  void appliesAllWritesInOneRevision() {
    put("c", "old");
    long revision =
        applied(commit(Write.put(key("a"), "1"), Write.put(key("b"), "2"), Write.delete(key("c"))));
    assertEquals(
        List.of(
            new Entry(key("a"), "1", revision, revision, 0),
            new Entry(key("b"), "2", revision, revision, 0)),
        read().entries());
  }

  @Test
  void appliesNothingWhereOneCompareFails() {
    long made = put("a", "1");
    Outcome outcome =
        commit(
            List.of(Compare.modified(key("a"), made), Compare.absent(key("a"))),
            Write.put(key("b"), ""),
            Write.delete(key("a")));
    assertEquals(Outcome.refused(made), outcome);
    assertEquals(List.of("a"), names());
  }

  @Test
  void comparesTheRevisionsOfCreationAndOfTheLastChange() {
    long made = put("a", "1");
    long changed = put("a", "2");
    assertRefused(Compare.created(key("a"), changed));
    assertRefused(Compare.modified(key("a"), made));
    assertRefused(Compare.absent(key("a")));
    applied(
        commit(
            List.of(Compare.created(key("a"), made), Compare.modified(key("a"), changed)),
            Write.put(key("a"), "3")));
  }

  @Test
  void holdsAKeyThatIsNotThereToHaveRevisionZero() {
    assertRefused(Compare.modified(key("a"), 1));
    applied(
        commit(
            List.of(Compare.created(key("a"), 0), Compare.modified(key("a"), 0)),
            Write.put(key("a"), "")));
  }

  @Test
  void keepsTheRevisionOfCreationUntilTheKeyIsDeleted() {
    long made = put("a", "1");
    long changed = put("a", "2");
    assertEquals(new Entry(key("a"), "2", made, changed, 0), entry("a"));
    delete("a");
    long again = put("a", "3");
    assertEquals(new Entry(key("a"), "3", again, again, 0), entry("a"));
  }

  @Test
  void countsAPutOfTheSameValueAsAChange() {
    long first = put("a", "same");
    assertEquals(first + 1, put("a", "same"));
    assertEquals(first + 1, entry("a").modified());
  }

  @Test
  void countsADeletionOfNothingAsNoChange() {
    long revision = put("a", "");
    assertEquals(revision, applied(commit(Write.delete(key("b")), Write.delete(key("c")))));
    assertEquals(revision, read().revision());
  }

  @Test
  void appliesATransactionThatOnlyCompares() {
    long revision = put("a", "");
    assertEquals(Outcome.applied(revision), commit(List.of(Compare.modified(key("a"), revision))));
    assertEquals(Outcome.refused(revision), commit(List.of(Compare.absent(key("a")))));
  }

  @Test
  void takesAsManyComparesAndWritesAsEtcdDoes() {
    List<Compare> compares = numbers().mapToObj(i -> Compare.absent(key("k" + i))).toList();
    Write[] writes = numbers().mapToObj(i -> Write.put(key("k" + i), "")).toArray(Write[]::new);
    applied(commit(compares, writes));
    assertEquals(Txn.LIMIT, names().size());
    assertNotEquals(Outcome.Kind.APPLIED, commit(compares, writes).kind());
  }

  @Test
  void failsWhereAKeyIsWrittenTwice() {
    assertFailed("duplicate key", commit(Write.put(key("a"), "1"), Write.put(key("a"), "2")));
    assertFailed("duplicate key", commit(Write.put(key("a"), "1"), Write.delete(key("a"))));
    applied(commit(Write.delete(key("a")), Write.delete(key("a"))));
    assertEquals(List.of(), names());
  }

  @Test
  void failsWhereAKeyIsEmpty() {
    assertFailed("key is not provided", commit(Write.put("", "")));
    assertFailed("key is not provided", commit(List.of(Compare.absent("")), Write.put("a", "")));
  }

  @Test
  void failsWhereAllTogetherIsTooLarge() {
    assertFailed("too large", commit(Write.put(key("a"), "v".repeat(1_600_000))));
    assertEquals(List.of(), names());
  }

  @Test
  void failsOnALeaseThatIsNotThereButRefusesBeforeItLooks() {
    Write onNoLease = Write.put(key("a"), "", 12_345);
    assertFailed("lease not found", commit(onNoLease, Write.put(key("b"), "")));
    assertEquals(
        Outcome.Kind.REFUSED, commit(List.of(Compare.created(key("a"), 1)), onNoLease).kind());
    assertEquals(List.of(), names());
  }

  @Test
  void landsManyTransactionsThatAreInFlightTogether() {
    List<CompletableFuture<Outcome>> flight =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    store.commit(
                        new Txn(
                            List.of(Compare.absent(key("k" + i))),
                            List.of(Write.put(key("k" + i), "")))))
            .toList();
    List<Long> revisions = flight.stream().map(one -> applied(Eventually.get(one))).toList();
    assertEquals(500, revisions.stream().distinct().count());
    assertEquals(500, names().size());
  }

  @Test
  void letsOneOfManyRivalsWin() {
    List<CompletableFuture<Outcome>> rivals =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    open()
                        .commit(
                            new Txn(
                                List.of(Compare.absent(key("a"))),
                                List.of(Write.put(key("a"), "rival " + i)))))
            .toList();
    List<Outcome.Kind> kinds = rivals.stream().map(one -> Eventually.get(one).kind()).toList();
    assertEquals(1, kinds.stream().filter(Outcome.Kind.APPLIED::equals).count());
    assertEquals(49, kinds.stream().filter(Outcome.Kind.REFUSED::equals).count());
  }

  private static IntStream numbers() {
    return IntStream.range(0, Txn.LIMIT);
  }

  private void assertRefused(Compare compare) {
    assertEquals(
        Outcome.Kind.REFUSED, commit(List.of(compare), Write.put(key("refused"), "")).kind());
  }
}
