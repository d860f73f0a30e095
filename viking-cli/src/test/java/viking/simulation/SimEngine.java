package viking.simulation;

import java.util.Optional;
import viking.core.model.Stop;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.secret.SecretEffect;

/** Lets a machine's engine take its time, and its containers live and die by their image's name. */
final class SimEngine {
  private final Machine machine;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final ContainerLaws laws;
  private boolean away;

  SimEngine(Machine machine, Schedule schedule, Chance chance, Trace trace, ContainerLaws laws) {
    this.machine = machine;
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
    this.laws = laws;
  }

  void leave() {
    away = true;
    trace.tell(machine.name(), "its engine stops answering");
  }

  void comeBack() {
    if (away) {
      away = false;
      tellSlave(new EngineEvent.Interrupted("the engine was away"));
    }
  }

  void perform(Incarnation process, EngineEffect effect) {
    schedule.after(chance.millis(0, 3), () -> arrive(process, effect));
  }

  /** Secrets are there when the engine is; that is as good as any time at which they are not. */
  void perform(Incarnation process, SecretEffect effect) {
    if (effect instanceof SecretEffect.Give give) {
      schedule.after(
          chance.millis(1, 50),
          () -> {
            if (machine.up()) {
              trace.tell(machine.name(), "secrets of " + give.job() + (away ? " are missing" : ""));
              process.deliver(
                  away
                      ? new EngineEvent.Failed(
                          give.token(), Failure.SECRET_MISSING, "a secret is missing")
                      : new EngineEvent.Done(give.token(), Optional.empty()));
            }
          });
    }
  }

  /** Something happens to a running container that viking did not ask for. */
  void accident() {
    var running =
        machine.engine().list().stream()
            .filter(s -> s.phase() == Phase.RUNNING && s.label().isPresent())
            .toList();
    if (running.isEmpty()) {
      return;
    }
    Seen seen = chance.of(running);
    if (chance.in(3)) {
      trace.tell(machine.name(), "somebody removes container " + seen.name());
      laws.ended(machine, seen);
      machine.engine().vanish(seen.id());
      tellSlave(new EngineEvent.Vanished(seen.name(), seen.id()));
    } else {
      exit(seen, chance.in(2) ? 1 : 137, "crashes");
    }
  }

  void powerOff() {
    machine.engine().list().forEach(seen -> laws.ended(machine, seen));
    machine.engine().powerOff();
  }

  private void arrive(Incarnation process, EngineEffect effect) {
    if (!machine.up()) {
      return;
    }
    if (away) {
      if (chance.in(3) && !(effect instanceof EngineEffect.ListAll)) {
        carryOut(process, effect, false);
      }
      schedule.after(
          chance.millis(1, 1000),
          () ->
              process.deliver(
                  new EngineEvent.Failed(effect.token(), Failure.AWAY, "no engine answers")));
      return;
    }
    carryOut(process, effect, true);
  }

  private void carryOut(Incarnation process, EngineEffect effect, boolean answers) {
    if (effect instanceof EngineEffect.Check check) {
      boolean ok =
          machine
              .engine()
              .find(check.id())
              .filter(s -> s.phase() == Phase.RUNNING && !sick(s) && chance.in(2))
              .isPresent();
      reply(process, new EngineEvent.Checked(check.token(), ok, ok ? "" : "refused"), answers);
    } else if (effect instanceof EngineEffect.ListAll) {
      reply(process, machine.engine().perform(effect), answers);
    } else if (effect instanceof EngineEffect.Stop stop) {
      stop(process, stop, answers);
    } else {
      schedule.after(
          chance.millis(20, 300),
          () -> {
            if (machine.up()) {
              now(process, effect, answers);
            }
          });
    }
  }

  private static boolean sick(Seen seen) {
    return seen.label().filter(l -> l.value().image().equals("sick")).isPresent();
  }

