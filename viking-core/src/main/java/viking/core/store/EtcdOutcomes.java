package viking.core.store;

import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.Set;

/** Tells a transaction's outcomes apart; what is in doubt is UNKNOWN. */
final class EtcdOutcomes {
  /**
   * Answers that etcd gives only for what it has not applied. RESOURCE_EXHAUSTED is not among them:
   * the transaction that fills the quota is applied and still answered by "no space".
   */
  private static final Set<Status.Code> REFUSALS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.UNIMPLEMENTED);

  private EtcdOutcomes() {}

  static Outcome of(TxnResponse response, Throwable failure) {
    if (failure != null) {
      return of((EtcdFailure) failure);
    }
    long revision = response.getHeader().getRevision();
    return response.getSucceeded() ? Outcome.applied(revision) : Outcome.refused(revision);
  }

  static Outcome of(EtcdFailure failure) {
    boolean certain =
        !failure.sent()
            || failure.noLeader()
            || REFUSALS.contains(failure.code())
            || failure.says("etcdserver: too many requests")
            || failure.says("received message larger than max");
    return certain ? Outcome.failed(failure.getMessage()) : Outcome.unknown(failure.getMessage());
  }
}
