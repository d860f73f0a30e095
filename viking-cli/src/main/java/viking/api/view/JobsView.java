package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.key.KeySpace;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;

/** The jobs, by id; where those of a whole stack are asked for, the stack too. */
public final class JobsView {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JobsView() {}

  public static void write(JsonGenerator out, ClusterState state, JobFilter filter)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("revision", state.revision());
    out.writeArrayFieldStart("jobs");
    for (JobId id : state.jobs().stream().sorted().toList()) {
      JobOutline outline = new JobOutline(state.job(id).orElseThrow());
      if (filter.admits(outline)) {
        out.writeStartObject();
        JobView.writeFields(out, outline);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    refused(out, state);
    Optional<String> stack =
        filter
            .wholeStack()
            .filter(name -> state.stack(name).flatMap(StackFacts::release).isPresent());
    if (stack.isPresent()) {
      out.writeFieldName("stack");
      StackView.write(out, state, stack.get());
    }
    out.writeEndObject();
  }

  /** One alone, with its value: as JSON where it is that, else as the text that it is. */
  public static void writeOne(JsonGenerator out, JobFacts facts, List<String> value)
      throws IOException {
    out.writeStartObject();
    JobView.writeFields(out, new JobOutline(facts));
    for (String text : value) {
      out.writeFieldName("value");
      MAPPER.writeTree(out, json(text));
    }
    out.writeEndObject();
  }

  private static JsonNode json(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? MAPPER.getNodeFactory().textNode(text) : node;
    } catch (JsonProcessingException e) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  /** What was meant to be a job and cannot be read as one, by its key. */
  private static void refused(JsonGenerator out, ClusterState state) throws IOException {
    out.writeArrayFieldStart("refused");
    for (Map.Entry<String, String> each : state.refused().entrySet()) {
      if (each.getKey().startsWith(KeySpace.PROC.prefix())) {
        out.writeStartObject();
        out.writeStringField("key", each.getKey());
        out.writeStringField("problem", each.getValue());
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }
}
