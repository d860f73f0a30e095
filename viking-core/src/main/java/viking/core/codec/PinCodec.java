package viking.core.codec;

import viking.core.model.Pin;

/** The value of {@code /fixed}. */
public final class PinCodec implements Codec<Pin> {
  @Override
  public Pin read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new Pin(in.required("host"), in.required("hostId"), in.flag("made"));
  }

  @Override
  public String write(Pin pin) {
    return Json.object()
        .put("host", pin.host())
        .put("hostId", pin.hostId())
        .put("made", pin.made())
        .toString();
  }
}
