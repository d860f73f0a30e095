package viking.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import viking.api.http.Tally;

/** The figures of this host, as Prometheus reads them. */
final class Measures implements Tally, AutoCloseable {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String HTTP = "viking.http.requests";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Map<String, Integer> jobs = new TreeMap<>();
  private boolean asked;

  Measures(LocalHost local) {
    gauge("viking.leads", "1 where this host leads", local, host -> one(host.report().leads()));
    gauge(
        "viking.registered",
        "1 where the store shows this host",
        local,
        host -> one(host.report().registered()));
    gauge(
        "viking.held",
        "1 where something keeps this host from taking part",
        local,
        host -> one(!host.report().problem().isEmpty()));
    gauge(
        "viking.store.revision",
        "how far the store has been seen to come",
        local,
        host -> host.report().revision());
    gauge(
        "process.resident.memory.bytes",
        "resident memory of the host process",
        local,
        host -> ProcessMemory.resident());
  }

  @Override
  public void answered(String method, String route, int status, long nanos) {
    Timer.builder(HTTP)
        .description("answers of the API")
        .tag("method", known(method))
        .tag("route", route.isEmpty() ? "none" : route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** With the jobs that this host holds, by state; where they are not known they are left out. */
  synchronized byte[] scrape(Map<String, Integer> jobsByState) {
    if (!asked) {
      asked = true;
      observeJvm();
    }
    jobsByState.keySet().forEach(this::registerState);
    jobs.replaceAll((state, count) -> 0);
    jobs.putAll(jobsByState);
    return registry.scrape(TYPE).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  /** Only for who asks: what it takes to look at a JVM is not needed on a host that nobody asks. */
  private void observeJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    collector.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void registerState(String state) {
    if (jobs.putIfAbsent(state, 0) == null) {
      Gauge.builder("viking.jobs", this, each -> each.count(state))
          .description("jobs that this host holds")
          .tag("state", state)
          .register(registry);
    }
  }

  private synchronized int count(String state) {
    return jobs.getOrDefault(state, 0);
  }

  private void gauge(
      String name, String description, LocalHost local, ToDoubleFunction<LocalHost> value) {
    Gauge.builder(name, local, value)
        .description(description)
        .strongReference(true)
        .register((MeterRegistry) registry);
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
