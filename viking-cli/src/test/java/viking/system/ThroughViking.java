package viking.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.lab.Lab;

/** viking, told by etcd what to run, in as few transactions as etcd takes. */
final class ThroughViking implements Contender, AutoCloseable {
  private static final StatusCodec STATUSES = new StatusCodec();

  private final Store store;
  private final String job;
  private int asked;

  ThroughViking(Lab lab, String job) {
    this.store = new EtcdStore(EtcdConfig.of(lab.etcdEndpoints()));
    this.job = job;
  }

  @Override
  public String name() {
    return "viking";
  }

  @Override
  public void start(int count) {
    asked = count;
    write(i -> Write.put(Keys.proc(id(i)), job));
  }

  @Override
  public void awaitItsWord(int count) {
    Wait.until("all are said to run", () -> running() == count);
  }

  @Override
  public void clear() {
    write(i -> Write.delete(Keys.proc(id(i))));
    Wait.until("nothing is said of any", () -> statuses().isEmpty());
  }

  @Override
  public void close() {
    store.close();
  }

  private void write(IntFunction<Write> each) {
    List<Write> all = IntStream.rangeClosed(1, asked).mapToObj(each).toList();
    for (int from = 0; from < all.size(); from += Txn.LIMIT) {
      List<Write> some = all.subList(from, Math.min(from + Txn.LIMIT, all.size()));
      Outcome outcome = store.commit(new Txn(List.of(), some)).join();
      if (outcome.kind() != Outcome.Kind.APPLIED) {
        throw new IllegalStateException("etcd did not take the jobs: " + outcome);
      }
    }
  }

  private long running() {
    return statuses().stream()
        .filter(status -> STATUSES.read(status).state() == JobState.RUNNING)
        .count();
  }

  private List<String> statuses() {
    List<Range> keys = new ArrayList<>();
    IntStream.rangeClosed(1, asked).forEach(i -> keys.add(Range.key(Keys.status(id(i)))));
    return store.read(keys).join().entries().stream().map(entry -> entry.value()).toList();
  }

  private static JobId id(int number) {
    return new JobId("bench", "nap", Integer.toString(number));
  }
}
