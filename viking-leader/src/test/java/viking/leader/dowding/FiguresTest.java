package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import viking.core.model.Resources;

class FiguresTest {
  @Test
  void writesBytesInTheUnitThatFits() {
    assertEquals("0 B", Figures.bytesThere(0));
    assertEquals("1023 B", Figures.bytesThere(1023));
    assertEquals("64 MiB", Figures.bytesThere(64L << 20));
    assertEquals("1.5 GiB", Figures.bytesThere(3L << 29));
    assertEquals("2048 TiB", Figures.bytesThere(2L << 50));
  }

  @Test
  void roundsWhatIsThereDownAndWhatIsWantedUp() {
    assertEquals("3.9 GiB", Figures.bytesThere((4L << 30) - 1));
    assertEquals("4.1 GiB", Figures.bytesWanted((4L << 30) + 1));
  }

  @Test
  void whereTooMuchIsTakenNothingIsThere() {
    assertEquals("0 B", Figures.bytesThere(-5));
    assertEquals("0 cores", Figures.cores(-5));
  }

  @Test
  void writesCoresWithoutTrailingZeros() {
    assertEquals("1 core", Figures.cores(1000));
    assertEquals("0.25 cores", Figures.cores(250));
    assertEquals("12", Figures.number(12_000));
  }

  @Test
  void namesOnlyWhatIsReserved() {
    assertEquals("2 cores", Figures.wanted(new Resources(2000, 0)));
    assertEquals("4 GiB of memory", Figures.wanted(new Resources(0, 4L << 30)));
    assertEquals("2 cores and 4 GiB of memory", Figures.wanted(new Resources(2000, 4L << 30)));
  }
}
