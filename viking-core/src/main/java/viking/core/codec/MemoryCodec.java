package viking.core.codec;

import viking.core.model.HostMemory;

/** What a host writes on its own disk. */
public final class MemoryCodec implements Codec<HostMemory> {
  @Override
  public HostMemory read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new HostMemory(
        in.required("hostId"),
        in.textOr("cluster", ""),
        in.number("revision", 0),
        in.number("lease", 0),
        in.count("held", 0));
  }

  @Override
  public String write(HostMemory memory) {
    return Json.object()
        .put("hostId", memory.hostId())
        .put("cluster", memory.cluster())
        .put("revision", memory.revision())
        .put("lease", memory.lease())
        .put("held", memory.held())
        .toString();
  }
}
