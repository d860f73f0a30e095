package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import viking.core.model.HealthCheck;

/**
 * A command run in a container to find out how it is. The engine cannot end one that takes too
 * long; where its process can be seen from here, it is killed, with all that it has started. Where
 * not (an engine behind TCP), it is left to itself.
 */
final class CommandCheck {
  private static final int MOST_OUTPUT = 4096;

  /** How much later than its command an engine may know of its beginning and of its end. */
  private static final Duration LAG = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Clients clients;
  private final Patience patience;
  private final Duration limit;

  CommandCheck(Clients clients, Patience patience, Duration limit) {
    this.clients = clients;
    this.patience = patience;
    this.limit = limit;
  }

  /** What is wrong, or nothing. Blocks; fails where the command could not be run at all. */
  Optional<String> run(String container, HealthCheck check) {
    long end = System.nanoTime() + check.timeout().toNanos();
    String exec = patience.within(check.timeout(), () -> create(clients.calls(), container, check));
    Output said = new Output();
    try (Reception<Frame> output = new Reception<>(said::take)) {
      clients.streams().execStartCmd(exec).exec(output);
      if (output.ends(Duration.ofNanos(end - System.nanoTime()))) {
        return verdict(ended(exec).getExitCodeLong(), said.lastLine());
      }
      kill(container, exec, output);
      return Optional.of(late(check.timeout()));
    }
  }

  private static String create(DockerClient client, String container, HealthCheck check) {
    return client
        .execCreateCmd(container)
        .withCmd(check.command().toArray(String[]::new))
        .withAttachStdout(true)
        .withAttachStderr(true)
        .exec()
        .getId();
  }

  private static Optional<String> verdict(Long code, String said) {
    if (code != null && code == 0) {
      return Optional.empty();
    }
    String how = code == null ? "the command did not run" : "the command exited with " + code;
    return Optional.of(said.isEmpty() ? how : how + ": " + said);
  }

  private static String late(Duration limit) {
    return "the command was not done within " + Prober.seconds(limit);
  }

  /** What it prints may be over a moment before the engine has heard of its end. */
  private InspectExecResponse ended(String exec) {
    long until = System.nanoTime() + LAG.toNanos();
    InspectExecResponse shown = look(exec);
    while (Boolean.TRUE.equals(shown.isRunning()) && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      shown = look(exec);
    }
    return shown;
  }

  /** One that has not even begun would go on for ever once it does. */
  private void kill(String container, String exec, Reception<Frame> output) {
    long until = System.nanoTime() + LAG.toNanos();
    Optional<Long> pid = pid(exec);
    while (pid.isEmpty() && System.nanoTime() - until < 0 && !output.ends(LOOK_AGAIN)) {
      pid = pid(exec);
    }
    pid.ifPresent(begun -> HostProcess.killIfOf(container, begun));
  }

  private Optional<Long> pid(String exec) {
    return Optional.ofNullable(look(exec).getPidLong()).filter(pid -> pid > 0);
  }

  private InspectExecResponse look(String exec) {
    return patience.within(limit, () -> clients.calls().inspectExecCmd(exec).exec());
  }

  /**
   * The beginning of what it says, and no more. What it complains of counts for more than what it
   * prints: the two arrive in no order.
   */
  private static final class Output {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    synchronized void take(Frame frame) {
      ByteArrayOutputStream said =
          frame.getStreamType() == StreamType.STDERR ? complained : printed;
      byte[] part = frame.getPayload();
      said.write(part, 0, Math.min(part.length, MOST_OUTPUT - said.size()));
    }

    synchronized String lastLine() {
      String complaint = lastLine(complained);
      return complaint.isEmpty() ? lastLine(printed) : complaint;
    }

    private static String lastLine(ByteArrayOutputStream said) {
      String all = said.toString(StandardCharsets.UTF_8).strip();
      return Complaint.readable(Iterables.getLast(Splitter.on('\n').split(all)));
    }
  }
}
