package viking.api.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.JobCodec;
import viking.core.codec.Quantity;
import viking.core.codec.StackCodec;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Stack;

/** Compares jobs and nodes field by field, as they are written. */
final class Fields {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JobCodec JOBS = new JobCodec();
  private static final Set<String> SIZES = Set.of("resources.memory", "shm_size");
  private static final StackCodec STACKS = new StackCodec();

  private Fields() {}

  /** What differs in what runs. */
  static List<FieldChange> ofJobs(Optional<Job> before, Optional<Job> after) {
    return between(
        before.map(Fields::job).orElse(Map.of()), after.map(Fields::job).orElse(Map.of()));
  }

  /** What differs in the rest of a node: scale, domains, updates. */
  static List<FieldChange> ofNodes(Optional<Node> before, Optional<Node> after) {
    return between(
        before.map(Fields::node).orElse(Map.of()), after.map(Fields::node).orElse(Map.of()));
  }

  private static List<FieldChange> between(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names) {
      String from = before.getOrDefault(name, "");
      String to = after.getOrDefault(name, "");
      if (!from.equals(to)) {
        changes.add(new FieldChange(name, from, to));
      }
    }
    return changes;
  }

  private static Map<String, String> job(Job job) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", tree(JOBS.write(job)), flat);
    flat.remove("by");
    return flat;
  }

  private static Map<String, String> node(Node node) {
    Stack alone = new Stack("x", "", Map.of(), Map.of("x", node));
    JsonNode written = tree(STACKS.write(alone)).path("deploy").path("x");
    ((ObjectNode) written).remove("job");
    Map<String, String> flat = new TreeMap<>();
    flatten("", written, flat);
    return flat;
  }

  /** Objects are taken apart; a list is one thing. */
  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              each ->
                  flatten(
                      name.isEmpty() ? each.getKey() : name + "." + each.getKey(),
                      each.getValue(),
                      into));
    } else {
      String text = value.isTextual() ? value.textValue() : value.toString();
      into.put(name, asPeopleWriteIt(name, text));
    }
  }

  private static String asPeopleWriteIt(String name, String text) {
    if (SIZES.contains(name)) {
      return Quantity.write(Quantity.bytes(text));
    }
    return name.equals("resources.cpu") ? Quantity.cores(Quantity.milliCpu(text)) : text;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what viking writes is no JSON", e);
    }
  }
}
