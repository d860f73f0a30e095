package viking.core.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import viking.core.model.Host;
import viking.core.model.Resources;

/** The value of {@code /host/<hostname>}; the name itself stands in the key. */
public final class HostCodec {
  private HostCodec() {}

  public static Host read(String name, String text) {
    Fields in = new Fields(Json.parse(text));
    return new Host(
        name,
        in.required("id"),
        in.required("address"),
        Set.copyOf(in.list("tags", t -> t)),
        new Resources(in.number("milliCpu", 0), in.number("memory", 0)),
        in.number("disk", 0),
        in.textOr("engine", ""),
        in.textOr("version", ""),
        in.flag("restarting"));
  }

  public static String write(Host host) {
    ObjectNode out = Json.object();
    out.put("id", host.id()).put("address", host.address());
    var tags = out.putArray("tags");
    host.tags().stream().sorted().forEach(tags::add);
    out.put("milliCpu", host.capacity().milliCpu())
        .put("memory", host.capacity().memory())
        .put("disk", host.disk())
        .put("engine", host.engine())
        .put("version", host.version());
    if (host.restarting()) {
      out.put("restarting", true);
    }
    return out.toString();
  }
}
