package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import viking.core.key.Key;
import viking.core.model.Endpoint;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;

/** One job. */
final class JobView {
  private JobView() {}

  /** Its fields; the braces around them are the caller's. */
  static void writeFields(JsonGenerator out, JobOutline outline) throws IOException {
    JobFacts facts = outline.facts();
    Optional<Job> job = outline.job();
    Optional<Status> status = outline.status();
    out.writeStringField("id", facts.id().toString());
    out.writeStringField("stack", facts.id().stack());
    out.writeStringField("node", facts.id().node());
    out.writeStringField("tag", facts.id().tag());
    out.writeStringField("image", job.map(Job::image).orElse(""));
    out.writeStringField("run", job.map(Job::run).map(JobView::words).orElse(""));
    out.writeStringField("state", outline.state());
    out.writeStringField("health", status.map(s -> JobOutline.word(s.health())).orElse("none"));
    out.writeStringField("host", outline.host());
    out.writeStringField("container", status.map(Status::container).orElse(""));
    out.writeStringField("message", outline.message());
    out.writeStringField("since", status.map(Status::since).orElse(""));
    out.writeNumberField("runs", facts.runs());
    if (status.isPresent() && status.get().exitCode().isPresent()) {
      out.writeNumberField("exitCode", status.get().exitCode().getAsInt());
    }
    ports(out, facts);
    failures(out, facts);
    out.writeArrayFieldStart("volumes");
    for (Mount mount : job.map(Job::volume).orElse(List.of())) {
      out.writeString(mount.toString());
    }
    out.writeEndArray();
    out.writeStringField("by", job.map(Job::by).orElse(""));
  }

  private static void ports(JsonGenerator out, JobFacts facts) throws IOException {
    out.writeArrayFieldStart("ports");
    for (String key : facts.ports().keySet()) {
      Endpoint endpoint = Key.parse(key).endpoint();
      out.writeStartObject();
      out.writeNumberField("port", endpoint.port());
      out.writeStringField("protocol", endpoint.protocol().toString());
      out.writeStringField("address", endpoint.address());
      out.writeNumberField("hostPort", endpoint.hostPort());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void failures(JsonGenerator out, JobFacts facts) throws IOException {
    out.writeObjectFieldStart("failures");
    for (Map.Entry<String, Versioned<Integer>> each : facts.counters().entrySet()) {
      out.writeNumberField(each.getKey(), each.getValue().value());
    }
    out.writeEndObject();
  }

  /** As a shell would be told them. */
  static String words(List<String> run) {
    return run.stream()
        .map(
            word ->
                word.matches("[A-Za-z0-9_@%+=:,./-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
