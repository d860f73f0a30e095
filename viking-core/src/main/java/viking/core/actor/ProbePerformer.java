package viking.core.actor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Tries connections to host processes, one at a time. */
public final class ProbePerformer implements Performer, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final int port;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "probe");
            made.setDaemon(true);
            return made;
          });

  /** Every host process listens on that port. */
  public ProbePerformer(int port) {
    this.port = port;
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof ProbeEffect probe)) {
      return false;
    }
    thread.execute(() -> answers.accept(new ProbeEvent(probe.token(), refused(probe.address()))));
    return true;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Only a live machine refuses; one that is cut off or down says nothing. */
  private boolean refused(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
      return false;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused");
    } catch (IOException e) {
      return false;
    }
  }
}
