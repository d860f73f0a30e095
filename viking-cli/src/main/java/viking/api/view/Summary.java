package viking.api.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import viking.core.model.Health;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.core.model.Status;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Placement;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Request;
import viking.leader.dowding.Unplaced;

/** Where a job is and why, what it waits for, or what failed: in a few sentences. */
record Summary(ClusterState state, JobOutline outline, Fleet fleet, Optional<Request> request) {

  String text() {
    List<String> sentences = new ArrayList<>();
    sentences.add(first());
    if (outline.job().isPresent() && !facts().ended()) {
      request.flatMap(Request::pin).map(Summary::pinned).ifPresent(sentences::add);
      request
          .map(Request::avoid)
          .filter(hosts -> !hosts.isEmpty())
          .map(Summary::avoided)
          .ifPresent(sentences::add);
      if (state.leader().isEmpty()) {
        sentences.add("No host leads at the moment, so nothing is placed or moved.");
      }
    }
    return String.join(" ", sentences);
  }

  private JobFacts facts() {
    return outline.facts();
  }

  private String first() {
    String id = facts().id().toString();
    if (facts().proc().isEmpty()) {
      return outline
          .stoppingOn()
          .or(outline::assignedTo)
          .map(host -> id + " is being taken away: " + host + " still has to stop it.")
          .orElse(id + " is gone: the leader removes what is left of it.");
    }
    if (outline.job().isEmpty()) {
      return id + " cannot be run, its value is wrong: " + sentence(outline.message());
    }
    Optional<Status> status = outline.status();
    if (status.filter(s -> s.state() == JobState.DONE).isPresent()) {
      return id + " is done and will not run again.";
    }
    if (status.filter(s -> s.state() == JobState.FAILED).isPresent()) {
      return id + " has failed for good" + why(status.get()) + sentence("");
    }
    return id
        + outline
            .assignedTo()
            .map(
                host ->
                    HostCondition.of(state, host).orElseThrow().isLost() ? onLost(host) : on(host))
            .orElseGet(this::nowhere);
  }

  private String onLost(String host) {
    boolean pinned = outline.job().filter(Job::pinned).isPresent();
    return " is assigned to "
        + host
        + ", which is lost: "
        + (pinned
            ? "it waits for that host, which has its volume."
            : "the leader moves it when it gives that host up.");
  }

  private String on(String host) {
    Optional<Status> status = outline.status();
    if (status.isEmpty()) {
      return " is assigned to " + host + ", which has not taken it yet.";
    }
    Status known = status.get();
    return switch (known.state()) {
      case RUNNING -> " runs on " + health(known, host) + reason(host);
      case STARTING -> " is being started on " + host + why(known) + ".";
      case BACKOFF ->
          " has failed on "
              + host
              + why(known)
              + ", "
              + times(failures(host))
              + " in a row there; it is started again after a pause.";
      case BLOCKED -> " cannot be started on " + host + why(known) + ".";
      case STOPPING -> " is being stopped on " + host + why(known) + ".";
      default -> " is assigned to " + host + ", which has not taken it yet.";
    };
  }

  private String nowhere() {
    if (outline.stoppingOn().isPresent()) {
      return " waits until " + outline.stoppingOn().get() + " has stopped what ran before.";
    }
    boolean pinned = outline.job().filter(Job::pinned).isPresent();
    Optional<String> occupant =
        pinned
            ? Dispatch.occupant(facts().id(), facts().slot(), state).map(Object::toString)
            : Optional.empty();
    if (occupant.isPresent()) {
      return " waits until " + occupant.get() + " has left the volume.";
    }
    Optional<String> unreadable =
        pinned ? Dispatch.unreadablePin(facts().slot(), state) : Optional.empty();
    if (unreadable.isPresent()) {
      return " is blocked: " + sentence(unreadable.get());
    }
    return target(fleet)
        .map(host -> " has a place on " + host + " and is about to go there.")
        .orElseGet(this::unplaced);
  }

  /** What is only not known yet is not told as impossible. */
  private String unplaced() {
    Fleet hopeful = Ledger.hopeful(state).fleet();
    return target(hopeful)
        .map(host -> " waits: " + host + " has room for it when what stops there is gone, perhaps.")
        .orElseGet(() -> refused(hopeful));
  }

  private String refused(Fleet fleet) {
    Unplaced left = plan(fleet).unplaced().get(0);
    return (left.blocked() ? " is blocked: " : " waits: ") + sentence(left.reason());
  }

  private Optional<String> target(Fleet fleet) {
    return plan(fleet).placements().stream().map(Placement::hostname).findFirst();
  }

  private Plan plan(Fleet fleet) {
    return Dowding.plan(fleet, List.of(request.orElseThrow()));
  }

  private String health(Status status, String host) {
    return host
        + (status.health() == Health.NONE ? "" : ", " + JobOutline.word(status.health()))
        + (status.message().isEmpty() ? "" : " (" + status.message() + ")");
  }

  /** What speaks for the host it is on, or against it, were it chosen now. */
  private String reason(String host) {
    return Dowding.explain(fleet, request.orElseThrow(), host)
        .map(
            verdict ->
                (verdict.fits() ? ". " : ". Today it would not go there: ")
                    + verdict.sentence()
                    + ".")
        .orElse(".");
  }

  private int failures(String host) {
    return Optional.ofNullable(facts().counters().get(host)).map(count -> count.value()).orElse(0);
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String why(Status status) {
    String code = status.exitCode().isPresent() ? "exit code " + status.exitCode().getAsInt() : "";
    String told = status.message();
    String both =
        List.of(told, told.contains(code) ? "" : code).stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return both.isEmpty() ? "" : ": " + both;
  }

  private static String pinned(Pin pin) {
    return "Its volume lives on " + pin.host() + (pin.made() ? "." : ", where it is not made yet.");
  }

  private static String avoided(Set<String> hosts) {
    return "It has failed "
        + Dispatch.FAILURES_TO_MOVE
        + " times or more on "
        + String.join(", ", hosts)
        + ", which is taken again only when no other host fits.";
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
