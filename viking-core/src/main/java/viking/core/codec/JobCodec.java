package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import viking.core.model.BadInput;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Release;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Secret;
import viking.core.model.Stop;
import viking.core.model.TagFilter;

/** The value of {@code /proc}: strict, since people write it by hand. Defaults are not written. */
public final class JobCodec implements Codec<Job> {
  @Override
  public Job read(String text) {
    Fields in = new Fields(Json.parse(text));
    Job job = read(in);
    in.refuseOthers();
    return job;
  }

  static Job read(Fields in) {
    return new Job(
        in.required("image"),
        in.words("run"),
        container(in),
        ports(in),
        in.list("volume", Mount::parse),
        in.list("filter", TagFilter::parse),
        in.object("resources").map(JobCodec::resources).orElse(Resources.NONE),
        in.object("health").map(JobCodec::health),
        in.text("restart").map(Restart::parse).orElse(Restart.ALWAYS),
        in.count("retries", 0),
        in.object("stop").map(JobCodec::stop).orElse(Stop.USUAL),
        in.textOr("by", ""));
  }

  private static Container container(Fields in) {
    return new Container(
        in.words("entrypoint"),
        in.text("cwd"),
        in.text("user"),
        in.map("env"),
        labels(in),
        in.text("hostname"),
        in.flag("init"),
        in.map("ulimits"),
        in.list("cap_add", t -> t),
        in.list("devices", t -> t),
        in.list("tmpfs", t -> t),
        in.flag("read_only"),
        in.size("shm_size").map(OptionalLong::of).orElse(OptionalLong.empty()),
        in.list("secrets", Secret::parse));
  }

  /** What viking writes on containers itself nobody else may; a restart's label is a release's. */
  private static Map<String, String> labels(Fields in) {
    Map<String, String> labels = in.map("labels");
    boolean made = in.textOr("by", "").equals(Release.SCHEDULE);
    for (String name : labels.keySet()) {
      if (name.startsWith("viking.") && !(made && name.equals(Release.RESTART_LABEL))) {
        throw new BadInput("'labels': '" + name + "': what begins with 'viking.' is viking's own");
      }
    }
    return labels;
  }

  private static List<Expose> ports(Fields in) {
    List<String> open = in.list("public", t -> Expose.parse(t).toString());
    List<Expose> ports = in.list("expose", Expose::parse);
    for (String each : open) {
      if (ports.stream().noneMatch(port -> port.toString().equals(each))) {
        throw new BadInput("'public': '" + each + "' does not stand in 'expose'");
      }
    }
    return ports.stream()
        .map(port -> open.contains(port.toString()) ? port.opened() : port)
        .toList();
  }

  private static Resources resources(Fields in) {
    Resources resources =
        new Resources(
            in.text("cpu").map(t -> in.named("cpu", () -> Quantity.milliCpu(t))).orElse(0L),
            in.size("memory").orElse(0L));
    in.refuseOthers();
    return resources;
  }

  private static HealthCheck health(Fields in) {
    Optional<String> http = in.text("http");
    boolean tcp = in.flag("tcp");
    List<String> command = in.words("command");
    int kinds = (http.isPresent() ? 1 : 0) + (tcp ? 1 : 0) + (command.isEmpty() ? 0 : 1);
    if (kinds != 1) {
      throw new BadInput("'health' needs just one of http (a path), tcp (true) or command");
    }
    int port = in.count("port", 0);
    HealthCheck check =
        new HealthCheck(
            kind(http, tcp),
            http.orElse(""),
            command,
            port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
            in.duration("interval").orElse(HealthCheck.USUAL_INTERVAL),
            in.duration("timeout").orElse(HealthCheck.USUAL_TIMEOUT),
            in.count("retries", HealthCheck.USUAL_RETRIES),
            in.duration("start_period").orElse(Duration.ZERO));
    in.refuseOthers();
    return check;
  }

  private static HealthCheck.Kind kind(Optional<String> http, boolean tcp) {
    if (http.isPresent()) {
      return HealthCheck.Kind.HTTP;
    }
    return tcp ? HealthCheck.Kind.TCP : HealthCheck.Kind.COMMAND;
  }

  private static Stop stop(Fields in) {
    Stop stop =
        new Stop(
            in.textOr("signal", Stop.USUAL.signal()),
            in.duration("grace").orElse(Stop.USUAL.grace()),
            in.duration("drain").orElse(Stop.USUAL.drain()));
    in.refuseOthers();
    return stop;
  }

  @Override
  public String write(Job job) {
    ObjectNode out = Json.object();
    write(out, job);
    return out.toString();
  }

  static void write(ObjectNode out, Job job) {
    out.put("image", job.image());
    list(out, "run", job.run());
    Container c = job.container();
    list(out, "entrypoint", c.entrypoint());
    c.cwd().ifPresent(v -> out.put("cwd", v));
    c.user().ifPresent(v -> out.put("user", v));
    map(out, "env", c.env());
    map(out, "labels", c.labels());
    c.hostname().ifPresent(v -> out.put("hostname", v));
    flag(out, "init", c.init());
    map(out, "ulimits", c.ulimits());
    list(out, "cap_add", c.capAdd());
    list(out, "devices", c.devices());
    list(out, "tmpfs", c.tmpfs());
    flag(out, "read_only", c.readOnly());
    c.shmSize().ifPresent(v -> out.put("shm_size", v));
    list(out, "secrets", c.secrets());
    list(out, "expose", job.expose());
    list(out, "public", job.expose().stream().filter(Expose::open).toList());
    list(out, "volume", job.volume());
    list(out, "filter", job.filter());
    if (!job.resources().equals(Resources.NONE)) {
      out.putObject("resources")
          .put("cpu", job.resources().milliCpu() + "m")
          .put("memory", job.resources().memory());
    }
    job.health().ifPresent(check -> health(out.putObject("health"), check));
    if (job.restart() != Restart.ALWAYS) {
      out.put("restart", job.restart().toString());
    }
    if (job.retries() > 0) {
      out.put("retries", job.retries());
    }
    if (!job.stop().equals(Stop.USUAL)) {
      out.putObject("stop")
          .put("signal", job.stop().signal())
          .put("grace", Quantity.write(job.stop().grace()))
          .put("drain", Quantity.write(job.stop().drain()));
    }
    if (!job.by().isEmpty()) {
      out.put("by", job.by());
    }
  }

  private static void health(ObjectNode out, HealthCheck check) {
    switch (check.kind()) {
      case HTTP -> out.put("http", check.path());
      case TCP -> out.put("tcp", true);
      case COMMAND -> list(out, "command", check.command());
    }
    check.port().ifPresent(port -> out.put("port", port));
    out.put("interval", Quantity.write(check.interval()));
    out.put("timeout", Quantity.write(check.timeout()));
    out.put("retries", check.retries());
    out.put("start_period", Quantity.write(check.startPeriod()));
  }

  private static void flag(ObjectNode out, String name, boolean value) {
    if (value) {
      out.put(name, true);
    }
  }

  private static void list(ObjectNode out, String name, Collection<?> values) {
    if (!values.isEmpty()) {
      ArrayNode array = out.putArray(name);
      values.forEach(value -> array.add(value.toString()));
    }
  }

  private static void map(ObjectNode out, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode object = out.putObject(name);
      values.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(each -> object.put(each.getKey(), each.getValue()));
    }
  }
}
