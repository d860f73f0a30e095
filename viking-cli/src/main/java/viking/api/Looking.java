package viking.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.api.view.HostsView;
import viking.api.view.JobFilter;
import viking.api.view.JobsView;
import viking.api.view.VolumesView;
import viking.api.view.WhyView;
import viking.core.key.Keys;
import viking.core.model.Grammar;
import viking.core.model.JobId;
import viking.core.state.JobFacts;
import viking.core.store.Entry;

/** What is answered from the store alone. */
final class Looking {
  private final Readings readings;

  Looking(Readings readings) {
    this.readings = readings;
  }

  CompletableFuture<Answer> hosts(Request request) {
    return view(request, (out, reading) -> HostsView.write(out, reading.state()));
  }

  CompletableFuture<Answer> jobs(Request request) {
    JobFilter filter = JobFilter.of(request.query());
    return view(request, (out, reading) -> JobsView.write(out, reading.state(), filter));
  }

  CompletableFuture<Answer> job(Request request) {
    JobId id = JobId.parse(request.variable("id"));
    return view(
        request,
        (out, reading) -> {
          JobFacts facts = Known.job(reading.state(), id);
          JobsView.writeOne(
              out, facts, reading.entry(Keys.proc(id)).stream().map(Entry::value).toList());
        });
  }

  CompletableFuture<Answer> why(Request request) {
    JobId id = JobId.parse(request.variable("id"));
    Optional<String> host =
        request.parameter("host").map(name -> Grammar.HOSTNAME.check("host", name));
    return view(
        request,
        (out, reading) -> {
          JobFacts facts = Known.job(reading.state(), id);
          host.ifPresent(name -> Known.host(reading.state(), name));
          WhyView.write(out, reading.state(), facts, host);
        });
  }

  CompletableFuture<Answer> volumes(Request request) {
    return view(request, (out, reading) -> VolumesView.write(out, reading.state()));
  }

  private interface View {
    void write(JsonGenerator out, Reading reading) throws IOException;
  }

  private CompletableFuture<Answer> view(Request request, View view) {
    return readings.now(
        reading -> reading.once(request.path(), () -> Answer.ok(out -> view.write(out, reading))));
  }
}
