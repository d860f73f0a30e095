package viking.slave.container.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.image.ImageSupply;
import viking.slave.secret.SecretFolder;

/** What one slave asks of the engine, until it is gone: nothing of it concerns the next. */
final class Session implements AutoCloseable {
  private final Lanes lanes;
  private final Consumer<EngineEvent> answers;
  private final Expected expected = new Expected();
  private final Looks looks;
  private final Census census;
  private final News news;
  private final Endings endings;
  private final Acts acts;
  private final Checks checks;
  private final Set<String> lookingAt = ConcurrentHashMap.newKeySet();

  Session(
      Clients clients,
      String address,
      SecretFolder secrets,
      ImageSupply supply,
      Lanes lanes,
      Consumer<EngineEvent> answers) {
    this.lanes = lanes;
    this.answers = answers;
    this.looks = new Looks(clients, address);
    this.census = new Census(clients.calls(), looks);
    this.news = new News(clients.streams(), this::heard, this::interrupted);
    this.endings = new Endings(clients.calls(), looks, lanes.looks(), lanes.patience(), answers);
    Pulls pulls = new Pulls(supply, lanes.pulls(), lanes.fetches());
    Recipe recipe = new Recipe(clients.calls(), address, secrets);
    this.acts = new Acts(clients.calls(), recipe, lanes.acts(), looks, pulls, expected, answers);
    CommandCheck commands = new CommandCheck(clients, lanes.patience(), lanes.checks().limit());
    this.checks = new Checks(looks, lanes.checks(), lanes.prober(), commands, answers);
  }

  void perform(EngineEffect effect) {
    if (effect instanceof EngineEffect.ListAll list) {
      list(list);
    } else if (effect instanceof EngineEffect.EnsureVolume volume) {
      acts.ensure(volume);
    } else if (effect instanceof EngineEffect.Create create) {
      acts.create(create);
    } else if (effect instanceof EngineEffect.Start start) {
      acts.start(start);
    } else if (effect instanceof EngineEffect.Remove remove) {
      acts.remove(remove);
    } else if (effect instanceof EngineEffect.Stop stop) {
      endings.begin(stop);
    } else if (effect instanceof EngineEffect.Kill kill) {
      endings.begin(kill);
    } else if (effect instanceof EngineEffect.Check check) {
      checks.begin(check);
    }
  }

  /** The engine has been silent for too long: what it tells of events may have stopped, too. */
  void doubt() {
    news.doubt("the engine has been silent for too long");
  }

  @Override
  public void close() {
    news.close();
    endings.clear();
  }

  /** News is listened to before anything is listed, so that nothing is missed in between. */
  private void list(EngineEffect.ListAll list) {
    lanes
        .looks()
        .call(
            () -> {
              if (news.open(lanes.looks().limit())) {
                endings.doubt();
              }
              return census.take();
            },
            seen -> answers.accept(new EngineEvent.Listed(list.token(), seen)),
            failure ->
                answers.accept(
                    new EngineEvent.Failed(
                        list.token(), Failure.AWAY, Complaint.of(failure).words())));
  }

  private void interrupted(String why) {
    expected.clear();
    looks.forgetAll();
    census.forgetAll();
    answers.accept(new EngineEvent.Interrupted(why));
  }

  private void heard(Event event) {
    String id = event.getActor().getId();
    Map<String, String> said = event.getActor().getAttributes();
    String name = said.getOrDefault("name", "");
    String action = event.getAction();
    census.forget(id);
    switch (action) {
      case "create" -> unlessExpected("create", name, id);
      case "start" -> unlessExpected("start", id, id);
      case "die" -> {
        looks.forget(id);
        if (!endings.died(id)) {
          look(id);
        }
      }
      case "destroy" -> answers.accept(new EngineEvent.Vanished(name, id));
      case "rename" ->
          answers.accept(
              new EngineEvent.Vanished(
                  Optional.ofNullable(said.get("oldName")).orElse(name).replaceFirst("^/", ""),
                  id));
      default -> {
        // Nothing that could be seen.
      }
    }
  }

  private void unlessExpected(String action, String who, String id) {
    if (!expected.met(action, who)) {
      looks.forget(id);
      look(id);
    }
  }

  /** One look serves all the news that come before it. */
  private void look(String id) {
    if (!lookingAt.add(id)) {
      return;
    }
    lanes
        .looks()
        .call(
            () -> {
              lookingAt.remove(id);
              return looks.at(id);
            },
            sight -> answers.accept(new EngineEvent.Noticed(sight.seen())),
            failure -> {
              lookingAt.remove(id);
              if (!(failure instanceof NotFoundException)) {
                answers.accept(new EngineEvent.Interrupted(Complaint.of(failure).words()));
              }
            });
  }
}
