package viking.api.view;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;

/** What a job's keys come to. */
public record JobOutline(JobFacts facts) {
  /** Nobody has said anything of its present value. */
  public static final String NEW = "new";

  /** All that {@link #state} may say. */
  static Set<String> states() {
    Set<String> all = new TreeSet<>(Set.of(NEW));
    for (JobState each : JobState.values()) {
      all.add(word(each));
    }
    return ImmutableSortedSet.copyOf(all);
  }

  public Optional<Job> job() {
    return facts.proc().flatMap(proc -> proc.value().job());
  }

  public Optional<Status> status() {
    return facts.proc().isEmpty() ? Optional.empty() : facts.currentStatus();
  }

  public String state() {
    return facts.proc().isEmpty()
        ? word(JobState.STOPPING)
        : status().map(Status::state).map(JobOutline::word).orElse(NEW);
  }

  /** The host that it is assigned to. */
  public Optional<String> assignedTo() {
    return deployed(false);
  }

  /** A host that is to stop it, or an earlier value of it. */
  public Optional<String> stoppingOn() {
    return deployed(true);
  }

  /** Where it is, is to be, or was last. */
  String host() {
    return assignedTo()
        .or(() -> facts.run().map(Versioned::value))
        .or(this::stoppingOn)
        .or(() -> status().map(Status::host))
        .orElse("");
  }

  public String message() {
    Optional<String> told = status().map(Status::message).filter(text -> !text.isEmpty());
    return told.or(() -> facts.proc().map(proc -> proc.value().problem()))
        .filter(text -> !text.isEmpty())
        .or(() -> stoppingOn().map(host -> "still to be stopped on " + host))
        .orElse("");
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Optional<String> deployed(boolean stopping) {
    return facts.deploys().entrySet().stream()
        .filter(each -> JobFacts.STOP.equals(each.getValue().value()) == stopping)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
