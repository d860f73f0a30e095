package viking.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import viking.core.actor.Now;
import viking.core.model.BadInput;
import viking.core.model.Cluster;
import viking.core.model.Cordon;
import viking.core.model.Health;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.core.model.Status;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Seeds;

/** Whatever stands in a value: it is read, or refused as bad input, and never anything else. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class CodecFuzzTest {
  private static final int TRIES = 5_000;

  @Test
  void jobs() {
    JobCodec codec = new JobCodec();
    Seeds.each(
        4 * TRIES,
        draw -> {
          String text = Mutations.of(codec.write(RandomJobs.job(draw)), draw);
          read(text, codec::read).ifPresent(job -> assertUsable(job, codec));
        });
  }

  @Test
  void statuses() {
    Status status =
        new Status(
            7,
            "h1",
            JobState.BACKOFF,
            Health.UNHEALTHY,
            "viking.a.b.1",
            "r",
            3,
            OptionalInt.of(1),
            "exit code 1",
            "then",
            List.of("no such file", "ended"));
    fuzz(new StatusCodec(), status);
  }

  @Test
  void hosts() {
    Host host =
        new Host("h1", "id1", "::1", Set.of("a", "b"), new Resources(1, 2), 3, "20", "0.1", true);
    Seeds.each(
        TRIES,
        draw -> read(Mutations.of(HostCodec.write(host), draw), t -> HostCodec.read("h1", t)));
  }

  @Test
  void pins() {
    fuzz(new PinCodec(), new Pin("h1", "id1", true));
  }

  @Test
  void cordons() {
    fuzz(new CordonCodec(), new Cordon(true, "disk", "ann", "then"));
  }

  @Test
  void clusters() {
    fuzz(new ClusterCodec(), new Cluster("c1", 1, "then"));
  }

  @Test
  void memories() {
    fuzz(new MemoryCodec(), new HostMemory("i1", "c1", 7, 9, 3));
  }

  @Test
  void garbage() {
    String signs = " !\"#,-.019:AZ[\\]aenrtuz{}\t\0";
    Seeds.each(TRIES, draw -> read(draw.text(signs, 0, 30), new JobCodec()::read));
  }

  private static <T> void fuzz(Codec<T> codec, T value) {
    Seeds.each(TRIES, draw -> read(Mutations.of(codec.write(value), draw), codec::read));
  }

  private static <T> Optional<T> read(String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (BadInput e) {
      assertFalse(e.getMessage().isBlank());
      return Optional.empty();
    }
  }

  /** What has been let in can be stored again, and its times can be waited for. */
  private static void assertUsable(Job job, JobCodec codec) {
    String text = codec.write(job);
    assertEquals(job, codec.read(text));
    assertEquals(text, new String(text.getBytes(UTF_8), UTF_8));
    Now now = new Now(Duration.ofDays(3650).toNanos(), Instant.EPOCH);
    job.health()
        .ifPresent(
            check -> {
              assertLater(now, check.interval());
              assertLater(now, check.timeout());
              assertLater(now, check.startPeriod());
            });
    assertLater(now, job.stop().grace());
    assertLater(now, job.stop().drain());
  }

  private static void assertLater(Now now, Duration time) {
    assertTrue(now.after(time) >= now.nanos(), time::toString);
  }
}
