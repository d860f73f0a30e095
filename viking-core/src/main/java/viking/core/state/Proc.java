package viking.core.state;

import java.util.Optional;
import viking.core.model.Job;

/** A value of {@code /proc}: a job, or what is wrong with the text. */
public record Proc(Optional<Job> job, String problem) {}
