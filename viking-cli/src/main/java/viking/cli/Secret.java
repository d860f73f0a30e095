package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking secret}: hands over to what can be done with a stack's secrets. */
@Command(
    name = "secret",
    description =
        "What the containers of a stack get and nobody else sees: encrypted in etcd, given to the"
            + " nodes that name it in 'secrets', as a file in memory or as a variable.",
    synopsisSubcommandLabel = "ls | set | rm",
    footer = {
      "",
      "Examples:",
      "  viking secret set ragnar DB_PASSWORD          asks for it, unseen",
      "  pass show ragnar/db | viking secret set ragnar DB_PASSWORD",
      "  viking secret set ragnar TLS_KEY --from key.pem",
      "  viking secret ls ragnar",
      "",
      "In the stack file:",
      "  secrets: [DB_PASSWORD]                 /run/secrets/DB_PASSWORD",
      "  secrets: [\"TLS_KEY:/etc/tls/key.pem\"]  a file of that name",
      "  secrets: [\"DB_PASSWORD:env\"]           a variable; docker inspect shows it",
    })
final class Secret implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall be done with secrets? ls lists them; set, rm");
  }
}
