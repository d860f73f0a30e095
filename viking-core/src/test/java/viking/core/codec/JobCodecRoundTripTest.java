package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Seeds;

class JobCodecRoundTripTest {
  private final JobCodec codec = new JobCodec();

  @Test
  void readsBackWhateverItWrites() {
    Seeds.each(
        3_000,
        draw -> {
          Job job = RandomJobs.job(draw);
          String text = codec.write(job);
          assertEquals(job, codec.read(text), text);
          assertEquals(text, codec.write(codec.read(text)));
        });
  }

  @Test
  void writesNoDefaults() {
    assertEquals("{\"image\":\"busybox\"}", codec.write(RandomJobs.plain("busybox")));
    assertEquals(RandomJobs.plain("busybox"), codec.read("{\"image\":\"busybox\"}"));
  }

  /** What is equal is written in the same words, so that texts can be compared. */
  @Test
  void writesOneTextForOneJob() {
    assertEquals(
        codec.write(codec.read("{\"image\":\"x\",\"env\":{\"A\":1,\"B\":2},\"expose\":[80]}")),
        codec.write(
            codec.read(
                "{\"expose\":\"80/tcp\",\"env\":{\"B\":\"2\",\"A\":\"1\"},\"image\":\"x\"}")));
  }
}
