package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import viking.api.http.Tally;

/**
 * The figures of this host, as Prometheus reads them. What it takes to tell them is loaded when
 * somebody asks: a host that nobody asks does without ten megabytes.
 */
final class Measures implements Tally, AutoCloseable {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final LocalHost local;
  private final Map<Asked, Answers> http = new TreeMap<>();
  private final Set<Asked> told = new HashSet<>();
  private final Map<String, Integer> jobs = new TreeMap<>();
  private Optional<PrometheusMeterRegistry> registry = Optional.empty();
  private Optional<JvmGcMetrics> collector = Optional.empty();

  Measures(LocalHost local) {
    this.local = local;
  }

  /** What was asked, and how it ended. */
  private record Asked(String method, String route, int status) implements Comparable<Asked> {
    @Override
    public int compareTo(Asked other) {
      return toString().compareTo(other.toString());
    }
  }

  /** How often, and how long that took together. */
  private record Answers(long count, long nanos) {}

  @Override
  public synchronized void answered(String method, String route, int status, long nanos) {
    Asked asked = new Asked(known(method), route.isEmpty() ? "none" : route, status);
    Answers before = http.getOrDefault(asked, new Answers(0, 0));
    http.put(asked, new Answers(before.count() + 1, before.nanos() + nanos));
  }

  /** With the jobs that this host holds, by state; where they are not known they are left out. */
  synchronized byte[] scrape(Map<String, Integer> jobsByState) {
    if (registry.isEmpty()) {
      begin(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
    PrometheusMeterRegistry all = registry.orElseThrow();
    http.keySet().stream().filter(told::add).forEach(asked -> time(all, asked));
    jobsByState.keySet().forEach(state -> state(all, state));
    jobs.replaceAll((state, count) -> 0);
    jobs.putAll(jobsByState);
    return all.scrape(TYPE).getBytes(UTF_8);
  }

  @Override
  public synchronized void close() {
    collector.ifPresent(JvmGcMetrics::close);
    registry.ifPresent(MeterRegistry::close);
  }

  private void begin(PrometheusMeterRegistry all) {
    gauge(all, "viking.leads", "1 where this host leads", host -> one(host.report().leads()));
    gauge(
        all,
        "viking.registered",
        "1 where the store shows this host",
        host -> one(host.report().registered()));
    gauge(
        all,
        "viking.held",
        "1 where something keeps this host from taking part",
        host -> one(!host.report().problem().isEmpty()));
    gauge(
        all,
        "viking.store.revision",
        "how far the store has been seen to come",
        host -> host.report().revision());
    gauge(
        all,
        "process.resident.memory.bytes",
        "resident memory of the host process",
        host -> ProcessMemory.resident());
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(all);
    new JvmMemoryMetrics().bindTo(all);
    new JvmThreadMetrics().bindTo(all);
    new ClassLoaderMetrics().bindTo(all);
    new ProcessorMetrics().bindTo(all);
    new UptimeMetrics().bindTo(all);
    collector = Optional.of(gc);
    registry = Optional.of(all);
  }

  private void time(MeterRegistry all, Asked asked) {
    FunctionTimer.builder(
            "viking.http.requests",
            this,
            each -> each.answers(asked).count(),
            each -> each.answers(asked).nanos(),
            TimeUnit.NANOSECONDS)
        .description("answers of the API")
        .tag("method", asked.method())
        .tag("route", asked.route())
        .tag("status", Integer.toString(asked.status()))
        .register(all);
  }

  private void state(MeterRegistry all, String state) {
    if (jobs.putIfAbsent(state, 0) == null) {
      Gauge.builder("viking.jobs", this, each -> each.count(state))
          .description("jobs that this host holds")
          .tag("state", state)
          .register(all);
    }
  }

  private void gauge(
      MeterRegistry all, String name, String description, ToDoubleFunction<LocalHost> value) {
    Gauge.builder(name, local, value).description(description).strongReference(true).register(all);
  }

  private synchronized Answers answers(Asked asked) {
    return http.get(asked);
  }

  private synchronized int count(String state) {
    return jobs.getOrDefault(state, 0);
  }

  private static int one(boolean yes) {
    return yes ? 1 : 0;
  }

  /** Anything may stand there in a request; not everything becomes a series. */
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "DELETE" -> method;
      default -> "other";
    };
  }
}
