package viking.core.store;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Knows of one request whether it was handed to a connection, and whether anything came back. */
final class EtcdTracer extends ClientStreamTracer {
  private final Runnable onSign;
  private volatile boolean sent;
  private volatile boolean heard;

  EtcdTracer(Runnable onSign) {
    this.onSign = onSign;
  }

  CallOptions on(CallOptions options) {
    return options.withStreamTracerFactory(
        new Factory() {
          @Override
          public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
            return EtcdTracer.this;
          }
        });
  }

  /** False only while no byte of the request can have left. */
  boolean sent() {
    return sent;
  }

  boolean heard() {
    return heard;
  }

  @Override
  public void streamCreated(Attributes transport, Metadata headers) {
    sent = true;
  }

  @Override
  public void inboundHeaders(Metadata headers) {
    sign();
  }

  @Override
  public void inboundMessage(int number) {
    sign();
  }

  @Override
  public void inboundTrailers(Metadata trailers) {
    sign();
  }

  private void sign() {
    heard = true;
    onSign.run();
  }
}
