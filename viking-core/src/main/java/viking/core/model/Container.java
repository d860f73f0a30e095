package viking.core.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the engine is to give a job's container besides image, command and ports. */
public record Container(
    List<String> entrypoint,
    Optional<String> cwd,
    Optional<String> user,
    Map<String, String> env,
    Map<String, String> labels,
    Optional<String> hostname,
    boolean init,
    Map<String, String> ulimits,
    List<String> capAdd,
    List<String> devices,
    List<String> tmpfs,
    boolean readOnly,
    OptionalLong shmSize,
    List<Secret> secrets) {
  public static final Container PLAIN =
      new Container(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          false,
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          OptionalLong.empty(),
          List.of());

  public Container {
    entrypoint = List.copyOf(entrypoint);
    env = ImmutableSortedMap.copyOf(env);
    labels = ImmutableSortedMap.copyOf(labels);
    ulimits = ImmutableSortedMap.copyOf(ulimits);
    capAdd = List.copyOf(capAdd);
    devices = List.copyOf(devices);
    tmpfs = List.copyOf(tmpfs);
    secrets = List.copyOf(secrets);
    env.keySet().forEach(name -> Grammar.VARIABLE.check("env", name));
    hostname.ifPresent(name -> Grammar.HOSTNAME.check("hostname", name));
    cwd.filter(path -> !path.startsWith("/"))
        .ifPresent(
            path -> {
              throw new BadInput("cwd '" + path + "' is not an absolute path");
            });
  }

  /** The same with other variables, labels and secrets. */
  public Container with(
      Map<String, String> newEnv, Map<String, String> newLabels, List<Secret> newSecrets) {
    return new Container(
        entrypoint,
        cwd,
        user,
        newEnv,
        newLabels,
        hostname,
        init,
        ulimits,
        capAdd,
        devices,
        tmpfs,
        readOnly,
        shmSize,
        newSecrets);
  }
}
