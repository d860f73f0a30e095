package viking.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({"-5,0s", "0,0s", "59,59s", "60,1m", "3599,59m", "3600,1h", "172799,47h", "172800,2d"})
  void timesHaveOneUnit(long seconds, String text) {
    assertEquals(text, Amount.time(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1023,1023",
    "1024,1K",
    "1536,1.5K",
    "536870912,512M",
    "1288490189,1.2G",
    "8589934592,8G",
    "1073741823,1024M",
    "107374182400,100G",
    "9223372036854775807,8192P"
  })
  void sizesHaveATenthWhereItSaysSomething(long bytes, String text) {
    assertEquals(text, Amount.size(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4000,4", "500,0.5", "250,0.25", "1005,1.005", "100,0.1"})
  void coresAreDecimal(long millis, String text) {
    assertEquals(text, Amount.cores(millis));
  }

  @Test
  void whatIsNoTimeStaysAsItIs() {
    Instant now = Instant.parse("2026-11-20T20:00:00Z");
    assertEquals("5m", Amount.since("2026-11-20T19:54:30.123Z", now));
    assertEquals("yesterday", Amount.since("yesterday", now));
    assertEquals("", Amount.since("", now));
  }
}