  private void now(Incarnation process, EngineEffect effect, boolean answers) {
    if (effect instanceof EngineEffect.Kill kill) {
      machine.engine().find(kill.id()).ifPresent(s -> laws.stopping(machine, s, kill.reason()));
    } else if (effect instanceof EngineEffect.Remove remove) {
      machine.engine().find(remove.id()).ifPresent(s -> laws.stopping(machine, s, remove.reason()));
    }
    Optional<Seen> before = idOf(effect).flatMap(machine.engine()::find);
    EngineEvent answer = machine.engine().perform(effect);
    Optional<Seen> after = answer instanceof EngineEvent.Done done ? done.seen() : Optional.empty();
    trace.tell(
        machine.name(),
        effect.getClass().getSimpleName()
            + " "
            + describe(effect, after)
            + (answer instanceof EngineEvent.Failed failed ? " FAILED " + failed.problem() : "")
            + " — "
            + effect.reason());
    boolean started =
        effect instanceof EngineEffect.Start
            && after.isPresent()
            && before.filter(b -> b.phase() == Phase.RUNNING).isEmpty();
    if (started) {
      laws.started(machine, after.get());
      live(after.get());
    }
    after.ifPresent(seen -> tellSlave(new EngineEvent.Noticed(seen)));
    reply(process, answer, answers);
  }

  private void stop(Incarnation process, EngineEffect.Stop stop, boolean answers) {
    Optional<Seen> seen = machine.engine().find(stop.id());
    seen.ifPresent(s -> laws.stopping(machine, s, stop.reason()));
    Stop how = stop.how();
    boolean hangs =
        seen.flatMap(Seen::label).filter(l -> l.value().image().equals("hang")).isPresent();
    long takes = hangs ? how.grace().toNanos() : chance.millis(10, 500);
    trace.tell(machine.name(), "Stop " + stop.id() + " — " + stop.reason());
    schedule.after(
        takes,
        () -> {
          if (machine.up()) {
            machine.engine().find(stop.id()).ifPresent(s -> laws.ended(machine, s));
            EngineEvent answer = machine.engine().perform(stop);
            machine.engine().find(stop.id()).ifPresent(s -> tellSlave(new EngineEvent.Noticed(s)));
            reply(process, answer, answers);
          }
        });
  }

  /** The process inside does what its image's name promises. */
  private void live(Seen seen) {
    String image = seen.label().map(l -> l.value().image()).orElse("");
    switch (image) {
      case "once" -> later(seen, chance.millis(200, 5000), 0);
      case "fails" -> later(seen, chance.millis(200, 5000), 1);
      case "dies" -> later(seen, chance.millis(200, 3000), 1);
      case "leaves" -> later(seen, chance.millis(200, 3000), 0);
      case "crashy" -> later(seen, chance.millis(500, 30_000), 1);
      default -> {
        // It runs until it is stopped.
      }
    }
  }

  private void later(Seen seen, long when, int code) {
    schedule.after(
        when,
        () ->
            machine
                .engine()
                .find(seen.id())
                .filter(s -> s.phase() == Phase.RUNNING && s.run().equals(seen.run()))
                .ifPresent(s -> exit(s, code, "ends by itself")));
  }

  private void exit(Seen seen, int code, String how) {
    if (!machine.up()) {
      return;
    }
    trace.tell(machine.name(), "container " + seen.name() + " " + how + " with " + code);
    laws.ended(machine, seen);
    machine.engine().exit(seen.id(), code).ifPresent(s -> tellSlave(new EngineEvent.Noticed(s)));
  }

  private void tellSlave(EngineEvent event) {
    machine
        .slave()
        .ifPresent(slave -> schedule.after(chance.millis(0, 40), () -> slave.deliver(event)));
  }

  private void reply(Incarnation process, EngineEvent answer, boolean answers) {
    if (answers) {
      schedule.after(chance.millis(0, 30), () -> process.deliver(answer));
    }
  }

  private static Optional<String> idOf(EngineEffect effect) {
    return effect instanceof EngineEffect.Start start ? Optional.of(start.id()) : Optional.empty();
  }

  private static String describe(EngineEffect effect, Optional<Seen> after) {
    if (effect instanceof EngineEffect.Create create) {
      return create.name() + " " + create.labels().get("viking.assignment");
    }
    if (effect instanceof EngineEffect.EnsureVolume volume) {
      return volume.volume();
    }
    return after.map(Seen::name).orElse("");
  }
}
