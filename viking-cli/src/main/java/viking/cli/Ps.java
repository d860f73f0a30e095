package viking.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Look;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Table;
import viking.cli.watch.Summary;
import viking.core.key.Keys;
import viking.core.model.JobId;

/** {@code viking ps}: the jobs, and how they fare. */
@Command(
    name = "ps",
    description = {
      "Lists the jobs: how they fare, where, and since when.",
      "",
      "Of one stack its nodes come first, with what they wait for. Where there is a viking.yml"
          + " here, that is its stack."
    },
    footer = {
      "",
      "Examples:",
      "  viking ps                    all jobs but those that are done",
      "  viking ps shop               the stack shop: its release, its nodes, its jobs",
      "  viking ps --all-stacks       also where a viking.yml is here",
      "  viking ps --host h2 -a       those on h2, the ones that are done too",
      "  viking ps -o json | jq '.jobs[].id'",
      "",
      "'viking why JOB' tells more of one.",
    })
final class Ps implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  @Mixin private final StackChoice choice = new StackChoice();

  @Parameters(arity = "0..1", paramLabel = "STACK", description = "This stack alone.")
  private Optional<String> stack;

  @Option(
      names = {"-s", "--stack"},
      paramLabel = "STACK",
      description = "The same.")
  private Optional<String> other;

  @Option(names = "--all-stacks", description = "All stacks, also where a viking.yml is here.")
  private boolean allStacks;

  @Option(names = "--host", paramLabel = "HOST", description = "Only those on this host.")
  private Optional<String> host;

  @Option(
      names = {"-a", "--all"},
      description = "Those that are done or failed earlier, too; json always has them.")
  private boolean all;

  Ps(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Optional<String> name = name();
    Api api = session.api();
    Answer answer = api.get("/v1/jobs" + query(name));
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> jobs = answer.tree().list("jobs");
    boolean told = false;
    if (name.isPresent() && host.isEmpty()) {
      String path = Api.stack(name.get());
      // Jobs may be of no stack that was ever deployed, but a name that nothing has is a slip.
      Optional<Answer> whole = jobs.isEmpty() ? Optional.of(api.get(path)) : found(api, path);
      whole.ifPresent(stack -> new StackTable(session).print(stack.tree()));
      told = whole.isPresent();
    }
    List<Tree> live =
        jobs.stream().filter(job -> all || !job.text("state").equals("done")).toList();
    FailedRuns folded = all ? new FailedRuns(live, Map.of()) : FailedRuns.folded(live);
    print(folded.shown());
    if (live.isEmpty()) {
      session.note(jobs.isEmpty() ? nothing(name, told) : "no jobs but those that are done");
    }
    tellOfTheRest(jobs.size() - live.size(), folded, answer.tree().list("refused"));
    return 0;
  }

  /** Of one that is there and cannot be shown, its jobs are told all the same. */
  private Optional<Answer> found(Api api, String path) {
    Look look = api.look(path);
    if (look.answer().isEmpty() && !look.gone()) {
      session.note(look.problem());
    }
    return look.answer();
  }

  /** Of the host that is named all stacks are of interest, unless one is named as well. */
  private Optional<String> name() {
    Optional<String> named = stack.or(() -> other);
    if (named.isPresent() || allStacks || host.isPresent()) {
      return named;
    }
    Optional<String> here = choice.name(session, named);
    here.ifPresent(
        name -> session.note("the stack of viking.yml here; all: viking ps --all-stacks"));
    return here;
  }

  private String query(Optional<String> stack) {
    List<String> parts = new ArrayList<>();
    stack.ifPresent(name -> parts.add("stack=" + Api.piece(name)));
    host.ifPresent(name -> parts.add("host=" + Api.piece(name)));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private void print(List<Tree> jobs) {
    Table table = new Table("JOB", "STATE", "HOST", "AGE", "PORTS", "MESSAGE");
    for (Tree job : jobs) {
      table.add(
          Cell.of(job.text("id")),
          Moods.job(job.text("state"), job.text("health")),
          Cell.of(job.text("host")),
          Cell.of(Amount.since(job.text("since"), session.now())),
          Cell.of(
              job.list("ports").stream().map(Summary::endpoint).collect(Collectors.joining(", "))),
          Cell.of(job.text("message")));
    }
    session.print(table);
  }

  private void tellOfTheRest(int done, FailedRuns folded, List<Tree> refused) {
    if (done > 0) {
      session.note(done + " done, not shown (viking ps -a)");
    }
    folded
        .hidden()
        .forEach(
            (node, count) ->
                session.note(
                    count + " earlier failed runs of " + node + ", not shown (viking ps -a)"));
    Map<String, Long> troubles =
        folded.shown().stream()
            .filter(job -> Moods.trouble(job.text("state"), job.text("health")))
            .collect(Collectors.groupingBy(Ps::trouble, TreeMap::new, Collectors.counting()));
    if (!troubles.isEmpty()) {
      session.note(
          troubles.entrySet().stream()
              .map(each -> each.getValue() + " " + each.getKey())
              .collect(Collectors.joining(", ", "", " (viking why JOB tells more)")));
    }
    refused.forEach(
        each ->
            session.note("the key " + each.text("key") + " is no job: " + each.text("problem")));
  }

  private static String trouble(Tree job) {
    String state = job.text("state");
    return state.equals("running") ? job.text("health") : state;
  }

  /** Of a stack that has just been shown, such as one of websites alone, that is all. */
  private String nothing(Optional<String> named, boolean told) {
    if (named.isPresent() || host.isPresent()) {
      return "no jobs"
          + named.map(name -> " of stack " + name).orElse("")
          + host.map(name -> " on " + name).orElse("")
          + (told ? "" : "; viking ps --all-stacks shows all");
    }
    return "no jobs; 'viking deploy' runs the stack of a viking.yml; one alone is started with:"
        + " viking etcdctl put "
        + Keys.proc(new JobId("adhoc", "hello", "1"))
        + " '{\"image\":\"busybox\",\"run\":\"sleep 1000\"}'";
  }
}
