package viking.system;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import viking.lab.LabHost;
import viking.slave.container.docker.BareEngine;

/** The engines of a lab, and what all of them have started. */
final class Engines implements AutoCloseable {
  private final List<BareEngine> all = new ArrayList<>();

  Engines(List<LabHost> hosts) throws InterruptedException {
    for (LabHost host : hosts) {
      all.add(BareEngine.connect(URI.create("unix://" + host.docker()), host.address()));
    }
  }

  int size() {
    return all.size();
  }

  void countAnew() {
    all.forEach(BareEngine::countAnew);
  }

  /** Waits until that many are started; when the last one was. */
  Instant awaitStarts(int count) {
    Wait.until("all are started", () -> all.stream().mapToInt(BareEngine::starts).sum() >= count);
    return all.stream().map(BareEngine::lastStart).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** How many run on each. */
  List<Integer> running() {
    return all.stream().map(BareEngine::running).toList();
  }

  void removeAll() {
    inParallel((number, engine) -> engine.removeAll());
  }

  void awaitNone() {
    Wait.until("no container is left", () -> all.stream().allMatch(e -> e.containers() == 0));
  }

  /** Something to do with one of the engines, which count from 1. */
  interface Deed {
    void on(int number, BareEngine engine) throws InterruptedException;
  }

  void inParallel(Deed deed) {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<Future<Boolean>> under = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        int index = i;
        under.add(
            threads.submit(
                () -> {
                  deed.on(index + 1, all.get(index));
                  return true;
                }));
      }
      for (Future<Boolean> each : under) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    all.forEach(BareEngine::close);
  }
}
