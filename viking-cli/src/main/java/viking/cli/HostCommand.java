package viking.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import viking.core.codec.Quantity;
import viking.core.config.Config;
import viking.core.config.Setting;
import viking.core.model.BadInput;
import viking.core.store.EtcdConfig;
import viking.host.HostProcess;
import viking.host.HostSettings;

/** The process that every server of a cluster runs. */
@Command(
    name = "host",
    description =
        "Makes this machine a host of a cluster: runs what the cluster assigns to it, and may lead"
            + " the cluster. Stays until it is told to end (SIGTERM, Ctrl-C); containers go on.",
    footer = {
      "",
      "An option that is left out is taken from VIKING_NAME (VIKING_ETCD, VIKING_TAGS, ...; for",
      "etcd also ETCD_PEERS, for docker also DOCKER_HOST), then from /etc/viking/config, where a",
      "line says: name = value.",
      "",
      "Examples:",
      "  viking host                                         etcd and Docker are here",
      "  viking host --etcd 10.0.0.1,10.0.0.2,10.0.0.3       the members of etcd",
      "  viking host --etcd 10.0.0.1 --slave --tags ssd,gpu  never leads, has tags",
    })
final class HostCommand implements Callable<Integer> {
  @Option(
      names = "--hostname",
      paramLabel = "NAME",
      description = "What the cluster calls this machine; else the machine's own name.")
  private Optional<String> hostname;

  @Option(
      names = "--external",
      paramLabel = "ADDRESS",
      description =
          "The address that the other hosts reach this one at, and that ports are published on;"
              + " else the one that leads to etcd.")
  private Optional<String> external;

  @Option(
      names = "--etcd",
      paramLabel = "HOST:PORT,...",
      description = "etcd's members; else 127.0.0.1:2379.")
  private Optional<String> etcd;

  @Option(
      names = "--etcd-quota",
      paramLabel = "SIZE",
      description =
          "What etcd's database may grow to, where etcd is started with --quota-backend-bytes;"
              + " else 2g, as etcd's.")
  private Optional<String> etcdQuota;

  @Option(
      names = "--tags",
      paramLabel = "TAG,...",
      description = "What jobs can ask for in their filter.")
  private Optional<String> tags;

  @Option(names = "--slave", description = "Never lead the cluster.")
  private boolean slave;

