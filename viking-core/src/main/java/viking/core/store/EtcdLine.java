package viking.core.store;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to one member, for as long as it is good for anything; never mended, only replaced.
 */
final class EtcdLine {
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final URI endpoint;
  private final boolean onlyOne;
  private final ManagedChannel channel;
  private final Set<EtcdRequest> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lastSign = System.nanoTime();
  private volatile boolean retired;

  EtcdLine(URI endpoint, boolean onlyOne) {
    this.endpoint = endpoint;
    this.onlyOne = onlyOne;
    this.channel =
        NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
            .usePlaintext()
            .directExecutor()
            .disableRetry()
            .proxyDetector(address -> null)
            .maxInboundMessageSize(LARGEST_ANSWER)
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE.toSeconds() / 2, TimeUnit.SECONDS)
            .build();
  }

  URI endpoint() {
    return endpoint;
  }

  /** Whether there is no other member to turn to. */
  boolean isOnlyOne() {
    return onlyOne;
  }

  <Q, R> ClientCall<Q, R> call(MethodDescriptor<Q, R> method, CallOptions options) {
    return channel.newCall(method, options);
  }

  /** From now on the request is told when the line is given up; it may be at once. */
  void add(EtcdRequest request) {
    open.add(request);
    if (retired) {
      request.lineRetired("the connection was given up");
    }
  }

  void remove(EtcdRequest request) {
    open.remove(request);
  }

  /** An answer is waited for; to be followed by one {@code answered}. */
  void asked() {
    if (waiting.getAndIncrement() == 0) {
      lastSign = System.nanoTime();
    }
  }

  void answered() {
    waiting.decrementAndGet();
  }

  void sign() {
    lastSign = System.nanoTime();
  }

  boolean isSilent(Duration patience) {
    return waiting.get() > 0 && System.nanoTime() - lastSign > patience.toNanos();
  }

  /**
   * Takes no more requests; one that may have been sent and must not be repeated stays till its
   * end.
   */
  void retire(String why) {
    retired = true;
    open.forEach(request -> request.lineRetired(why));
    channel.shutdown();
  }

  void close() {
    retire("the store was closed");
    channel.shutdownNow();
  }
}
