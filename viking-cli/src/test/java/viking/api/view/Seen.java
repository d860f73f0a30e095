package viking.api.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** A store in which hands write, and the views of it as JSON. */
final class Seen {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Scene scene = new Scene();

  Hand hand() {
    return scene.hand();
  }

  ClusterState state() {
    scene.resetState();
    return scene.state();
  }

  void leader(String host) {
    hand().put(Keys.leader(), host);
  }

  JsonNode jobs() {
    return jobs(
        new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  JsonNode jobs(JobFilter filter) {
    return json(out -> JobsView.write(out, state(), filter));
  }

  JsonNode job(JobId id) {
    for (JsonNode each : jobs().get("jobs")) {
      if (each.get("id").asText().equals(id.toString())) {
        return each;
      }
    }
    throw new AssertionError("no " + id + " in " + jobs());
  }

  JsonNode hosts() {
    return json(out -> HostsView.write(out, state()));
  }

  JsonNode volumes() {
    return json(out -> VolumesView.write(out, state()));
  }

  JsonNode drain(String host) {
    return json(out -> DrainView.write(out, state(), host));
  }

  JsonNode stack(String name) {
    return json(out -> StackView.write(out, state(), name));
  }

  JsonNode why(JobId id) {
    return json(
        out -> {
          ClusterState state = state();
          WhyView.write(out, state, state.job(id).orElseThrow(), Optional.empty());
        });
  }

  String summary(JobId id) {
    return why(id).get("summary").asText();
  }

  interface View {
    void write(JsonGenerator out) throws IOException;
  }

  static JsonNode json(View view) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      view.write(out);
      out.flush();
      return MAPPER.readTree(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
