package viking.slave.container.docker;

import com.google.common.collect.ImmutableList;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Protocol;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Label;

/** Health checks, from this host to the container's own address, or inside it. */
final class Checks {
  private final Looks looks;
  private final Lane lane;
  private final Prober prober;
  private final CommandCheck commands;
  private final Consumer<EngineEvent> answers;

  Checks(
      Looks looks, Lane lane, Prober prober, CommandCheck commands, Consumer<EngineEvent> answers) {
    this.looks = looks;
    this.lane = lane;
    this.prober = prober;
    this.commands = commands;
    this.answers = answers;
  }

  void begin(EngineEffect.Check asked) {
    if (asked.check().kind() == HealthCheck.Kind.COMMAND) {
      lane.execute(() -> command(asked));
      return;
    }
    looks
        .reachable(asked.id())
        .ifPresentOrElse(
            sight -> connect(asked, sight),
            () ->
                lane.call(
                    () -> looks.at(asked.id()),
                    sight -> connect(asked, sight),
                    failure -> fail(asked, failure)));
  }

  private void command(EngineEffect.Check asked) {
    try {
      tell(asked, commands.run(asked.id(), asked.check()));
    } catch (RuntimeException e) {
      fail(asked, e);
    }
  }

  private void connect(EngineEffect.Check asked, Sight sight) {
    if (sight.address().isEmpty()) {
      tell(asked, Optional.of("it is not running, or has no address of its own"));
      return;
    }
    ImmutableList<Integer> ports = ports(asked.check(), sight);
    if (ports.isEmpty()) {
      tell(asked, Optional.of("no port to ask: neither health nor expose names one"));
      return;
    }
    connect(
        asked, sight.address().get(), ports, System.nanoTime() + asked.check().timeout().toNanos());
  }

  /** One port after the other, within one time limit. */
  private void connect(
      EngineEffect.Check asked, String address, ImmutableList<Integer> ports, long end) {
    Optional<String> path =
        asked.check().kind() == HealthCheck.Kind.HTTP
            ? Optional.of(asked.check().path())
            : Optional.empty();
    String late =
        "no answer from port "
            + ports.get(0)
            + " within "
            + Prober.seconds(asked.check().timeout());
    prober.probe(
        new InetSocketAddress(address, ports.get(0)),
        path,
        Duration.ofNanos(Math.max(1, end - System.nanoTime())),
        late,
        wrong -> {
          if (wrong.isPresent() || ports.size() == 1) {
            tell(asked, wrong);
          } else {
            connect(asked, address, ports.subList(1, ports.size()), end);
          }
        });
  }

  /** The check's own port; or all that the job exposes, of which a page is asked of the first. */
  private static ImmutableList<Integer> ports(HealthCheck check, Sight sight) {
    if (check.port().isPresent()) {
      return ImmutableList.of(check.port().getAsInt());
    }
    List<Integer> exposed =
        sight.seen().label().map(Label::value).stream()
            .flatMap(job -> job.expose().stream())
            .filter(port -> port.protocol() == Protocol.TCP)
            .map(Expose::port)
            .toList();
    return exposed.stream()
        .limit(check.kind() == HealthCheck.Kind.HTTP ? 1 : Long.MAX_VALUE)
        .collect(ImmutableList.toImmutableList());
  }

  private void tell(EngineEffect.Check asked, Optional<String> wrong) {
    if (wrong.isPresent()) {
      // Perhaps it has another address by now.
      looks.forget(asked.id());
    }
    answers.accept(new EngineEvent.Checked(asked.token(), wrong.isEmpty(), wrong.orElse("")));
  }

  private void fail(EngineEffect.Check asked, RuntimeException failure) {
    Complaint complaint = Complaint.of(failure);
    answers.accept(
        complaint.failure() == Failure.REFUSED
            ? new EngineEvent.Checked(asked.token(), false, complaint.words())
            : new EngineEvent.Failed(asked.token(), complaint.failure(), complaint.words()));
  }
}
