package viking.core.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.StoreScene;
import viking.core.store.testing.WatchLog;
import viking.core.store.testing.Writer;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** What a client sees of an etcd that is killed, held up, wiped and restored. */
@Requires({Tool.ETCD, Tool.ETCDCTL})
class ITEtcdFaults extends StoreScene {
  /** For what is to be given up; all else may take its time. */
  private static final Duration DEADLINE = Duration.ofMillis(1_500);

  /** How late the rest may be, on a machine that has too much to do. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final EtcdMember etcd = EtcdMember.start();
  private final WatchLog log = new WatchLog();

  @Override
  protected Store connect() {
    return new EtcdStore(etcd.patiently());
  }

  /** One that keeps short deadlines, is connected, and has a watch. */
  private Store hasty(WatchLog its) {
    Store hasty = new EtcdStore(EtcdConfig.of(etcd.endpoint()).withDeadline(DEADLINE));
    Eventually.holds(
        "it is answered",
        () -> hasty.read(List.of(all())).handle((found, failure) -> failure == null).join());
    hasty.watch(all(), read().revision() + 1, its);
    return hasty;
  }

  @BeforeEach
  void watch() {
    store.watch(all(), read().revision() + 1, log);
  }

  @AfterEach
  void stop() {
    etcd.close();
  }

  @Test
  void losesNothingAndInventsNothingWhenEtcdIsKilledUnderLoad() {
    try (Writer writer = new Writer(store, key(""), 32)) {
      for (int i = 0; i < 2; i++) {
        writer.awaitApplied(300);
        etcd.kill();
        writer.awaitFailing();
        etcd.begin();
      }
      writer.awaitApplied(300);
      writer.stop();
      System.out.println("ITEtcdFaults: killed twice under load: " + writer.told());
      writer.assertTrue(read());
    }
  }

  @Test
  void endsWatchesAndAnswersAgainSoonAfterEtcdReturns() {
    put("a", "");
    log.awaitKeys(key("a"));
    etcd.kill();
    assertFalse(log.awaitEnd().compacted());
    CompletableFuture<Long> read = CompletableFuture.supplyAsync(this::timeOfNextRead);
    etcd.begin();
    long returned = System.nanoTime();
    Duration late = Duration.ofNanos(Eventually.get(read) - returned);
    System.out.printf("ITEtcdFaults: first read %d ms after etcd answers%n", late.toMillis());
    assertTrue(late.compareTo(GRACE) < 0, late::toString);
    assertEquals(List.of("a"), names());
    WatchLog next = new WatchLog();
    store.watch(all(), read().revision() + 1, next);
    put("b", "");
    next.awaitKeys(key("b"));
    assertEquals(1, log.endings().size());
  }

  @Test
  void failsForCertainWhatItCannotSend() {
    put("a", "");
    WatchLog broken = new WatchLog();
    try (Store hasty = hasty(broken)) {
      etcd.kill();
      broken.awaitEnd();
      long asked = System.nanoTime();
      CompletableFuture<Outcome> put = hasty.commit(new Txn(List.of(), List.of(write("b"))));
      CompletableFuture<LeaseAnswer> grant = hasty.grant(Duration.ofSeconds(5));
      CompletableFuture<Boolean> compaction = hasty.compact(1);
      Outcome refused = within(asked, put);
      assertEquals(Outcome.Kind.FAILED, refused.kind());
      assertTrue(refused.problem().contains("Connection refused"), refused::problem);
      assertEquals(LeaseAnswer.Kind.FAILED, within(asked, grant).kind());
      assertEquals(false, within(asked, compaction));
    }
    etcd.begin();
    assertEquals(List.of("a"), names());
  }

  @Test
  void carriesOverWhatWasNotSentYet() {
    etcd.kill();
    log.awaitEnd();
    CompletableFuture<Outcome> waiting = store.commit(new Txn(List.of(), List.of(write("a"))));
    CompletableFuture<Snapshot> reading = store.read(List.of(all()));
    etcd.begin();
    assertNotEquals(Outcome.Kind.UNKNOWN, Eventually.get(waiting).kind());
    Object unused = Eventually.get(reading.handle((found, failure) -> true));
  }

  @Test
  void keepsItsDeadlinesWhileEtcdSaysNothing() {
    put("a", "");
    WatchLog broken = new WatchLog();
    try (Store hasty = hasty(broken)) {
      etcd.pause();
      long asked = System.nanoTime();
      CompletableFuture<Outcome> sent = hasty.commit(new Txn(List.of(), List.of(write("b"))));
      CompletableFuture<Snapshot> reading = hasty.read(List.of(all()));
      assertFalse(broken.awaitEnd().compacted());
      boolean blind = within(asked, reading.handle((found, failure) -> failure != null));
      assertTrue(blind);
      assertEquals(Outcome.Kind.UNKNOWN, within(asked, sent).kind());
      asked = System.nanoTime();
      CompletableFuture<Outcome> unsent = hasty.commit(new Txn(List.of(), List.of(write("c"))));
      assertEquals(Outcome.Kind.FAILED, within(asked, unsent).kind());
      etcd.resume();
    }
    assertTrue(names().contains("a"));
    assertFalse(names().contains("c"));
  }

  @Test
  void showsThatEtcdHasLostItsData() {
    for (int i = 0; i < 10; i++) {
      put("k" + i, "");
    }
    long before = read().revision();
    etcd.kill();
    etcd.wipe();
    etcd.begin();
    assertEquals(new Snapshot(1, List.of()), read());
    log.awaitEnd();
    WatchLog next = new WatchLog();
    store.watch(all(), before + 1, next);
    assertFalse(next.awaitEnd().compacted());
  }

  @Test
  void showsThatEtcdHasBeenRestored() {
    long early = put("early", "");
    Path image = etcd.save();
    put("late", "");
    etcd.kill();
    etcd.restore(image);
    etcd.begin();
    log.awaitEnd();
    assertEquals(List.of("early"), names());
    assertEquals(early, read().revision());
    assertEquals(early + 1, put("other", ""));
  }

  @Test
  void givesLeasesTheirFullTimeAfterARestart() {
    long lease = Eventually.get(store.grant(Duration.ofSeconds(12))).lease();
    applied(commit(Write.put(key("a"), "", lease)));
    long half = Eventually.get(store.grant(Duration.ofSeconds(6))).lease();
    applied(commit(Write.put(key("half"), "", half)));
    Eventually.holds("half of its time is over", () -> names().equals(List.of("a")));
    etcd.kill();
    etcd.begin();
    String told = etcd.ctl("lease", "timetolive", Long.toHexString(lease));
    Matcher rest = Pattern.compile("remaining\\((\\d+)s\\)").matcher(told);
    assertTrue(rest.find() && Integer.parseInt(rest.group(1)) > 6, told);
    assertEquals(List.of("a"), names());
    Eventually.holds("the lease ends", () -> names().isEmpty());
  }

  private long timeOfNextRead() {
    while (store.read(List.of(all())).handle((found, failure) -> failure != null).join()) {
      Thread.onSpinWait();
    }
    return System.nanoTime();
  }

  /** The future's value, which must come in time; prints when it came. */
  private static <T> T within(long asked, CompletableFuture<T> future) {
    T value = future.orTimeout(DEADLINE.plus(GRACE).toMillis(), MILLISECONDS).join();
    System.out.printf(
        "ITEtcdFaults: given up after %d ms of %d%n",
        (System.nanoTime() - asked) / 1_000_000, DEADLINE.toMillis());
    return value;
  }

  private Write write(String name) {
    return Write.put(key(name), "");
  }
}
