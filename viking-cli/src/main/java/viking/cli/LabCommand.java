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
    mixinStandardHelpOptions = true,
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
      "Hosts are called h1, h2, …, and the first three are masters; etcd runs beside them, as etcd1.",
      "",
      "Examples:",
      "  viking lab up 3                  three hosts, one etcd",
      "  viking lab up 5 --etcd 3         two hosts more; etcd of three only when made so",
      "  eval \"$(viking lab env)\"         viking and etcdctl in this shell talk to the lab",
      "  viking lab ps                    who is there, and how it fares",
      "  viking lab cut h2                pulls the cable of h2",
      "  viking lab kill h2 --all         h2 loses its power",
      "  viking lab pause etcd1           etcd stops answering, and keeps its connections",
      "  viking lab heal h2 etcd1         makes them whole again",
      "  viking lab exec h2 docker ps     runs a command on h2's network, with its engine",
      "  viking lab down                  takes it all away",
      "",
      "What a lab has on disk is in /var/lib/viking/lab/<name>, or below VIKING_LAB_DIR; logs are in",
      "<name>/h1/viking.log, <name>/h1/dockerd.log and <name>/etcd1/etcd.log.",
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
