package viking.leader.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.ReleaseCodec;
import viking.core.model.BadInput;
import viking.core.model.Cordon;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;

/** What the key spaces say of one stack, as its planners ask for it. */
final class StackView {
  /** No scale makes the leader plan for more. */
  private static final int MOST_INSTANCES = 100_000;

  private static final ReleaseCodec RELEASES = new ReleaseCodec();

  private final ClusterState state;
  private final String name;
  private final Optional<StackFacts> facts;

  StackView(ClusterState state, String name) {
    this.state = state;
    this.name = name;
    this.facts = state.stack(name);
  }

  String name() {
    return name;
  }

  ClusterState state() {
    return state;
  }

  Optional<StackFacts> facts() {
    return facts;
  }

  /** The modified revision of {@code /stack}, whether or not it parses; 0 where there is none. */
  long revision() {
    return facts.map(StackFacts::stackRevision).orElse(0L);
  }

  /** Empty where there is none, and where it does not parse: then nothing is done about it. */
  Optional<Release> release() {
    return facts.flatMap(StackFacts::release).map(Versioned::value);
  }

  Optional<Rollout> rollout() {
    return facts.flatMap(StackFacts::rollout).map(Versioned::value);
  }

  long rolloutRevision() {
    return facts.map(StackFacts::rolloutRevision).orElse(0L);
  }

  int count(String node) {
    int wanted = facts.map(known -> known.count(node)).orElse(0);
    return Math.max(0, Math.min(wanted, MOST_INSTANCES));
  }

  NodeId id(String node) {
    return new NodeId(name, node);
  }

  Optional<JobFacts> job(JobId id) {
    return state.job(id);
  }

  /** The nodes that have jobs, by name, whether or not the release has them. */
  Set<String> nodesWithJobs() {
    Set<String> nodes = new TreeSet<>();
    state.nodesOf(name).forEach(node -> nodes.add(node.node()));
    return nodes;
  }

  /** The schedule's own jobs of a node that are to run, whatever their tags. */
  List<JobFacts> made(String node) {
    List<JobFacts> made = new ArrayList<>();
    for (JobId id : state.jobsOf(id(node))) {
      state.job(id).filter(StackView::made).ifPresent(made::add);
    }
    return made;
  }

  /** Those of them that are instances of a release, by slot. */
  NavigableMap<Integer, List<JobFacts>> slots(String node) {
    NavigableMap<Integer, List<JobFacts>> slots = new TreeMap<>();
    for (JobFacts job : made(node)) {
      job.id()
          .instance()
          .map(Instance::slot)
          .ifPresent(slot -> slots.computeIfAbsent(slot, n -> new ArrayList<>()).add(job));
    }
    return slots;
  }

  /** Instances of a node that nobody wants any more, and that may run as yet. */
  List<JobFacts> lingering(String node) {
    List<JobFacts> all = new ArrayList<>();
    for (JobId id : state.jobsOf(id(node))) {
      state
          .job(id)
          .filter(job -> id.instance().isPresent() && job.proc().isEmpty())
          .filter(job -> job.deploys().values().stream().anyMatch(each -> goesOn(job, each)))
          .ifPresent(all::add);
    }
    return all;
  }

  /**
   * Whether it is an instance of a node that ran once in the release that made it: what ran all the
   * time may be a job that is not begun again, too. Where that release is forgotten, the job tells.
   */
  boolean ranOnce(JobFacts facts) {
    boolean ends = facts.proc().flatMap(proc -> proc.value().job()).filter(Job::oneOff).isPresent();
    return ends
        && facts
            .id()
            .instance()
            .filter(made -> node(made.release(), facts.id().node()).map(Node::once).orElse(true))
            .isPresent();
  }

  private Optional<Node> node(int release, String node) {
    Optional<Release> current = release().filter(now -> now.number() == release);
    return current.or(() -> former(release)).map(known -> known.stack().nodes().get(node));
  }

  private Optional<Release> former(int number) {
    try {
      return facts
          .map(known -> known.releases().get(number))
          .map(text -> RELEASES.read(text.value()));
    } catch (BadInput e) {
      // It was written by a viking that this one does not understand.
      return Optional.empty();
    }
  }

  private static boolean goesOn(JobFacts job, Versioned<String> deploy) {
    return job.status()
        .map(Versioned::value)
        .filter(known -> known.assignment() == deploy.created() && known.state().isFinal())
        .isEmpty();
  }

  /** Whether the host is being emptied. */
  boolean drains(String host) {
    return state.cordon(host).filter(Cordon::drain).isPresent();
  }

  /** Whether it is the schedule that wants the job to run. */
  static boolean made(JobFacts facts) {
    return facts
        .proc()
        .flatMap(proc -> proc.value().job())
        .map(Job::by)
        .filter(Release.SCHEDULE::equals)
        .isPresent();
  }
}
