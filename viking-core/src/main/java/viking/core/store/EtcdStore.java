package viking.core.store;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A real etcd. It speaks through jetcd's messages, but not through jetcd's client: that one repeats
 * and resumes by itself, which would hide what has to be known.
 */
public final class EtcdStore implements Store {
  private final EtcdLines lines;

  public EtcdStore(EtcdConfig config) {
    this.lines = new EtcdLines(config);
  }

  /** The deadline is that of each page. */
  @Override
  public CompletableFuture<Snapshot> read(List<Range> ranges) {
    return new EtcdReading(lines, ranges).begin();
  }

  @Override
  public CompletableFuture<Outcome> commit(Txn txn) {
    return EtcdCall.once(lines, KVGrpc.getTxnMethod(), EtcdWords.txn(txn)).handle(EtcdOutcomes::of);
  }

  @Override
  public Watch watch(Range range, long fromRevision, WatchListener listener) {
    return new EtcdWatch(lines, range, fromRevision, listener).begin();
  }

  /** Where an answer was lost and it was asked for again, a lease may be left over, to run out. */
  @Override
  public CompletableFuture<LeaseAnswer> grant(Duration ttl) {
    LeaseGrantRequest request =
        LeaseGrantRequest.newBuilder().setTTL(ttl.plusNanos(999_999_999).toSeconds()).build();
    return EtcdCall.repeatable(lines, LeaseGrpc.getLeaseGrantMethod(), request)
        .handle(
            (response, failure) ->
                failure == null
                    ? LeaseAnswer.alive(response.getID(), Duration.ofSeconds(response.getTTL()))
                    : LeaseAnswer.failed(0, failure.getMessage()));
  }

  @Override
  public CompletableFuture<LeaseAnswer> keepAlive(long lease) {
    LeaseKeepAliveRequest request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
    return EtcdCall.repeatable(lines, LeaseGrpc.getLeaseKeepAliveMethod(), request)
        .handle(
            (response, failure) ->
                failure == null ? renewed(lease, response) : failed(lease, failure));
  }

  @Override
  public CompletableFuture<LeaseAnswer> revoke(long lease) {
    LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(lease).build();
    return EtcdCall.repeatable(lines, LeaseGrpc.getLeaseRevokeMethod(), request)
        .handle(
            (response, failure) ->
                failure == null ? LeaseAnswer.gone(lease) : failed(lease, failure));
  }

  @Override
  public CompletableFuture<Boolean> compact(long revision) {
    CompactionRequest request = CompactionRequest.newBuilder().setRevision(revision).build();
    return EtcdCall.repeatable(lines, KVGrpc.getCompactMethod(), request)
        .handle(
            (response, failure) ->
                failure == null || ((EtcdFailure) failure).says("has been compacted"));
  }

  /** What a compaction has freed stays in the file and is used again: it is not counted. */
  @Override
  public CompletableFuture<OptionalLong> size() {
    return EtcdCall.repeatable(
            lines, MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance())
        .handle(
            (response, failure) ->
                failure == null && response.getDbSizeInUse() > 0
                    ? OptionalLong.of(response.getDbSizeInUse())
                    : OptionalLong.empty());
  }

  @Override
  public void close() {
    lines.close();
  }

  private static LeaseAnswer renewed(long lease, LeaseKeepAliveResponse response) {
    return response.getTTL() > 0
        ? LeaseAnswer.alive(lease, Duration.ofSeconds(response.getTTL()))
        : LeaseAnswer.gone(lease);
  }

  private static LeaseAnswer failed(long lease, Throwable failure) {
    return ((EtcdFailure) failure).code() == Status.Code.NOT_FOUND
        ? LeaseAnswer.gone(lease)
        : LeaseAnswer.failed(lease, failure.getMessage());
  }
}
