package viking.api;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.core.model.Cluster;
import viking.core.model.Host;

/** What this host knows of itself: it needs no etcd to say it. */
final class Information {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final LocalHost local;
  private final LongSupplier uptimeSeconds;

  Information(LocalHost local, LongSupplier uptimeSeconds) {
    this.local = local;
    this.uptimeSeconds = uptimeSeconds;
  }

  /** For what stands before the host: whether it takes part. */
  CompletableFuture<Answer> health(Request request) {
    Report report = local.report();
    String problem =
        report.problem().isEmpty() && !report.registered()
            ? "not registered yet"
            : report.problem();
    boolean fine = problem.isEmpty();
    return now(
        Answer.json(
            fine ? OK : UNAVAILABLE,
            out -> {
              out.writeStartObject();
              out.writeStringField("status", fine ? "ok" : "held");
              if (!fine) {
                out.writeStringField("problem", problem);
              }
              out.writeEndObject();
            }));
  }

  CompletableFuture<Answer> ping(Request request) {
    return now(
        Answer.ok(
            out -> {
              out.writeStartObject();
              out.writeStringField("viking", local.self().version());
              out.writeEndObject();
            }));
  }

  CompletableFuture<Answer> info(Request request) {
    Host self = local.self();
    Report report = local.report();
    return now(
        Answer.ok(
            out -> {
              out.writeStartObject();
              out.writeStringField("hostname", self.name());
              out.writeStringField("id", self.id());
              out.writeStringField("address", self.address());
              out.writeBooleanField("master", local.master());
              out.writeArrayFieldStart("tags");
              for (String tag : self.tags()) {
                out.writeString(tag);
              }
              out.writeEndArray();
              out.writeStringField("cluster", report.cluster());
              out.writeStringField("version", self.version());
              out.writeNumberField("keyFormat", Cluster.FORMAT);
              out.writeStringField("engine", self.engine());
              out.writeArrayFieldStart("etcd");
              for (String endpoint : local.etcd()) {
                out.writeString(endpoint);
              }
              out.writeEndArray();
              out.writeBooleanField("leads", report.leads());
              out.writeBooleanField("registered", report.registered());
              out.writeNumberField("revision", report.revision());
              out.writeStringField("problem", report.problem());
              out.writeNumberField("uptimeSeconds", uptimeSeconds.getAsLong());
              out.writeEndObject();
            }));
  }

  private static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
