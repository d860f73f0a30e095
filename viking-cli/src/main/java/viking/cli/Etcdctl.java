package viking.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Tree;
import viking.core.config.Setting;
import viking.core.model.BadInput;

/** {@code viking etcdctl}: the machine's own etcdctl, pointed at the cluster's etcd. */
@Command(
    name = "etcdctl",
    description = {
      "Runs this machine's etcdctl on the cluster's etcd.",
      "",
      "The endpoints are those of 'etcd' in /etc/viking/config (VIKING_ETCD, ETCD_PEERS), else"
          + " those that the API names. Streams and exit code are etcdctl's."
    },
    footer = {
      "",
      "Examples:",
      "  viking etcdctl get --prefix /status/adhoc",
      "  viking etcdctl put /proc/adhoc/hello/1 '{\"image\":\"x\",\"run\":\"sleep 1000\"}'",
      "  viking etcdctl --addr h2 endpoint status     viking's own options go first",
    })
final class Etcdctl implements Callable<Integer> {
  private static final String ENDPOINTS = "ETCDCTL_ENDPOINTS";

  private final Surroundings around;
  @Mixin private final Session session;

  @Parameters(paramLabel = "ARGS", arity = "0..*", description = "As etcdctl takes them.")
  private List<String> words = List.of();

  Etcdctl(Surroundings around) {
    this.around = around;
    this.session = new Session(around);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("etcdctl"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("ETCDCTL_API", "3");
    // etcdctl refuses to be told twice.
    boolean told = words.stream().anyMatch(word -> word.startsWith("--endpoints"));
    if (!told && around.environment().getOrDefault(ENDPOINTS, "").isEmpty()) {
      builder.environment().put(ENDPOINTS, endpoints());
    }
    return start(builder).waitFor();
  }

  private String endpoints() {
    return session
        .config()
        .get(Setting.ETCD)
        .orElseGet(
            () ->
                session.api().get("/v1/info").tree().list("etcd").stream()
                    .map(Tree::asText)
                    .collect(Collectors.joining(",")));
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new BadInput("there is no etcdctl on this machine: apt-get install etcd-client", e);
    }
  }
}
