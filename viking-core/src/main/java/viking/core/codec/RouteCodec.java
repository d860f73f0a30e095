package viking.core.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import viking.core.model.Route;

/** The value of {@code /route}. */
public final class RouteCodec implements Codec<Route> {
  @Override
  public Route read(String text) {
    Fields in = new Fields(Json.parse(text));
    int port = in.count("port", 0);
    return new Route(
        in.required("stack"),
        in.required("node"),
        port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
  }

  @Override
  public String write(Route route) {
    ObjectNode out = Json.object();
    out.put("stack", route.stack());
    out.put("node", route.node());
    route.port().ifPresent(port -> out.put("port", port));
    return out.toString();
  }
}
