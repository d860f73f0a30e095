package viking.core.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.function.Function;
import viking.core.model.BadInput;
import viking.core.model.Release;
import viking.core.model.Release.Cause;

/** The value of {@code /stack} and {@code /release}. Unknown fields are a newer viking's. */
public final class ReleaseCodec implements Codec<Release> {
  @Override
  public Release read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new Release(
        StackCodec.read(in.object("stack").orElseThrow(() -> new BadInput("'stack' is missing"))),
        in.count("release", 0),
        Constants.read(Cause.class, in.required("cause")),
        in.count("of", 0),
        in.textOr("by", ""),
        in.textOr("at", ""),
        in.map("images"),
        in.map("env"),
        numbers(in, "secrets", Long::valueOf),
        numbers(in, "restarts", Integer::valueOf));
  }

  private static <N> Map<String, N> numbers(Fields in, String name, Function<String, N> reader) {
    ImmutableMap.Builder<String, N> all = ImmutableMap.builder();
    in.map(name)
        .forEach(
            (key, text) -> {
              try {
                all.put(key, reader.apply(text));
              } catch (NumberFormatException e) {
                throw new BadInput("'" + name + "." + key + "': '" + text + "' is no number", e);
              }
            });
    return all.buildOrThrow();
  }

  @Override
  public String write(Release release) {
    ObjectNode out = Json.object();
    out.put("release", release.number());
    out.put("cause", Constants.write(release.cause()));
    if (release.of() > 0) {
      out.put("of", release.of());
    }
    out.put("by", release.by());
    out.put("at", release.at());
    ObjectNode images = out.putObject("images");
    release.images().forEach(images::put);
    ObjectNode env = out.putObject("env");
    release.env().forEach(env::put);
    ObjectNode secrets = out.putObject("secrets");
    release.secrets().forEach(secrets::put);
    ObjectNode restarts = out.putObject("restarts");
    release.restarts().forEach(restarts::put);
    StackCodec.write(out.putObject("stack"), release.stack());
    return out.toString();
  }
}
