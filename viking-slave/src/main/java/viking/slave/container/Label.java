package viking.slave.container;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.JobCodec;
import viking.core.model.BadInput;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.SlotId;

/**
 * What viking writes on its containers, enough to go on with them knowing nothing else: the
 * cluster, the job, the assignment that they were made for, and the job's value.
 */
public record Label(String cluster, JobId job, long assignment, Job value) {
  /** The label that every container and volume of viking's has: the cluster it belongs to. */
  public static final String MARK = "viking.cluster";

  private static final String SLOT = "viking.slot";
  private static final String JOB = "viking.job";
  private static final String ASSIGNMENT = "viking.assignment";
  private static final String VALUE = "viking.value";
  private static final JobCodec CODEC = new JobCodec();

  public Map<String, String> write() {
    Map<String, String> labels = new LinkedHashMap<>(value.container().labels());
    labels.put(MARK, cluster);
    labels.put(JOB, job.toString());
    labels.put(ASSIGNMENT, Long.toString(assignment));
    labels.put(VALUE, CODEC.write(value));
    return labels;
  }

  /** What is written on a slot's volumes: who looks for what may go will find it. */
  public static Map<String, String> ofVolume(String cluster, SlotId slot) {
    return ImmutableMap.of(MARK, cluster, SLOT, slot.toString());
  }

  /** Nothing for a container that is not viking's, or not readable as such: it is foreign. */
  public static Optional<Label> of(String container, Map<String, String> labels) {
    if (!labels.containsKey(MARK)) {
      return Optional.empty();
    }
    try {
      JobId job = JobId.parse(labels.getOrDefault(JOB, ""));
      if (!container.equals(job.container())) {
        return Optional.empty();
      }
      return Optional.of(
          new Label(
              labels.get(MARK),
              job,
              Long.parseLong(labels.getOrDefault(ASSIGNMENT, "")),
              CODEC.read(labels.getOrDefault(VALUE, ""))));
    } catch (BadInput | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
