package viking.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import viking.core.model.BadInput;

/** Sends a request while another thread listens. */
final class Sender {
  /** Whoever refuses a request hangs up on the rest of it; what was said before may yet arrive. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private static final Duration STALLED = Duration.ofSeconds(90);

  private final Socket socket;
  private final String head;
  private final Talk talk;
  private volatile boolean finished;
  private volatile IOException broken;
  private volatile RuntimeException refusal;
  private volatile Error fault;

  /** When something was last taken, or when it broke. */
  private volatile long moved = System.nanoTime();

  Sender(Socket socket, String head, Talk talk) {
    this.socket = socket;
    this.head = head;
    this.talk = talk;
  }

  void start() {
    Thread thread = new Thread(this::send, "sending");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether all of it has been handed over. */
  boolean finished() {
    return finished;
  }

  /** Why there will never be a whole request. */
  Optional<RuntimeException> refusal() {
    return fault == null
        ? Optional.ofNullable(refusal)
        : Optional.of(
            new BadInput(
                "what is to be sent could not be put together (" + fault + "): nothing was done",
                fault));
  }

  /** Refuses to wait for an answer to a request that nobody takes. */
  void check() throws IOException {
    if (refusal().isPresent()) {
      throw new IOException("the request cannot be made");
    }
    Duration since = Duration.ofNanos(System.nanoTime() - moved);
    if (broken != null && since.compareTo(LAST_WORDS) > 0) {
      throw broken;
    }
    if (broken == null && !finished && since.compareTo(STALLED) > 0) {
      throw new IOException("nothing more was taken for " + STALLED.toSeconds() + " s");
    }
  }

  private void send() {
    try {
      OutputStream out = new Noted(socket.getOutputStream());
      out.write(head.getBytes(US_ASCII));
      // Not to be closed when the body cannot be made: that would make it a whole one.
      ChunkedOutput body = new ChunkedOutput(out);
      talk.write(body);
      body.close();
      finished = true;
    } catch (IOException e) {
      moved = System.nanoTime();
      broken = e;
    } catch (RuntimeException e) {
      refusal = e;
    } catch (Error e) {
      // Where memory is short nothing is made here: whoever listens finds the words.
      fault = e;
    }
  }

  /** Notes that something was taken. */
  private final class Noted extends FilterOutputStream {
    Noted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      moved = System.nanoTime();
    }
  }
}
