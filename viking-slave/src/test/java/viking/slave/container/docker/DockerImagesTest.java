package viking.slave.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.slave.image.ImageProblem;

/** What an engine does that takes its time, or hangs, as none does when it is asked to. */
class DockerImagesTest {
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer engine;
  private Clients clients;
  private Patience patience;

  @BeforeEach
  void begin() throws IOException {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.setExecutor(threads);
    engine.start();
    clients =
        Clients.of(
            URI.create("tcp://127.0.0.1:" + engine.getAddress().getPort()), Duration.ofSeconds(5));
    patience = new Patience();
  }

  private DockerImages images(Duration silence) {
    return new DockerImages(clients, new Limits(silence, silence, silence), patience);
  }

  @AfterEach
  void end() {
    over.countDown();
    patience.close();
    clients.close();
    engine.stop(0);
    threads.shutdownNow();
  }

  /** Takes in what it is sent, and has loaded it then. */
  private void takesIn() {
    engine.createContext(
        "/",
        call -> {
          call.getRequestBody().transferTo(OutputStream.nullOutputStream());
          byte[] said = "{\"stream\":\"Loaded image: x\"}\n".getBytes(UTF_8);
          call.sendResponseHeaders(200, said.length);
          call.getResponseBody().write(said);
          call.close();
        });
  }

  @Test
  void anImageThatTakesLongToArriveIsWaitedFor() {
    takesIn();
    images(SILENCE).load(new Endlessly(SILENCE.plusSeconds(1)));
  }

  @Test
  void anEngineThatTakesNothingInIsNotWaitedForForEver() {
    engine.createContext(
        "/",
        call -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ImageProblem problem =
        assertThrows(
            ImageProblem.class,
            () -> images(Duration.ofMillis(300)).load(new Endlessly(Duration.ofMinutes(1))));
    assertTrue(problem.getMessage().contains("nothing has come"), problem.getMessage());
  }

  /** Bytes for so long. */
  private static final class Endlessly extends InputStream {
    private final long until;

    Endlessly(Duration time) {
      this.until = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() {
      return System.nanoTime() < until ? 7 : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      return System.nanoTime() < until ? count : -1;
    }
  }
}
