package viking.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Somebody who asks again and again, at addresses that are told him anew each time. Where he comes
 * too late, since he was held up himself, it is nobody's fault that nobody is there any more.
 */
final class Visitor implements AutoCloseable {
  /** On a busy machine an answer may take long. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What every node that is visited says under {@code stop}: so long it serves after all. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private static final long PAUSE_NANOS = 50_000_000;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final Supplier<List<String>> addresses;
  private final String path;
  private final List<String> failures = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;
  private int visits;
  private int late;

  private Visitor(Supplier<List<String>> addresses, String path) {
    this.addresses = addresses;
    this.path = path;
    thread = new Thread(this::run, "visitor");
    thread.start();
  }

  static Visitor of(Supplier<List<String>> addresses) {
    return new Visitor(addresses, "/");
  }

  /** Stops asking, and tells what went wrong; prints how often it asked. */
  List<String> leave(String what) {
    close();
    System.out.printf(
        "%s: %d of %d visits failed, %d came too late%n", what, failures.size(), visits, late);
    if (visits == 0) {
      failures.add("nobody was ever asked");
    }
    return failures;
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!over) {
      try {
        long asked = System.nanoTime();
        List<String> all = addresses.get();
        if (all.isEmpty()) {
          failures.add("nobody is there");
        } else {
          ask(all.get(visits % all.size()), asked);
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
      visits++;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The address was told after that time, and was good then; it may have been withdrawn since. */
  private void ask(String address, long told) {
    try {
      page(address, path);
    } catch (IOException e) {
      boolean inTime = System.nanoTime() - told < DRAIN.toNanos();
      if (inTime || addresses.get().contains(address)) {
        failures.add(address + ": " + e);
      } else {
        late++;
      }
    }
  }

  /** What is served there; anything but a page is an IOException. */
  static String page(String address, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
