package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.HealthCheck;

/**
 * A command run in a container to find out how it is. The engine cannot end one that takes too
 * long; where its process can be seen from here, it is killed, with all that it has started. Where
 * not (an engine behind TCP), it is left to itself.
 */
final class CommandCheck {
  private static final Logger LOG = LoggerFactory.getLogger(CommandCheck.class);
  private static final int MOST_OUTPUT = 4096;

  private final Clients clients;
  private final Patience patience;

  CommandCheck(Clients clients, Patience patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /** What is wrong, or nothing. Blocks; fails where the command could not be run at all. */
  Optional<String> run(String container, HealthCheck check) {
    long end = System.nanoTime() + check.timeout().toNanos();
    String exec = patience.within(check.timeout(), () -> create(clients.calls(), container, check));
    Output output = new Output();
    try (output) {
      clients.streams().execStartCmd(exec).exec(output);
      if (output.awaitCompletion(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        Long code =
            patience.within(
                Limits.SHORT, () -> clients.calls().inspectExecCmd(exec).exec().getExitCodeLong());
        return verdict(code, output.lastLine());
      }
      kill(container, exec);
      return Optional.of(late(check.timeout()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("given up");
    } catch (IOException e) {
      LOG.debug("a command's output did not close", e);
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
    String how = code == null ? "it did not run" : "exited with " + code;
    return Optional.of(said.isEmpty() ? how : how + ": " + said);
  }

  private static String late(Duration limit) {
    return "the command was not done within " + Prober.seconds(limit);
  }

  private void kill(String container, String exec) {
    Long pid =
        patience.within(
            Limits.SHORT, () -> clients.calls().inspectExecCmd(exec).exec().getPidLong());
    if (pid != null && pid > 0) {
      HostProcess.killIfOf(container, pid);
    }
  }

  /** The beginning of what it says, and no more. */
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      synchronized (said) {
        byte[] part = frame.getPayload();
        said.write(part, 0, Math.min(part.length, MOST_OUTPUT - said.size()));
      }
    }

    String lastLine() {
      synchronized (said) {
        String all = said.toString(StandardCharsets.UTF_8).strip();
        return Complaint.readable(Iterables.getLast(Splitter.on('\n').split(all)));
      }
    }
  }
}
