package viking.core.store;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * One request, tried on line after line until it is answered or its time is over; one that must not
 * be repeated only as long as it certainly never reached a member.
 */
final class EtcdCall<Q, R> {
  private static final Set<Status.Code> PASSING =
      EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.INTERNAL);

  private final EtcdLines lines;
  private final MethodDescriptor<Q, R> method;
  private final boolean repeatable;
  private final Q request;
  private final long end;
  private final CompletableFuture<R> answer = new CompletableFuture<>();

  /** Why it had to be tried again; whoever runs out of time in doing so is told that. */
  private volatile EtcdFailure before;

  private EtcdCall(EtcdLines lines, MethodDescriptor<Q, R> method, boolean repeatable, Q request) {
    this.lines = lines;
    this.method = method;
    this.repeatable = repeatable;
    this.request = request;
    this.end = System.nanoTime() + lines.deadline().toNanos();
  }

  /** For what may be done twice without harm. */
  static <Q, R> CompletableFuture<R> repeatable(
      EtcdLines lines, MethodDescriptor<Q, R> method, Q request) {
    return new EtcdCall<>(lines, method, true, request).begin();
  }

  /** For what is to be done once at most. */
  static <Q, R> CompletableFuture<R> once(
      EtcdLines lines, MethodDescriptor<Q, R> method, Q request) {
    return new EtcdCall<>(lines, method, false, request).begin();
  }

  private CompletableFuture<R> begin() {
    attempt();
    return answer;
  }

  private void attempt() {
    EtcdLine line = lines.current();
    try {
      new EtcdAttempt<>(line, method, repeatable, end - System.nanoTime(), ended(line))
          .begin(request);
    } catch (RuntimeException e) {
      answer.completeExceptionally(new EtcdFailure(Status.INTERNAL.withCause(e), true, false));
    }
  }

  private BiConsumer<R, EtcdFailure> ended(EtcdLine line) {
    return (received, failure) -> {
      if (failure == null) {
        answer.complete(received);
      } else {
        failed(line, failure);
      }
    };
  }

  private void failed(EtcdLine line, EtcdFailure failure) {
    if (failure.brokeLine()) {
      lines.replace(line, failure.getMessage());
    }
    if (mayRepeat(failure) && end - System.nanoTime() > 0 && !lines.isClosed()) {
      before = failure;
      lines.later().execute(this::attempt);
    } else {
      answer.completeExceptionally(failure.notBegun() && before != null ? before : failure);
    }
  }

  private boolean mayRepeat(EtcdFailure failure) {
    boolean harmless = repeatable || !failure.sent() || failure.noLeader();
    return harmless && PASSING.contains(failure.code());
  }
}
