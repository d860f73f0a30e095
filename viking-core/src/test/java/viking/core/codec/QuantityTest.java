package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1048576, 1048576",
    "1k, 1024",
    "1K, 1024",
    "1kb, 1024",
    "1KiB, 1024",
    "512m, 536870912",
    "1.5g, 1610612736",
    "2 GB, 2147483648",
    "' 1g ', 1073741824",
    "1t, 1099511627776",
    "5b, 5",
    "0.5k, 512",
    "1048576t, 1152921504606846976"
  })
  void readsBytesInPowersOf1024(String text, long bytes) {
    assertEquals(bytes, Quantity.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "m", "-1", "+1", "1,5g", ".5g", "1.g", "1e3", "1p", "1mm", "1 0", "٣"})
  void refusesWhatIsNoSize(String text) {
    Refused.with("'" + text + "' is not a size such as 512m or 2g", () -> Quantity.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1048577t", "1152921504606846977", "99999999999999999999999999g"})
  void refusesMoreMemoryThanThereIs(String text) {
    Refused.with("'" + text + "' is more memory than there is", () -> Quantity.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10s, PT10S",
    "1m30s, PT1M30S",
    "500ms, PT0.5S",
    "2h, PT2H",
    "1h1m1s1ms, PT1H1M1.001S",
    "1h500ms, PT1H0.5S",
    "1m500ms, PT1M0.5S",
    "0s, PT0S",
    "90m, PT1H30M",
    "' 5s ', PT5S",
    "8760h, PT8760H"
  })
  void readsTimes(String text, Duration time) {
    assertEquals(time, Quantity.duration(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "10", "s", "-1s", "1.5s", "30s1m", "1d", "10 s", "1S", "1s1s", "1ms1s"})
  void refusesWhatIsNoTime(String text) {
    Refused.with(
        "'" + text + "' is not a time such as 10s, 1m30s or 500ms", () -> Quantity.duration(text));
  }

  /** A clock of nanoseconds counts no more than 292 years, and adds them to the time it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8760h1ms",
        "31536001s",
        "9999999999999s",
        "9223372036854775807s",
        "9223372036854775807h",
        "9223372036854775807ms",
        "99999999999999999999999s"
      })
  void refusesTimesThatNobodyWaits(String text) {
    Refused.with(
        "'" + text + "' is longer than any time viking waits", () -> Quantity.duration(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1023, 1023",
    "1024, 1k",
    "536870912, 512m",
    "14495514624, 13.5g",
    "1610612736, 1.5g",
    "1879048192, 1.75g",
    "1207959552, 1152m",
    "5368709121, 5368709121",
    "1152921504606846976, 1048576t"
  })
  void writesSizesAsPeopleDoAndExactly(long bytes, String text) {
    assertEquals(text, Quantity.write(bytes));
    assertEquals(bytes, Quantity.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({"4000, 4", "500, 0.5", "250, 0.25", "1, 0.001", "0, 0", "12000, 12"})
  void writesCoresAsPeopleDo(long milliCpu, String text) {
    assertEquals(text, Quantity.cores(milliCpu));
    assertEquals(milliCpu, Quantity.milliCpu(text));
  }

  @Test
  void readsBackTheTimesThatItWrites() {
    assertEquals("90s", Quantity.write(Duration.ofSeconds(90)));
    assertEquals("1500ms", Quantity.write(Duration.ofMillis(1500)));
    assertEquals("0s", Quantity.write(Duration.ZERO));
    Seeds.each(
        1_000,
        draw -> {
          Duration time = Duration.ofMillis(draw.number(0, Integer.MAX_VALUE - 1));
          assertEquals(time, Quantity.duration(Quantity.write(time)));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2000",
    "0.5, 500",
    "250m, 250",
    "0, 0",
    "0m, 0",
    "1.001, 1001",
    "1e1, 10000",
    "100000, 100000000",
    "100000000m, 100000000",
    "2.000, 2000",
    ".5, 500"
  })
  void readsThousandthsOfACore(String text, long milliCpu) {
    assertEquals(milliCpu, Quantity.milliCpu(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "-1",
        "0.0001",
        "0.5m",
        "two",
        "1k",
        "100001",
        "100000001m",
        "1 ",
        "Infinity",
        "NaN",
        "1e10",
        "1e-10",
        "1e99999999",
        "1e-99999999",
        "1e99999999m",
        "1e-99999999m",
        "1e2147483647",
        "1e-2147483647",
        "1e2147483648",
        "1e9999999999"
      })
  void refusesWhatIsNoNumberOfCores(String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            Refused.with(
                "'" + text + "' is not a number of cores such as 2, 0.5 or 250m",
                () -> Quantity.milliCpu(text)));
  }

  /** A number of a million digits takes seconds to read: the leader has better things to do. */
  @Test
  void refusesEndlessNumbersAtOnce() {
    String million = "1".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Refused.message(() -> Quantity.milliCpu(million));
          Refused.message(() -> Quantity.milliCpu("0." + million));
          Refused.message(() -> Quantity.bytes(million));
          Refused.message(() -> Quantity.bytes("1." + million + "g"));
          Refused.message(() -> Quantity.duration(million + "s"));
          Refused.message(() -> Quantity.duration(million));
        });
  }
}
