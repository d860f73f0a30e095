package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import viking.core.model.BadInput;
import viking.core.model.Rollout;

/** The value of {@code /rollout}. */
public final class RolloutCodec implements Codec<Rollout> {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

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
        in.list("lines", t -> t),
        fallen(in.map("fallen")));
  }

  private static Map<Integer, Rollout.Phase> fallen(Map<String, String> in) {
    Map<Integer, Rollout.Phase> all = new TreeMap<>();
    in.forEach(
        (number, phase) -> {
          if (!NUMBER.matcher(number).matches()) {
            throw new BadInput("'fallen': '" + number + "' is not the number of a release");
          }
          all.put(Integer.valueOf(number), Constants.read(Rollout.Phase.class, phase));
        });
    return all;
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
    if (!rollout.fallen().isEmpty()) {
      ObjectNode fallen = out.putObject("fallen");
      rollout.fallen().forEach((n, phase) -> fallen.put(n.toString(), Constants.write(phase)));
    }
    return out.toString();
  }
}
