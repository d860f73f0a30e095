package viking.core.store;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One request on one line, which ends in an answer or a failure. */
final class EtcdAttempt<Q, R> extends ClientCall.Listener<R> implements EtcdRequest {
  private static final Metadata.Key<String> REQUIRE_LEADER =
      Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

  private final EtcdLine line;
  private final EtcdTracer tracer;
  private final boolean repeatable;
  private final ClientCall<Q, R> call;
  private final BiConsumer<R, EtcdFailure> onEnd;
  private volatile R message;
  private volatile boolean ended;

  EtcdAttempt(
      EtcdLine line,
      MethodDescriptor<Q, R> method,
      boolean repeatable,
      long nanos,
      BiConsumer<R, EtcdFailure> onEnd) {
    this.line = line;
    this.repeatable = repeatable;
    this.onEnd = onEnd;
    this.tracer = new EtcdTracer(line::sign);
    this.call =
        line.call(
            method, tracer.on(CallOptions.DEFAULT).withDeadlineAfter(nanos, TimeUnit.NANOSECONDS));
  }

  /** Members without a leader are to say so at once. */
  static Metadata requireLeader() {
    Metadata headers = new Metadata();
    headers.put(REQUIRE_LEADER, "true");
    return headers;
  }

  void begin(Q request) {
    line.asked();
    call.start(this, requireLeader());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
    line.add(this);
    if (ended) {
      line.remove(this);
    }
  }

  @Override
  public void onMessage(R received) {
    message = received;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    ended = true;
    line.answered();
    line.remove(this);
    R received = message;
    if (status.isOk() && received != null) {
      onEnd.accept(received, null);
    } else {
      Status why = status.isOk() ? Status.INTERNAL.withDescription("an empty answer") : status;
      onEnd.accept(null, new EtcdFailure(why, tracer));
    }
  }

  /**
   * What was sent and must not be repeated goes on waiting where the member is the only one: it may
   * still answer. Elsewhere its outcome is unknown, and the sooner that is told, the better.
   */
  @Override
  public void lineRetired(String why) {
    if (repeatable || !tracer.sent() || !line.isOnlyOne()) {
      call.cancel(why, null);
    }
  }
}
