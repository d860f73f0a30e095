package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import viking.cli.text.Terminal;
import viking.core.config.Config;
import viking.host.Rehearsal;

/**
 * {@code viking train}: runs commands on an API of its own with a made-up job, so that the launcher
 * can archive the classes that they load.
 */
@Command(
    name = "train",
    description = "Loads what other commands load; for the launcher.",
    hidden = true)
final class Train implements Callable<Integer> {
  private static final String JOB =
      """
      {"revision":7,"leader":"h1","jobs":[{"id":"a.b.1","stack":"a","node":"b","tag":"1",
      "state":"running","health":"unhealthy","host":"h1","message":"m","since":"2026-01-01T00:00:00Z",
      "ports":[{"port":80,"protocol":"tcp","address":"10.0.0.1","hostPort":32768}]}],
      "hosts":[{"name":"h1","state":"ready","cpu":2500,"memory":2000000000,"tags":["ssd"],
      "reserved":{"cpu":500,"memory":1000000000}}],"summary":"s","done":"d"}""";

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("ps"),
          List.of("ps", "-o", "json"),
          List.of("hosts"),
          List.of("ps", "a"),
          List.of("stacks"),
          List.of("why", "a/b"),
          List.of("info"),
          List.of("--version"),
          List.of("ps", "--addr", "127.0.0.1:1"),
          List.of("pss"));

  @Option(names = "--host", description = "Loads what the host process loads.")
  private boolean host;

  private final Surroundings around;
  @Spec private CommandSpec spec;

  Train(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (host) {
      rehearse();
      return 0;
    }
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(server), "answering");
      answering.setDaemon(true);
      answering.start();
      Surroundings school =
          new Surroundings(
              Map.of("VIKING_ADDR", "127.0.0.1:" + server.getLocalPort(), "VIKING_TOKEN", "t"),
              Terminal.of("24 80", Map.of("TERM", "vt100")),
              around.clock());
      for (List<String> words : COMMANDS) {
        String[] args = words.toArray(String[]::new);
        CommandLine command = Main.commandLine(school, args);
        command.setOut(spec.commandLine().getOut());
        command.setErr(spec.commandLine().getErr());
        command.execute(args);
      }
    }
    return 0;
  }

  private void rehearse() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("viking-train");
    try {
      List<String> words = List.of("--data-dir", folder.toString());
      new HostCommand(around, HostWords.plain(words).orElseThrow()).settings(Config.load(Map.of()));
      Rehearsal.hold(folder);
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Until the socket is closed. */
  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket call = server.accept()) {
        call.getInputStream().read(new byte[8192]);
        String head =
            "HTTP/1.1 200 OK\r\nContent-Length: "
                + JOB.length()
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
        call.getOutputStream().write((head + JOB).getBytes(UTF_8));
      } catch (IOException e) {
        // The command that asked says what it thinks of it; here the next is waited for.
      }
    }
  }
}