  @Option(
      names = "--force",
      description =
          "First remove the containers that an earlier instance left running, whatever is assigned"
              + " to this host.")
  private boolean force;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Where the host's id and memory are kept; else " + Config.USUAL_DATA_DIR + ".")
  private Optional<String> dataDir;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The API's port, the same on all hosts; else 1113.")
  private Optional<String> port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds the API's token, the same on all hosts; made where it is missing; else"
              + " DATA-DIR/token.")
  private Optional<String> tokenFile;

  @Option(
      names = "--secret-key-file",
      paramLabel = "FILE",
      description =
          "Holds what secrets are encrypted with, the same on all hosts; made where it is missing;"
              + " else DATA-DIR/secret.key.")
  private Optional<String> secretKeyFile;

  @Option(
      names = "--run-dir",
      paramLabel = "FOLDER",
      description =
          "Where secrets are laid out for containers, in memory; else "
              + Config.USUAL_RUN_DIR
              + ".")
  private Optional<String> runDir;

  @Option(
      names = "--docker",
      paramLabel = "ADDRESS",
      description = "Where the container engine listens; else unix:///var/run/docker.sock.")
  private Optional<String> docker;

  @Option(
      names = "--upload-limit",
      paramLabel = "SIZE",
      description = "The most that a deploy may send to this host, unpacked; else 16g.")
  private Optional<String> uploadLimit;

  private final Surroundings around;
  private final CountDownLatch forever = new CountDownLatch(1);

  HostCommand(Surroundings around) {
    this.around = around;
  }

  /** With the words that {@code HostWords} found, which picocli would have put in their places. */
  HostCommand(Surroundings around, Map<String, String> words) {
    this(around);
    hostname = Optional.ofNullable(words.get("--hostname"));
    external = Optional.ofNullable(words.get("--external"));
    etcd = Optional.ofNullable(words.get("--etcd"));
    etcdQuota = Optional.ofNullable(words.get("--etcd-quota"));
    tags = Optional.ofNullable(words.get("--tags"));
    slave = words.containsKey("--slave");
    force = words.containsKey("--force");
    dataDir = Optional.ofNullable(words.get("--data-dir"));
    port = Optional.ofNullable(words.get("--port"));
    tokenFile = Optional.ofNullable(words.get("--token-file"));
    secretKeyFile = Optional.ofNullable(words.get("--secret-key-file"));
    runDir = Optional.ofNullable(words.get("--run-dir"));
    docker = Optional.ofNullable(words.get("--docker"));
    uploadLimit = Optional.ofNullable(words.get("--upload-limit"));
  }

  @Override
  public Integer call() throws Exception {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::run, "leave"));
    try {
      ending.of(HostProcess.start(settings(Config.load(around.environment())), Version.number()));
      forever.await();
      return 0;
    } catch (NoClassDefFoundError e) {
      ending.failed();
      throw new BadInput("this is the command line alone; a server needs viking's tarball", e);
    } catch (Exception | Error e) {
      // Whatever it is, it is no departure, and must not end with 0.
      ending.failed();
      throw e;
    }
  }

  /** What it is told, by words first, then by the environment, then by the file. */
  HostSettings settings(Config config) throws IOException {
    Function<String, String> text = Function.identity();
    Path folder =
        Path.of(choose(dataDir, Setting.DATA_DIR, config, text).orElse(Config.USUAL_DATA_DIR))
            .toAbsolutePath();
    return new HostSettings(
        choose(hostname, Setting.HOSTNAME, config, text),
        choose(external, Setting.EXTERNAL, config, text),
        choose(etcd, Setting.ETCD, config, EtcdConfig::of)
            .orElseGet(() -> EtcdConfig.of("127.0.0.1")),
        choose(tags, Setting.TAGS, config, HostCommand::words).orElse(Set.of()),
        slave || config.get(Setting.SLAVE, HostCommand::truth).orElse(false),
        force,
        folder,
        choose(port, Setting.PORT, config, HostCommand::number).orElse(Config.USUAL_PORT),
        choose(tokenFile, Setting.TOKEN_FILE, config, Path::of)
            .orElseGet(() -> folder.resolve("token")),
        choose(secretKeyFile, Setting.SECRET_KEY_FILE, config, Path::of)
            .orElseGet(() -> folder.resolve("secret.key")),
        choose(runDir, Setting.RUN_DIR, config, Path::of)
            .orElse(Path.of(Config.USUAL_RUN_DIR))
            .toAbsolutePath(),
        choose(docker, Setting.DOCKER, config, URI::create),
        choose(uploadLimit, Setting.UPLOAD_LIMIT, config, Quantity::bytes)
            .orElse(Config.USUAL_UPLOAD_LIMIT),
        choose(etcdQuota, Setting.ETCD_QUOTA, config, Quantity::bytes)
            .orElse(Config.USUAL_ETCD_QUOTA));
  }

  private static <T> Optional<T> choose(
      Optional<String> option, Setting setting, Config config, Function<String, T> reader) {
    if (option.isEmpty()) {
      return config.get(setting, reader);
    }
    try {
      return option.map(reader);
    } catch (BadInput | IllegalArgumentException e) {
      throw new BadInput("--" + setting.word() + ": " + e.getMessage(), e);
    }
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadInput("'" + text + "' is not a number", e);
    }
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new BadInput("'" + text + "' is not true or false");
    }
    return text.equals("true");
  }

  /** Lets the process leave in good order when the machine says so, and end with 0. */
  private static final class Ending {
    private HostProcess process;
    private boolean failed;

    synchronized void of(HostProcess started) {
      process = started;
    }

    synchronized void failed() {
      failed = true;
    }

    synchronized void run() {
      if (!failed) {
        Optional.ofNullable(process).ifPresent(HostProcess::leave);
        Runtime.getRuntime().halt(0);
      }
    }
  }
}
