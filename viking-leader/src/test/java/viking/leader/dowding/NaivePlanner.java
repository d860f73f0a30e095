package viking.leader.dowding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import viking.core.model.Host;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.core.model.TagFilter;

/**
 * What the planner is to do, written down as plainly as possible: one request after the other, for
 * each of them a look at every host.
 */
final class NaivePlanner {
  private record Placed(String stack, String node, Job job) {}

  private final World world;
  private final TreeMap<String, List<Placed>> placed = new TreeMap<>();

  NaivePlanner(World world) {
    this.world = world;
    world.hosts.keySet().forEach(name -> placed.put(name, new ArrayList<>()));
    world.jobs.forEach(
        (hostname, jobs) ->
            jobs.forEach(
                (id, job) ->
                    placed
                        .computeIfAbsent(hostname, name -> new ArrayList<>())
                        .add(new Placed(id.stack(), id.node(), job))));
  }

  Plan plan(List<Request> requests) {
    List<Placement> placements = new ArrayList<>();
    List<Request> waiting = new ArrayList<>();
    for (Request request : requests.stream().sorted(turns()).toList()) {
      Optional<Host> best =
          world.hosts.values().stream()
              .filter(host -> refusal(host, request) == 0)
              .min(preference(request));
      best.ifPresentOrElse(
          host -> {
            placements.add(new Placement(request.id(), host.name(), praise(host, request)));
            Placed job = new Placed(request.id().stack(), request.id().node(), request.job());
            placed.get(host.name()).add(job);
          },
          () -> waiting.add(request));
    }
    return new Plan(placements, waiting.stream().map(this::unplaced).toList());
  }

  private Comparator<Request> turns() {
    return Comparator.comparing((Request request) -> request.pin().isEmpty())
        .thenComparing(request -> -share(request.job().resources()))
        .thenComparing(Request::id);
  }

  private double share(Resources resources) {
    long cpu = world.hosts.values().stream().mapToLong(each -> each.capacity().milliCpu()).sum();
    long memory = world.hosts.values().stream().mapToLong(each -> each.capacity().memory()).sum();
    return Math.max(
        (double) resources.milliCpu() / Math.max(1, cpu),
        (double) resources.memory() / Math.max(1, memory));
  }

  private Comparator<Host> preference(Request request) {
    return Comparator.comparing((Host host) -> request.avoid().contains(host.name()))
        .thenComparing(host -> instances(host, request))
        .thenComparing(host -> missing(host, request, true).size())
        .thenComparing(this::load)
        .thenComparing(Host::name);
  }

  private long instances(Host host, Request request) {
    return placed.get(host.name()).stream()
        .filter(each -> each.stack.equals(request.id().stack()))
        .filter(each -> each.node.equals(request.id().node()))
        .count();
  }

  private static Set<String> missing(Host host, Request request, boolean flexible) {
    return request.job().filter().stream()
        .filter(filter -> filter.flexible() == flexible)
        .map(TagFilter::tag)
        .filter(tag -> !host.tags().contains(tag))
        .collect(Collectors.toSet());
  }

  private double load(Host host) {
    long cpu = 0;
    long memory = 0;
    for (Placed each : placed.get(host.name())) {
      cpu += Math.max(100, each.job.resources().milliCpu());
      memory += Math.max(64L << 20, each.job.resources().memory());
    }
    return Math.max(
        (double) cpu / host.capacity().milliCpu(), (double) memory / host.capacity().memory());
  }

  private String praise(Host host, Request request) {
    if (request.pin().isPresent()) {
      return "holds its volume";
    }
    int missing = missing(host, request, true).size();
    return "%s%d of %s there, %s%d%% reserved"
        .formatted(
            request.avoid().contains(host.name()) ? "failed there before, " : "",
            instances(host, request),
            request.id().nodeId(),
            missing == 0 ? "" : missing + " of its flexible tags missing, ",
            Math.round(100 * load(host)));
  }

  /** The first thing that speaks against a host: 1 to 6, or 0 if nothing does. */
  private int refusal(Host host, Request request) {
    Resources wanted = request.job().resources();
    List<Job> jobs = placed.get(host.name()).stream().map(Placed::job).toList();
    if (world.cordons.containsKey(host.name())) {
      return 1;
    }
    if (request.pin().filter(pin -> !isAt(host, pin)).isPresent()) {
      return 2;
    }
    if (!missing(host, request, false).isEmpty()) {
      return 3;
    }
    if (!wanted.fitsIn(host.capacity())) {
      return 4;
    }
    if (jobs.stream()
        .flatMap(job -> job.hostPorts().stream())
        .anyMatch(request.job().hostPorts()::contains)) {
      return 5;
    }
    Resources used = jobs.stream().map(Job::resources).reduce(Resources.NONE, Resources::plus);
    boolean fits =
        (wanted.milliCpu() == 0
                || used.milliCpu() + wanted.milliCpu() <= host.capacity().milliCpu())
            && (wanted.memory() == 0
                || used.memory() + wanted.memory() <= host.capacity().memory());
    return fits ? 0 : 6;
  }

  private static boolean isAt(Host host, Pin pin) {
    return host.name().equals(pin.host()) && host.id().equals(pin.hostId());
  }

  private Unplaced unplaced(Request request) {
    if (request.pin().isPresent()) {
      return unplaced(request, request.pin().get());
    }
    if (world.hosts.isEmpty()) {
      return new Unplaced(request.id(), false, "no hosts");
    }
    Set<Integer> refusals =
        world.hosts.values().stream()
            .map(host -> -refusal(host, request))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Unplaced(
        request.id(),
        false,
        refusals.stream()
            .map(number -> words(-number, request))
            .collect(Collectors.joining(", or ", "no host fits: ", "")));
  }

  private Unplaced unplaced(Request request, Pin pin) {
    String waits = "waits for host " + pin.host() + ", which holds its volume";
    Optional<Host> host = Optional.ofNullable(world.hosts.get(pin.host()));
    if (host.isEmpty()) {
      return new Unplaced(request.id(), true, waits);
    }
    if (!isAt(host.get(), pin)) {
      return new Unplaced(request.id(), true, words(2, request));
    }
    return new Unplaced(
        request.id(), false, waits + ": " + words(refusal(host.get(), request), request));
  }

  private static String words(int refusal, Request request) {
    Job job = request.job();
    Resources wanted = job.resources();
    return switch (refusal) {
      case 1 -> "cordoned or restarting";
      case 2 ->
          "host %s is another machine than the one that holds its volume"
              .formatted(request.pin().orElseThrow().host());
      case 3 ->
          job.filter().stream()
              .filter(filter -> !filter.flexible())
              .map(filter -> "'" + filter.tag() + "'")
              .collect(Collectors.joining(" or ", "tag ", " missing"));
      case 4 -> "too small (" + Figures.wanted(wanted) + " wanted)";
      case 5 ->
          job.hostPorts().stream()
              .map(HostPort::toString)
              .collect(Collectors.joining(" or ", "port ", " taken"));
      default ->
          "too little %s free (%s wanted)"
              .formatted(
                  Stream.of(wanted.milliCpu() > 0 ? "cpu" : "", wanted.memory() > 0 ? "memory" : "")
                      .filter(word -> !word.isEmpty())
                      .collect(Collectors.joining(" or ")),
                  wanted.milliCpu() > 0
                      ? Figures.wanted(wanted)
                      : Figures.bytesWanted(wanted.memory()));
    };
  }
}
