package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What tests of a store share: a client, a place in the store of each test's own, short words. */
public abstract class StoreScene {
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final List<Store> opened = new ArrayList<>();
  private final String root = "/contract/" + TESTS.incrementAndGet() + "/";

  protected Store store;

  /** Another client of the store under test. */
  protected abstract Store connect();

  @BeforeEach
  final void openStore() {
    store = open();
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(Store::close);
  }

  /** Another client, closed when the test is over. */
  protected final Store open() {
    Store made = connect();
    opened.add(made);
    return made;
  }

  protected final String key(String name) {
    return root + name;
  }

  protected final Range all() {
    return Range.prefix(root);
  }

  protected final Snapshot read() {
    return Eventually.get(store.read(List.of(all())));
  }

  protected final Entry entry(String name) {
    return read().find(key(name)).orElseThrow(() -> new AssertionError("no key " + name));
  }

  /** The names of the keys that are there. */
  protected final List<String> names() {
    return read().entries().stream().map(e -> e.key().substring(root.length())).toList();
  }

  protected final Outcome commit(List<Compare> compares, Write... writes) {
    return Eventually.get(store.commit(new Txn(compares, List.of(writes))));
  }

  protected final Outcome commit(Write... writes) {
    return commit(List.of(), writes);
  }

  /** Puts a key and says at which revision. */
  protected final long put(String name, String value) {
    return applied(commit(Write.put(key(name), value)));
  }

  protected final long delete(String name) {
    return applied(commit(Write.delete(key(name))));
  }

  protected static long applied(Outcome outcome) {
    assertEquals(Outcome.Kind.APPLIED, outcome.kind(), outcome::toString);
    return outcome.revision();
  }

  protected static void assertFailed(String problem, Outcome outcome) {
    assertEquals(Outcome.Kind.FAILED, outcome.kind(), outcome::toString);
    assertTrue(outcome.problem().contains(problem), outcome::problem);
  }
}
