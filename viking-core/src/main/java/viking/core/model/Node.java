package viking.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry under {@code deploy}: a process and how many of it, or a folder of files to be served.
 *
 * @param job what each instance runs, its image as it was written; empty for a static website
 * @param documentRoot the folder of a static website, relative to the stack file
 * @param service whether a deploy leaves it alone once it runs
 * @param once whether it runs to its end once a release, before what is {@code after} it
 * @param every when it is run to its end again and again
 * @param autoscale JSON, kept as it was written; so is {@code provision}
 */
public record Node(
    Optional<Job> job,
    Optional<String> documentRoot,
    int scale,
    boolean service,
    boolean once,
    List<String> after,
    Optional<Every> every,
    List<Domain> domains,
    Update update,
    Optional<String> autoscale,
    Optional<String> provision) {
  public Node {
    after = List.copyOf(after);
    domains = List.copyOf(domains);
    if (job.isPresent() == documentRoot.isPresent()) {
      throw new BadInput("a node has either an image or a document_root");
    }
    if (scale < 0) {
      throw new BadInput("scale must not be negative");
    }
    if (once && every.isPresent()) {
      throw new BadInput("once and every do not go together");
    }
  }

  /** A node that runs the job, one instance of it, and is otherwise as usual. */
  public static Node of(Job job) {
    return new Node(
        Optional.of(job),
        Optional.empty(),
        1,
        false,
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        Update.USUAL,
        Optional.empty(),
        Optional.empty());
  }

  public boolean website() {
    return documentRoot.isPresent();
  }

  /** Whether instances of it are to run all the time. */
  public boolean standing() {
    return job.isPresent() && !once && every.isEmpty();
  }

  /** The port that a domain leads to: the one named with it, or the first that is exposed. */
  public OptionalInt portOf(Domain domain) {
    if (domain.port().isPresent() || job.isEmpty() || job.get().expose().isEmpty()) {
      return domain.port();
    }
    return OptionalInt.of(job.get().expose().get(0).port());
  }
}
