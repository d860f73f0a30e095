package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.JobCodec;
import viking.core.model.Job;

class FieldsTest {
  @Test
  void sizesAndCoresAreShownAsPeopleWriteThem() {
    Job small = job("{\"cpu\":\"500m\",\"memory\":\"512m\"},\"shm_size\":\"64m\"");
    Job large = job("{\"cpu\":\"2\",\"memory\":\"13.5g\"},\"shm_size\":\"1g\"");
    assertEquals(
        List.of(
            new FieldChange("resources.cpu", "0.5", "2"),
            new FieldChange("resources.memory", "512m", "13.5g"),
            new FieldChange("shm_size", "64m", "1g")),
        Fields.ofJobs(Optional.of(small), Optional.of(large)));
  }

  private static Job job(String resources) {
    return new JobCodec().read("{\"image\":\"a\",\"resources\":" + resources + "}");
  }
}
