package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Status;

/** The value of {@code /status}. */
public final class StatusCodec implements Codec<Status> {
  @Override
  public Status read(String text) {
    Fields in = new Fields(Json.parse(text));
    long exit = in.number("exitCode", Long.MIN_VALUE);
    return new Status(
        in.number("assignment", 0),
        in.textOr("host", ""),
        Constants.read(JobState.class, in.required("state")),
        Constants.read(Health.class, in.textOr("health", "none")),
        in.textOr("container", ""),
        in.textOr("run", ""),
        in.count("runs", 0),
        exit == Long.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of((int) exit),
        in.textOr("message", ""),
        in.textOr("since", ""),
        in.list("lines", t -> t));
  }

  @Override
  public String write(Status status) {
    ObjectNode out = Json.object();
    out.put("state", Constants.write(status.state()));
    out.put("message", status.message());
    out.put("assignment", status.assignment());
    if (!status.host().isEmpty()) {
      out.put("host", status.host());
      out.put("health", Constants.write(status.health()));
      out.put("container", status.container());
      out.put("run", status.run());
    }
    out.put("runs", status.runs());
    status.exitCode().ifPresent(code -> out.put("exitCode", code));
    out.put("since", status.since());
    if (!status.lines().isEmpty()) {
      ArrayNode lines = out.putArray("lines");
      status.lines().forEach(lines::add);
    }
    return out.toString();
  }
}
