package viking.core.codec;

import viking.core.model.Cordon;

/** The value of {@code /cordon}; an empty value, as a hurried hand would put it, cordons too. */
public final class CordonCodec implements Codec<Cordon> {
  @Override
  public Cordon read(String text) {
    if (text.isBlank()) {
      return new Cordon(false, "", "", "");
    }
    Fields in = new Fields(Json.parse(text));
    return new Cordon(
        in.flag("drain"), in.textOr("reason", ""), in.textOr("by", ""), in.textOr("at", ""));
  }

  @Override
  public String write(Cordon cordon) {
    return Json.object()
        .put("drain", cordon.drain())
        .put("reason", cordon.reason())
        .put("by", cordon.by())
        .put("at", cordon.at())
        .toString();
  }
}
