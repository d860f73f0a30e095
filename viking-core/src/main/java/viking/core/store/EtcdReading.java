package viking.core.store;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads ranges page by page, all at the revision of the first page. Pages that are too large are
 * halved; when the revision is compacted meanwhile it begins again.
 */
final class EtcdReading {
  private static final int PAGE = 4_000;
  private static final int BEGINNINGS = 5;

  private final EtcdLines lines;
  private final List<Range> ranges;
  private final Deque<Rest> rests = new ArrayDeque<>();
  private final List<List<Entry>> found = new ArrayList<>();
  private int page = PAGE;
  private int beginnings;
  private long revision;

  EtcdReading(EtcdLines lines, List<Range> ranges) {
    this.lines = lines;
    this.ranges = List.copyOf(ranges);
  }

  CompletableFuture<Snapshot> begin() {
    beginnings++;
    revision = 0;
    rests.clear();
    found.clear();
    for (Range range : ranges) {
      rests.add(new Rest(found.size(), EtcdWords.bytes(range.from())));
      found.add(new ArrayList<>());
    }
    return readOn();
  }

  private CompletableFuture<Snapshot> readOn() {
    List<Rest> asked = rests.stream().limit(Txn.LIMIT).toList();
    return EtcdCall.repeatable(lines, KVGrpc.getTxnMethod(), request(asked))
        .thenCompose(response -> take(asked, response))
        .exceptionallyCompose(failure -> failed(failure.getCause(), asked.size()));
  }

  private TxnRequest request(List<Rest> asked) {
    TxnRequest.Builder request = TxnRequest.newBuilder();
    long limit = limit(asked.size());
    if (asked.isEmpty()) {
      request.addSuccess(EtcdWords.look("/"));
    }
    for (Rest rest : asked) {
      request.addSuccess(
          RequestOp.newBuilder()
              .setRequestRange(
                  RangeRequest.newBuilder()
                      .setKey(rest.from())
                      .setRangeEnd(EtcdWords.bytes(ranges.get(rest.range()).to()))
                      .setRevision(revision)
                      .setLimit(limit)));
    }
    return request.build();
  }

  private CompletableFuture<Snapshot> take(List<Rest> asked, TxnResponse response) {
    if (revision == 0) {
      revision = response.getHeader().getRevision();
    }
    for (int i = 0; i < asked.size(); i++) {
      rests.remove();
      take(asked.get(i).range(), response.getResponses(i).getResponseRange());
    }
    return rests.isEmpty()
        ? CompletableFuture.completedFuture(
            new Snapshot(revision, found.stream().flatMap(List::stream).toList()))
        : readOn();
  }

  private void take(int range, RangeResponse response) {
    for (KeyValue kv : response.getKvsList()) {
      found.get(range).add(EtcdWords.entry(kv));
    }
    if (response.getMore()) {
      ByteString last = response.getKvs(response.getKvsCount() - 1).getKey();
      rests.add(new Rest(range, last.concat(ByteString.copyFrom(new byte[1]))));
    }
  }

  private CompletableFuture<Snapshot> failed(Throwable cause, int asked) {
    if (!(cause instanceof EtcdFailure failure)) {
      return CompletableFuture.failedFuture(cause);
    }
    if (failure.code() == Status.Code.RESOURCE_EXHAUSTED && limit(asked) > 1) {
      page /= 2;
      return readOn();
    }
    if (failure.code() == Status.Code.OUT_OF_RANGE && beginnings < BEGINNINGS) {
      return begin();
    }
    return CompletableFuture.failedFuture(new StoreUnavailable(failure.getMessage(), failure));
  }

  private long limit(int asked) {
    return Math.max(1, page / Math.max(1, asked));
  }

  /** What is still to be read of one of the ranges. */
  private record Rest(int range, ByteString from) {}
}
