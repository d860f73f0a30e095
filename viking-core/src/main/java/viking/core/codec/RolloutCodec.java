package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import viking.core.model.Rollout;

/** The value of {@code /rollout}. */
public final class RolloutCodec implements Codec<Rollout> {
  @Override
  public Rollout read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new Rollout(
        in.count("release", 0),
        Constants.read(Rollout.Phase.class, in.required("phase")),
        in.duration("used").orElse(Duration.ZERO),
        in.count("good", 0),
        in.count("undone", 0),
        in.textOr("reason", ""),
        in.list("lines", t -> t));
  }

  @Override
  public String write(Rollout rollout) {
    ObjectNode out = Json.object();
    out.put("release", rollout.release());
    out.put("phase", Constants.write(rollout.phase()));
    out.put("used", Quantity.write(rollout.used()));
    out.put("good", rollout.good());
    if (rollout.undone() > 0) {
      out.put("undone", rollout.undone());
    }
    if (!rollout.reason().isEmpty()) {
      out.put("reason", rollout.reason());
    }
    if (!rollout.lines().isEmpty()) {
      ArrayNode lines = out.putArray("lines");
      rollout.lines().forEach(lines::add);
    }
    return out.toString();
  }
}
