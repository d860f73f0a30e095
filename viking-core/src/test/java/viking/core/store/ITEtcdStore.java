package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.StoreContract;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

@Requires({Tool.ETCD, Tool.ETCDCTL})
class ITEtcdStore extends StoreContract {
  private static EtcdMember etcd;

  @BeforeAll
  static void start() {
    etcd = EtcdMember.start();
  }

  @AfterAll
  static void stop() {
    etcd.close();
  }

  @Override
  protected Store connect() {
    return new EtcdStore(etcd.patiently());
  }

  @Test
  void readsBytesThatAreNoText() {
    put("a", "text");
    shell("printf 'x\\377y' | etcdctl --endpoints $0 put $1b", root());
    shell("etcdctl --endpoints $0 put \"$1$(printf 'c\\377')\" v", root());
    put("d", "text");
    assertEquals(
        List.of("text", "x\uFFFDy", "v", "text"),
        read().entries().stream().map(Entry::value).toList());
  }

  @Test
  void leavesNoThreadBehind() {
    // As many as share all the threads that gRPC may have on this machine.
    openAndClose(Math.max(10, 2 * Runtime.getRuntime().availableProcessors()));
    int before = threads();
    openAndClose(50);
    Eventually.holds(
        () -> threads() + " threads, not " + before + " and a few", () -> threads() <= before + 10);
  }

  private void openAndClose(int times) {
    for (int i = 0; i < times; i++) {
      try (Store other = connect()) {
        Eventually.get(other.read(List.of(all())));
      }
    }
  }

  /** Prints the figures; that of many together must be far from that of one after the other. */
  @Test
  void putsManyKeysInFullTransactions() {
    long alone = perSecond(300, () -> IntStream.range(0, 300).forEach(i -> put("alone", "" + i)));
    puts(300);
    long together = perSecond(1_500 * Txn.LIMIT, () -> puts(1_500));
    System.out.printf(
        "ITEtcdStore: %,d puts/s, 128 a transaction, 32 in flight; %,d/s one after the other%n",
        together, alone);
    assertTrue(together > 5 * alone, () -> together + " puts/s, " + alone + " alone");
  }

  private static long perSecond(long puts, Runnable putting) {
    long began = System.nanoTime();
    putting.run();
    return (long) (puts * 1e9 / (System.nanoTime() - began));
  }

  private void puts(int transactions) {
    Deque<CompletableFuture<Outcome>> flight = new ArrayDeque<>();
    for (int i = 0; i < transactions; i++) {
      if (flight.size() == 32) {
        applied(Eventually.get(flight.remove()));
      }
      int block = i % 100;
      List<Write> writes =
          IntStream.range(0, Txn.LIMIT)
              .mapToObj(n -> Write.put(key(block + "." + n), "{\"state\":\"running\"}"))
              .toList();
      flight.add(store.commit(new Txn(List.of(), writes)));
    }
    flight.forEach(one -> applied(Eventually.get(one)));
  }

  private String root() {
    return key("");
  }

  private static void shell(String script, String root) {
    etcd.shell(script, root);
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }
}
