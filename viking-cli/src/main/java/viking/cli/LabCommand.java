package viking.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking lab}: several hosts on this machine, to try things on. */
@Command(
    name = "lab",
    description =
        "Makes a cluster of several hosts on this machine, each with a network, an engine and a "
            + "viking of its own, and breaks it. Needs Linux, root, Docker and etcd.",
    exitCodeOnInvalidInput = Main.USAGE,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LabUp.class,
      LabDown.class,
      LabPs.class,
      LabEnv.class,
      LabExec.class,
      LabCut.class,
      LabKill.class,
      LabPause.class,
      LabResume.class,
      LabStop.class,
      LabHeal.class,
    },
    footer = {
      "",
      "Hosts are h1, h2, …, the first three of them masters; etcd runs beside them, as",
      "etcd1. N hosts grow to more by another `up`; what is broken, it mends as well.",
      "",
      "Examples:",
      "  viking lab up 3                three hosts, and an etcd of one member",
      "  viking lab up 5 --etcd 3       five hosts, and an etcd of three members",
      "  eval \"$(viking lab env)\"       viking and etcdctl here talk to the lab",
      "  viking lab ps                  who is there, and how it fares",
      "  viking lab cut h2              pulls the cable of h2",
      "  viking lab kill h2 --all       h2 loses its power",
      "  viking lab pause etcd1         etcd answers nobody, and keeps connections",
      "  viking lab heal h2 etcd1       makes them whole again",
      "  viking lab exec h2 docker ps   runs a command on h2's network and engine",
      "  viking lab down                takes it all away",
      "",
      "What a lab has on disk is in /var/lib/viking/lab/NAME, or below VIKING_LAB_DIR;",
      "logs are h1/viking.log, h1/dockerd.log and etcd1/etcd.log there.",
    })
final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine commandLine() {
    CommandLine lab = new CommandLine(new LabCommand());
    // What follows the host's name is another command's.
    lab.getSubcommands().get("exec").setStopAtPositional(true);
    return lab;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what shall it do? No command was given");
  }
}
