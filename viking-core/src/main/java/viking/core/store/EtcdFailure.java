package viking.core.store;

import io.grpc.Status;

/** A request that was not answered as wished; {@code sent} unless it certainly never left. */
final class EtcdFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String FULL = "database space exceeded";

  private static final String OUT_OF_FULL =
      " (etcd is full: 'etcdctl defrag', then 'etcdctl alarm disarm'; or give it a larger quota)";

  private final Status.Code code;
  private final boolean sent;
  private final boolean heard;

  EtcdFailure(Status status, EtcdTracer tracer) {
    this(status, tracer.sent(), tracer.heard());
  }

  EtcdFailure(Status status, boolean sent, boolean heard) {
    super(text(status), status.getCause(), false, false);
    this.code = status.getCode();
    this.sent = sent;
    this.heard = heard;
  }

  Status.Code code() {
    return code;
  }

  boolean sent() {
    return sent;
  }

  boolean says(String words) {
    return getMessage().contains(words);
  }

  /** Its time was over before anything could be sent. */
  boolean notBegun() {
    return code == Status.Code.DEADLINE_EXCEEDED && !sent;
  }

  /** The member looks for a leader and has refused the request before it did anything. */
  boolean noLeader() {
    return code == Status.Code.UNAVAILABLE && says("etcdserver: no leader");
  }

  /** Whether the connection failed or the member is of no use, rather than the request at fault. */
  boolean brokeLine() {
    boolean connection = code == Status.Code.UNAVAILABLE || code == Status.Code.INTERNAL;
    return (connection && !heard) || noLeader() || says("etcdserver: server stopped");
  }

  /** gRPC's own account of the time, and its "io exception", say nothing to people. */
  private static String text(Status status) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "no answer in time";
    }
    String words = status.getDescription() == null ? "" : status.getDescription();
    if (words.equals("io exception") && status.getCause() != null) {
      words = String.valueOf(status.getCause().getMessage());
    }
    String out = words.contains(FULL) ? OUT_OF_FULL : "";
    return status.getCode() + (words.isEmpty() ? "" : ": " + words) + out;
  }
}
