package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EndlessTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Endless endless = new Endless(out);

  @Test
  void zerosAtTheEndComeWhenItIsClosed() throws IOException {
    endless.write(new byte[] {1, 0, 2, 0, 0});
    assertArrayEquals(new byte[] {1, 0, 2}, out.toByteArray());
    endless.write(new byte[20_000]);
    assertEquals(3, out.size());
    endless.close();
    assertEquals(20_005, out.size());
  }

  @Test
  void zerosInBetweenComeWithWhatFollows() throws IOException {
    endless.write(new byte[] {0, 0});
    endless.write(0);
    endless.write(new byte[] {9, 7, 8, 0}, 1, 3);
    assertArrayEquals(new byte[] {0, 0, 0, 7, 8}, out.toByteArray());
  }
}
