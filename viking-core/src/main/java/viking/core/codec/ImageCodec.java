package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import viking.core.model.Image;

/** The value of {@code /image}. */
public final class ImageCodec implements Codec<Image> {
  @Override
  public Image read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new Image(
        in.required("digest"),
        in.number("size", 0),
        in.textOr("from", ""),
        in.list("holders", t -> t),
        in.textOr("at", ""));
  }

  @Override
  public String write(Image image) {
    ObjectNode out = Json.object();
    out.put("digest", image.digest());
    out.put("size", image.size());
    if (!image.from().isEmpty()) {
      out.put("from", image.from());
    }
    ArrayNode holders = out.putArray("holders");
    image.holders().forEach(holders::add);
    out.put("at", image.at());
    return out.toString();
  }
}
