package viking.system;

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
import viking.core.store.Range;
import viking.lab.Lab;

/** The keys of a lab's cluster, as {@code etcdctl} writes them and etcd tells them. */
class ClusterKeys {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Lab lab;
  private final Gateway gateway;

  ClusterKeys(Lab lab) {
    this.lab = lab;
    this.gateway = new Gateway(lab.etcd("etcd1").endpoint());
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
    return gateway.read(Range.key(key)).getOrDefault(key, "").strip();
  }

  /** Keys with values, in order. */
  Map<String, String> all(String prefix) {
    return gateway.read(Range.prefix(prefix));
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
