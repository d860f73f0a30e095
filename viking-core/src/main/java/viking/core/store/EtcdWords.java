package viking.core.store;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import java.util.List;

/** The store's values in etcd's words, and back; bytes that are no UTF-8 become U+FFFD. */
final class EtcdWords {
  private EtcdWords() {}

  static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  static TxnRequest txn(Txn txn) {
    TxnRequest.Builder request = TxnRequest.newBuilder();
    txn.compares().forEach(compare -> request.addCompare(compare(compare)));
    txn.writes().forEach(write -> request.addSuccess(write(write)));
    if (txn.writes().isEmpty()) {
      txn.compares().stream().findFirst().ifPresent(first -> request.addSuccess(look(first.key())));
    }
    return request.build();
  }

  static WatchRequest watch(Range range, long fromRevision) {
    return WatchRequest.newBuilder()
        .setCreateRequest(
            WatchCreateRequest.newBuilder()
                .setKey(bytes(range.from()))
                .setRangeEnd(bytes(range.to()))
                .setStartRevision(fromRevision))
        .build();
  }

  static List<Change> changes(WatchResponse response) {
    return response.getEventsList().stream().map(EtcdWords::change).toList();
  }

  static Entry entry(KeyValue kv) {
    return new Entry(
        kv.getKey().toStringUtf8(),
        kv.getValue().toStringUtf8(),
        kv.getCreateRevision(),
        kv.getModRevision(),
        kv.getLease());
  }

  /** For a transaction that would do nothing: it would be answered from what one member knows. */
  static RequestOp look(String key) {
    return RequestOp.newBuilder()
        .setRequestRange(RangeRequest.newBuilder().setKey(bytes(key)).setCountOnly(true))
        .build();
  }

  private static io.etcd.jetcd.api.Compare compare(Compare compare) {
    var words =
        io.etcd.jetcd.api.Compare.newBuilder()
            .setResult(CompareResult.EQUAL)
            .setKey(bytes(compare.key()));
    return compare.target() == Compare.Target.CREATED
        ? words.setTarget(CompareTarget.CREATE).setCreateRevision(compare.revision()).build()
        : words.setTarget(CompareTarget.MOD).setModRevision(compare.revision()).build();
  }

  private static RequestOp write(Write write) {
    ByteString key = bytes(write.key());
    return write.kind() == Write.Kind.PUT
        ? RequestOp.newBuilder()
            .setRequestPut(
                PutRequest.newBuilder()
                    .setKey(key)
                    .setValue(bytes(write.value()))
                    .setLease(write.lease()))
            .build()
        : RequestOp.newBuilder()
            .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
            .build();
  }

  private static Change change(Event event) {
    return event.getType() == Event.EventType.PUT
        ? Change.put(entry(event.getKv()))
        : Change.delete(event.getKv().getKey().toStringUtf8(), event.getKv().getModRevision());
  }
}
