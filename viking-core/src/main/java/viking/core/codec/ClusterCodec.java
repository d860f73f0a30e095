package viking.core.codec;

import viking.core.model.Cluster;

/** The value of {@code /cluster}. */
public final class ClusterCodec implements Codec<Cluster> {
  @Override
  public Cluster read(String text) {
    Fields in = new Fields(Json.parse(text));
    return new Cluster(in.required("id"), in.count("format", 0), in.textOr("created", ""));
  }

  @Override
  public String write(Cluster cluster) {
    return Json.object()
        .put("id", cluster.id())
        .put("format", cluster.format())
        .put("created", cluster.created())
        .toString();
  }
}
