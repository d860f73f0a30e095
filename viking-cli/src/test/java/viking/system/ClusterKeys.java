package viking.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.lab.Lab;

/** The keys of a lab's cluster, as {@code etcdctl} writes and reads them. */
class ClusterKeys {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Lab lab;

  ClusterKeys(Lab lab) {
    this.lab = lab;
  }

  Lab lab() {
    return lab;
  }

  void put(String key, String value) {
    lab.etcd("etcd1").ctl("put", key, "--", value);
  }

  void putJob(String id, String value) {
    put(Keys.proc(JobId.parse(id)), value);
  }

  void delete(String key) {
    lab.etcd("etcd1").ctl("del", key);
  }

  void deleteAll(String prefix) {
    lab.etcd("etcd1").ctl("del", "--prefix", prefix);
  }

  String get(String key) {
    return lab.etcd("etcd1").ctl("get", "--print-value-only", key).strip();
  }

  /** Keys with values, in order. */
  Map<String, String> all(String prefix) {
    Map<String, String> all = new TreeMap<>();
    try {
      JsonNode answer =
          JSON.readTree(lab.etcd("etcd1").ctl("get", "--prefix", "-w", "json", prefix));
      for (JsonNode each : answer.path("kvs")) {
        all.put(text(each.path("key")), text(each.path("value")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static String text(JsonNode base64) throws IOException {
    return base64.isMissingNode() ? "" : new String(base64.binaryValue(), UTF_8);
  }

  /** The keys of jobs, without which nothing is left of any. */
  List<String> jobKeys() {
    return all("/").keySet().stream()
        .filter(key -> key.matches("/(proc|run|deploy|status|ports|counter)/.*"))
        .toList();
  }

  JsonNode status(String id) {
    String value = get(Keys.status(JobId.parse(id)));
    try {
      return value.isEmpty() ? JSON.createObjectNode() : JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(value, e);
    }
  }

  String state(String id) {
    return status(id).path("state").asText();
  }

  /** How many jobs of a stack run on each host, by /status. */
  Map<String, Integer> running(String stack) {
    return count(stack, status -> status.path("state").asText().equals("running"));
  }

  /** How many of them are healthy too: of such a one nothing more is said while it runs. */
  Map<String, Integer> healthy(String stack) {
    return count(
        stack,
        status ->
            status.path("state").asText().equals("running")
                && status.path("health").asText().equals("healthy"));
  }

  private Map<String, Integer> count(String stack, Predicate<JsonNode> which) {
    Map<String, Integer> counts = new TreeMap<>();
    all("/status/" + stack + "/").values().stream()
        .map(ClusterKeys::parse)
        .filter(which)
        .forEach(status -> counts.merge(status.path("host").asText(), 1, Integer::sum));
    return counts;
  }

  private static JsonNode parse(String value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(value, e);
    }
  }
}
