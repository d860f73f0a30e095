package viking.core.store;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/**
 * One watch on a stream of its own, that ends with its line and is never resumed: what comes next
 * might be the past of a store that was wiped or restored.
 */
final class EtcdWatch extends ClientCall.Listener<WatchResponse>
    implements EtcdRequest, Store.Watch {
  private final EtcdLines lines;
  private final EtcdLine line;
  private final EtcdTracer tracer;
  private final Range range;
  private final long fromRevision;
  private final WatchListener listener;
  private final ClientCall<WatchRequest, WatchResponse> call;
  private boolean created;
  private volatile boolean over;

  EtcdWatch(EtcdLines lines, Range range, long fromRevision, WatchListener listener) {
    this.lines = lines;
    this.line = lines.current();
    this.tracer = new EtcdTracer(line::sign);
    this.range = range;
    this.fromRevision = fromRevision;
    this.listener = listener;
    this.call = line.call(WatchGrpc.getWatchMethod(), tracer.on(CallOptions.DEFAULT));
  }

  Store.Watch begin() {
    line.asked();
    call.start(this, EtcdAttempt.requireLeader());
    call.request(2);
    call.sendMessage(EtcdWords.watch(range, fromRevision));
    line.add(this);
    if (over) {
      line.remove(this);
    }
    return this;
  }

  @Override
  public void onMessage(WatchResponse response) {
    if (response.getCreated()) {
      wasCreated();
    }
    call.request(1);
    if (response.getCompactRevision() > 0) {
      cancel(true, "revisions before " + response.getCompactRevision() + " are compacted");
    } else if (response.getCanceled()) {
      cancel(false, "etcd ended the watch: " + response.getCancelReason());
    } else if (response.getCreated() && wentBack(response.getHeader().getRevision())) {
      cancel(false, "etcd is at revision " + response.getHeader().getRevision() + ", in the past");
    } else if (response.getEventsCount() > 0) {
      tell(response);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    wasCreated();
    EtcdFailure failure = new EtcdFailure(status, tracer);
    if (!over && failure.brokeLine()) {
      lines.replace(line, failure.getMessage());
    }
    line.remove(this);
    end(false, failure.getMessage());
  }

  @Override
  public void lineRetired(String why) {
    cancel(false, why);
  }

  @Override
  public void close() {
    over = true;
    line.remove(this);
    call.cancel("closed", null);
  }

  private synchronized void tell(WatchResponse response) {
    if (!over) {
      var last = response.getEvents(response.getEventsCount() - 1);
      listener.changed(last.getKv().getModRevision(), EtcdWords.changes(response));
    }
  }

  private void cancel(boolean compacted, String problem) {
    end(compacted, problem);
    close();
  }

  private synchronized void end(boolean compacted, String problem) {
    if (!over) {
      over = true;
      listener.ended(compacted, problem);
    }
  }

  private synchronized void wasCreated() {
    if (!created) {
      created = true;
      line.answered();
    }
  }

  /** etcd would wait in silence until it is there again, with another history. */
  private boolean wentBack(long revision) {
    return revision < fromRevision - 1;
  }
}
