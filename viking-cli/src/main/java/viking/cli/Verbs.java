package viking.cli;

import com.google.common.collect.ImmutableMap;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands by name, in the order in which {@code viking --help} lists them. */
final class Verbs {
  /** Each makes its command anew, and nothing is loaded of those that are not called. */
  static final ImmutableMap<String, Function<Surroundings, Object>> ALL =
      ImmutableMap.<String, Function<Surroundings, Object>>builder()
          .put("deploy", Deploy::new)
          .put("plan", Plan::new)
          .put("build", BuildCommand::new)
          .put("ps", Ps::new)
          .put("stacks", Stacks::new)
          .put("scale", Scale::new)
          .put("restart", Restart::new)
          .put("history", History::new)
          .put("rollback", Rollback::new)
          .put("rm", Rm::new)
          .put("kill", Kill::new)
          .put("why", Why::new)
          .put("retry", Retry::new)
          .put("env", Verbs::env)
          .put("secret", Verbs::secret)
          .put("hosts", Hosts::new)
          .put("cordon", Cordon::new)
          .put("drain", Drain::new)
          .put("uncordon", Uncordon::new)
          .put("volume", Verbs::volume)
          .put("image", Verbs::image)
          .put("registry", Verbs::registry)
          .put("info", Info::new)
          .put("accept", Accept::new)
          .put("etcdctl", Verbs::etcdctl)
          .put("host", HostCommand::new)
          .put("lab", around -> LabCommand.commandLine())
          .put("completion", Completion::new)
          .put("train", Train::new)
          .put("help", around -> new CommandLine.HelpCommand())
          .buildOrThrow();

  private Verbs() {}

  private static CommandLine env(Surroundings around) {
    return new CommandLine(new Env())
        .addSubcommand("ls", new EnvLs(around))
        .addSubcommand("set", new EnvSet(around))
        .addSubcommand("unset", new EnvUnset(around));
  }

  private static CommandLine secret(Surroundings around) {
    return new CommandLine(new Secret())
        .addSubcommand("ls", new SecretLs(around))
        .addSubcommand("set", new SecretSet(around))
        .addSubcommand("rm", new SecretRm(around));
  }

  private static CommandLine volume(Surroundings around) {
    return new CommandLine(new Volume())
        .addSubcommand("ls", new VolumeLs(around))
        .addSubcommand("release", new VolumeRelease(around));
  }

  private static CommandLine image(Surroundings around) {
    return new CommandLine(new Image())
        .addSubcommand("ls", new ImageLs(around))
        .addSubcommand("rm", new ImageRm(around));
  }

  private static CommandLine registry(Surroundings around) {
    return new CommandLine(new Registry())
        .addSubcommand("login", new RegistryLogin(around))
        .addSubcommand("ls", new RegistryLs(around))
        .addSubcommand("logout", new RegistryLogout(around));
  }

  /** What follows its first word is not ours to understand. */
  private static CommandLine etcdctl(Surroundings around) {
    return new CommandLine(new Etcdctl(around))
        .setStopAtPositional(true)
        .setUnmatchedOptionsArePositionalParams(true);
  }
}
