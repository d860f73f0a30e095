package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import viking.core.model.BadInput;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Protocol;
import viking.core.model.Resources;
import viking.slave.container.EngineEffect;
import viking.slave.secret.SecretFolder;

/** How a job is spelled for the engine; its secrets come from where they have been laid out. */
final class Recipe {
  private static final ImmutableMap<String, String> LOG_LIMITS =
      ImmutableMap.of("max-size", "10m", "max-file", "3");
  private static final int SHARES_PER_CORE = 1024;

  /** The least there is: who reserved nothing must not take what others have reserved. */
  private static final int LEAST_SHARES = 2;

  private final DockerClient client;
  private final String address;
  private final SecretFolder secrets;

  Recipe(DockerClient client, String address, SecretFolder secrets) {
    this.client = client;
    this.address = address;
    this.secrets = secrets;
  }

  CreateContainerCmd of(EngineEffect.Create wanted) {
    Job job = wanted.job();
    Container container = job.container();
    CreateContainerCmd create =
        client
            .createContainerCmd(job.image())
            .withName(wanted.name())
            .withLabels(wanted.labels())
            .withEnv(env(container.env(), secrets.variables(wanted.name(), job), wanted.env()))
            .withStopSignal(job.stop().signal())
            .withExposedPorts(job.expose().stream().map(Recipe::exposed).toList())
            .withHostConfig(host(wanted));
    if (!job.run().isEmpty()) {
      create.withCmd(job.run());
    }
    if (!container.entrypoint().isEmpty()) {
      create.withEntrypoint(container.entrypoint());
    }
    container.cwd().ifPresent(create::withWorkingDir);
    container.user().ifPresent(create::withUser);
    container.hostname().ifPresent(create::withHostName);
    return create;
  }

  /** Memory is a limit, swap included; processor time is a share that counts when it is scarce. */
  private HostConfig host(EngineEffect.Create wanted) {
    Job job = wanted.job();
    Container container = job.container();
    HostConfig host =
        HostConfig.newHostConfig()
            .withBinds(job.volume().stream().map(mount -> bind(mount, wanted.volumes())).toList())
            .withMounts(mounts(secrets.mounts(wanted.name(), job)))
            .withPortBindings(job.expose().stream().map(port -> bound(port, address)).toList())
            .withCpuShares(shares(job.resources()))
            .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_LIMITS))
            .withRestartPolicy(RestartPolicy.noRestart())
            .withInit(container.init())
            .withReadonlyRootfs(container.readOnly())
            .withUlimits(ulimits(container.ulimits()))
            .withCapAdd(
                container.capAdd().stream().map(Recipe::capability).toArray(Capability[]::new))
            .withDevices(container.devices().stream().map(Recipe::device).toList())
            .withTmpFs(tmpfs(container.tmpfs()));
    if (job.resources().memory() > 0) {
      host.withMemory(job.resources().memory()).withMemorySwap(job.resources().memory());
    }
    container.shmSize().ifPresent(host::withShmSize);
    return host;
  }

  private static List<String> env(
      Map<String, String> jobs, Map<String, String> secrets, Map<String, String> ours) {
    Map<String, String> all = new TreeMap<>(jobs);
    all.putAll(secrets);
    all.putAll(ours);
    return all.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
  }

  private static int shares(Resources reserved) {
    long shares = reserved.milliCpu() * SHARES_PER_CORE / 1000;
    return (int) Math.max(LEAST_SHARES, Math.min(shares, Integer.MAX_VALUE));
  }

  private static Bind bind(Mount mount, Map<String, String> volumes) {
    String source = mount.source().orElseGet(() -> volumes.getOrDefault(mount.path(), ""));
    if (source.isEmpty()) {
      throw new BadInput("volume '" + mount.path() + "' has no name to be mounted by");
    }
    return new Bind(
        source, new Volume(mount.path()), mount.readOnly() ? AccessMode.ro : AccessMode.rw);
  }

  /** A file that is not there is refused so; as a bind the engine would make a folder of it. */
  private static List<com.github.dockerjava.api.model.Mount> mounts(Map<String, String> files) {
    return files.entrySet().stream()
        .map(
            each ->
                new com.github.dockerjava.api.model.Mount()
                    .withType(MountType.BIND)
                    .withSource(each.getValue())
                    .withTarget(each.getKey())
                    .withReadOnly(true))
        .toList();
  }

  private static ExposedPort exposed(Expose port) {
    return new ExposedPort(
        port.port(), port.protocol() == Protocol.UDP ? InternetProtocol.UDP : InternetProtocol.TCP);
  }

  private static PortBinding bound(Expose port, String address) {
    Ports.Binding binding =
        port.fixed().isPresent()
            ? Ports.Binding.bindIpAndPort(address, port.fixed().getAsInt())
            : Ports.Binding.bindIp(address);
    return new PortBinding(binding, exposed(port));
  }

  private static List<Ulimit> ulimits(Map<String, String> limits) {
    List<Ulimit> read = new ArrayList<>();
    limits.forEach(
        (name, text) -> {
          List<String> halves = Splitter.on(':').splitToList(text);
          try {
            long soft = Long.parseLong(halves.get(0));
            long hard = halves.size() == 1 ? soft : Long.parseLong(halves.get(1));
            if (halves.size() > 2) {
              throw new NumberFormatException(text);
            }
            read.add(new Ulimit(name, soft, hard));
          } catch (NumberFormatException e) {
            throw new BadInput(
                "ulimit " + name + " '" + text + "' is not a number, or two such as 1024:2048", e);
          }
        });
    return read;
  }

  private static Capability capability(String text) {
    String name = text.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    try {
      return Capability.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new BadInput("cap_add '" + text + "' is not a capability such as NET_ADMIN", e);
    }
  }

  /** {@code /dev/x}, {@code /dev/x:/dev/y}, {@code /dev/x:/dev/y:r}. */
  private static Device device(String text) {
    List<String> parts = Splitter.on(':').splitToList(text);
    if (parts.size() > 3 || parts.stream().anyMatch(String::isEmpty)) {
      throw new BadInput("device '" + text + "' is not such as /dev/x or /dev/x:/dev/y:rwm");
    }
    return new Device(
        parts.size() > 2 ? parts.get(2) : "rwm",
        parts.size() > 1 ? parts.get(1) : parts.get(0),
        parts.get(0));
  }

  /** {@code /run} or {@code /run:size=64m}. */
  private static Map<String, String> tmpfs(List<String> mounts) {
    Map<String, String> byPath = new TreeMap<>();
    for (String mount : mounts) {
      List<String> halves = Splitter.on(':').limit(2).splitToList(mount);
      byPath.put(halves.get(0), halves.size() == 2 ? halves.get(1) : "");
    }
    return byPath;
  }
}
