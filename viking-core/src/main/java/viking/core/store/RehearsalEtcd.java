package viking.core.store;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a host process takes for an etcd while nobody is around: it holds what it is given, and
 * finds that every comparison is true. Nothing is ever deleted, and no lease ends.
 */
public final class RehearsalEtcd implements AutoCloseable {
  private static final ByteString TO_THE_END = ByteString.copyFrom(new byte[1]);

  private final NavigableMap<ByteString, KeyValue> held =
      new TreeMap<>(ByteString.unsignedLexicographicalComparator());
  private final List<StreamObserver<WatchResponse>> watchers = new ArrayList<>();
  private final Server server;
  private long revision = 1;

  /** On a port of this machine's that is free. */
  public RehearsalEtcd() throws IOException {
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Keys())
            .addService(new Leases())
            .addService(new Watches())
            .build()
            .start();
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private ResponseHeader header() {
    return ResponseHeader.newBuilder().setRevision(revision).build();
  }

  private synchronized TxnResponse commit(TxnRequest request) {
    TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(true);
    WatchResponse.Builder seen = WatchResponse.newBuilder();
    if (request.getSuccessList().stream().anyMatch(RequestOp::hasRequestPut)) {
      revision++;
    }
    for (RequestOp each : request.getSuccessList()) {
      ResponseOp.Builder answer = ResponseOp.newBuilder();
      if (each.hasRequestRange()) {
        answer.setResponseRange(range(each.getRequestRange()));
      } else if (each.hasRequestPut()) {
        answer.setResponsePut(PutResponse.getDefaultInstance());
        seen.addEvents(Event.newBuilder().setKv(put(each.getRequestPut())));
      }
      response.addResponses(answer);
    }
    if (seen.getEventsCount() > 0) {
      WatchResponse event = seen.setHeader(header()).build();
      watchers.forEach(watcher -> watcher.onNext(event));
    }
    return response.setHeader(header()).build();
  }

  private RangeResponse range(RangeRequest request) {
    ByteString from = request.getKey();
    ByteString to = request.getRangeEnd();
    NavigableMap<ByteString, KeyValue> found =
        to.isEmpty()
            ? held.subMap(from, true, from, true)
            : to.equals(TO_THE_END) ? held.tailMap(from, true) : held.subMap(from, true, to, false);
    return RangeResponse.newBuilder().addAllKvs(found.values()).setCount(found.size()).build();
  }

  private KeyValue put(PutRequest request) {
    KeyValue before = held.get(request.getKey());
    KeyValue now =
        KeyValue.newBuilder()
            .setKey(request.getKey())
            .setValue(request.getValue())
            .setLease(request.getLease())
            .setCreateRevision(before == null ? revision : before.getCreateRevision())
            .setModRevision(revision)
            .setVersion(before == null ? 1 : before.getVersion() + 1)
            .build();
    held.put(request.getKey(), now);
    return now;
  }

  private synchronized void watch(WatchRequest request, StreamObserver<WatchResponse> watcher) {
    if (request.hasCreateRequest()) {
      watcher.onNext(WatchResponse.newBuilder().setCreated(true).setHeader(header()).build());
      watchers.add(watcher);
    }
  }

  private synchronized void forget(StreamObserver<WatchResponse> watcher) {
    watchers.remove(watcher);
  }

  private static <T> void answer(StreamObserver<T> asker, T answer) {
    whenGone(asker, () -> {});
    asker.onNext(answer);
    asker.onCompleted();
  }

  /** From then on an answer to one that is gone is dropped, where it would be an exception. */
  private static void whenGone(StreamObserver<?> asker, Runnable ended) {
    ((ServerCallStreamObserver<?>) asker).setOnCancelHandler(ended);
  }

  /** A stream of questions, each of which is answered as it comes. */
  private static <Q, R> StreamObserver<Q> each(
      StreamObserver<R> asker, BiConsumer<Q, StreamObserver<R>> answering, Runnable ended) {
    whenGone(asker, ended);
    return new StreamObserver<>() {
      @Override
      public void onNext(Q question) {
        answering.accept(question, asker);
      }

      @Override
      public void onError(Throwable problem) {
        ended.run();
      }

      @Override
      public void onCompleted() {
        ended.run();
        asker.onCompleted();
      }
    };
  }

  private final class Keys extends KVGrpc.KVImplBase {
    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> asker) {
      answer(asker, commit(request));
    }
  }

  private static final class Leases extends LeaseGrpc.LeaseImplBase {
    private static final long TTL = 60;

    @Override
    public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> asker) {
      answer(asker, LeaseGrantResponse.newBuilder().setID(1).setTTL(request.getTTL()).build());
    }

    @Override
    public void leaseRevoke(LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> asker) {
      answer(asker, LeaseRevokeResponse.getDefaultInstance());
    }

    @Override
    public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(
        StreamObserver<LeaseKeepAliveResponse> all) {
      return each(
          all,
          (request, asker) ->
              asker.onNext(
                  LeaseKeepAliveResponse.newBuilder().setID(request.getID()).setTTL(TTL).build()),
          () -> {});
    }
  }

  private final class Watches extends WatchGrpc.WatchImplBase {
    @Override
    public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> all) {
      return each(all, RehearsalEtcd.this::watch, () -> forget(all));
    }
  }
}
