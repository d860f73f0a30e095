package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a container printed last, for whoever asks why it ended; few lines, and never much. */
final class LastLines {
  private static final Logger LOG = LoggerFactory.getLogger(LastLines.class);
  private static final int MOST_LINES = 10;
  private static final int MOST_LETTERS = 2000;
  private static final int MOST_BYTES = 1 << 16;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final DockerClient client;

  LastLines(DockerClient client) {
    this.client = client;
  }

  /** Blocks for a moment; nothing where the engine does not tell. */
  List<String> of(String container) {
    Output said = new Output();
    try (Reception<Frame> output = new Reception<>(said::take)) {
      client
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(MOST_LINES)
          .exec(output);
      return output.ends(LIMIT) ? last(said.text()) : List.of();
    } catch (RuntimeException e) {
      LOG.debug("the last lines of {} are not to be had", container, e);
      return List.of();
    }
  }

  /** The last lines that are not empty, as many as together are short enough. */
  static List<String> last(String text) {
    Deque<String> lines = new ArrayDeque<>();
    String[] all = text.split("\\R", -1);
    int left = MOST_LETTERS;
    for (int i = all.length - 1; i >= 0 && lines.size() < MOST_LINES; i--) {
      String line = all[i].replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
      line = line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
      if (line.isEmpty()) {
        continue;
      }
      if (line.length() > left) {
        line = left > 1 ? line.substring(0, left - 1) + "…" : "";
      }
      if (line.isEmpty()) {
        break;
      }
      left -= line.length();
      lines.addFirst(line);
    }
    return List.copyOf(lines);
  }

  /** All that it says, in the order in which the engine has set it down; of too much, the end. */
  private static final class Output {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    synchronized void take(Frame frame) {
      byte[] part = frame.getPayload();
      if (said.size() + part.length > MOST_BYTES) {
        said.reset();
      }
      int from = Math.max(0, part.length - MOST_BYTES);
      said.write(part, from, part.length - from);
    }

    synchronized String text() {
      return said.toString(StandardCharsets.UTF_8);
    }
  }
}
