package viking.host;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import viking.core.config.Config;
import viking.core.config.TokenFile;
import viking.core.store.EtcdConfig;
import viking.core.store.RehearsalEtcd;

/**
 * A host process with nobody around it: etcd and the engine are played, and its API is asked a few
 * things. It loads nearly all classes that a real one does, so that the launcher can archive them.
 */
public final class Rehearsal {
  private static final String ADDRESS = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Long: who makes an archive runs beside everything else. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final int OK = 200;

  private final HostSettings settings;
  private final String token;

  private Rehearsal(HostSettings settings) {
    this.settings = settings;
    this.token = TokenFile.of(settings.tokenFile());
  }

  /** Blocks until it is over; the folder is the host's own. */
  public static void hold(Path folder) throws IOException, InterruptedException {
    try (RehearsalEtcd etcd = new RehearsalEtcd();
        RehearsalEngine engine = new RehearsalEngine(folder.resolve("engine.sock"))) {
      new Rehearsal(
              new HostSettings(
                  Optional.of("rehearsal"),
                  Optional.of(ADDRESS),
                  EtcdConfig.of(ADDRESS + ":" + etcd.port())
                      .withDeadline(DEADLINE)
                      .withPatience(DEADLINE),
                  Set.of(),
                  false,
                  false,
                  folder,
                  freePort(),
                  folder.resolve("token"),
                  folder.resolve("secret.key"),
                  folder.resolve("run"),
                  Optional.of(engine.address()),
                  Config.USUAL_UPLOAD_LIMIT,
                  Config.USUAL_ETCD_QUOTA))
          .hold();
    }
  }

  private void hold() throws IOException, InterruptedException {
    HostProcess process = HostProcess.start(settings, "0");
    try {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (ask("/health") != OK || ask("/v1/jobs") != OK) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException("the host of the rehearsal does not take part");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
      for (String path : List.of("/v1/info", "/v1/hosts", "/metrics")) {
        ask(path);
      }
    } finally {
      process.leave();
    }
  }

  private int ask(String path) throws IOException {
    URI page = URI.create("http://" + ADDRESS + ":" + settings.port() + path);
    HttpURLConnection call = (HttpURLConnection) page.toURL().openConnection();
    call.setRequestProperty("Authorization", "Bearer " + token);
    int code = call.getResponseCode();
    call.disconnect();
    return code;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
