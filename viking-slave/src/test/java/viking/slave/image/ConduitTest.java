package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConduitTest {
  private final Conduit conduit = new Conduit();

  private static void write(OutputStream out, byte[] bytes) {
    try (out) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Test
  void whatGoesInComesOutHoweverMuchItIs() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(conduit.in(), bytes));
    try (InputStream out = conduit.out()) {
      assertArrayEquals(bytes, out.readAllBytes());
    }
    writing.join();
  }

  @Test
  void theReaderLearnsThatNothingWholeWillCome() throws IOException {
    InputStream out = conduit.out();
    conduit.abort("the source broke off");
    assertEquals("the source broke off", assertThrows(IOException.class, out::read).getMessage());
  }

  @Test
  void theWriterLearnsThatNobodyReads() throws IOException {
    conduit.out().close();
    OutputStream in = conduit.in();
    in.write(1);
    assertThrows(IOException.class, in::flush);
    assertTrue(conduit.abandoned());
  }

  @Test
  void aReaderThatLeavesTwiceHasLeft() throws IOException {
    InputStream out = conduit.out();
    out.close();
    out.close();
    assertTrue(conduit.abandoned());
  }

  @Test
  void aWriterThatWaitsIsLetGo() throws IOException {
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> write(conduit.in(), new byte[3_000_000]));
    InputStream out = conduit.out();
    assertEquals(0, out.read());
    out.close();
    assertThrows(RuntimeException.class, writing::join);
  }
}
