package viking.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import viking.core.store.Range;

/**
 * Reads keys in etcd's JSON over HTTP. Tests look again and again: an {@code etcdctl} for every
 * look would take the processors from what they wait for.
 */
final class Gateway {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As long as {@code etcdctl} waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long LOOK_AGAIN_NANOS = 50_000_000;

  private final String endpoint;

  Gateway(String endpoint) {
    this.endpoint = endpoint;
  }

  /** Keys with values, in order. */
  Map<String, String> read(Range range) {
    Map<String, String> found = new TreeMap<>();
    try {
      for (JsonNode each : answer(range).path("kvs")) {
        found.put(text(each.path("key")), text(each.path("value")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** One that has just been started takes a moment to answer. */
  private JsonNode answer(Range range) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return ask(range);
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private JsonNode ask(Range range) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(endpoint + "/v3/kv/range").toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(
          "{\"key\":\"%s\",\"range_end\":\"%s\"}"
              .formatted(base64(range.from()), base64(range.to()))
              .getBytes(UTF_8));
    }
    try (InputStream in = connection.getInputStream()) {
      return JSON.readTree(in);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(JsonNode base64) throws IOException {
    return base64.isMissingNode() ? "" : new String(base64.binaryValue(), UTF_8);
  }
}
