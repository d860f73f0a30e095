package viking.slave.container.docker;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Ordering;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.core.model.BadInput;
import viking.slave.container.EngineEffect;
import viking.slave.image.ImageEngine;
import viking.slave.image.ImageSupply;
import viking.slave.secret.SecretFolder;
import viking.slave.volume.VolumeEngine;

/**
 * Does in Docker what a slave asks for, and tells it what else happens there. Connecting asks the
 * engine nothing: one that is away is used as soon as it answers.
 */
public final class DockerEngine implements Performer, AutoCloseable {
  private final DockerSettings settings;
  private final Clients clients;
  private final Lanes lanes;
  private final DockerImages images;
  private final DockerVolumes volumes;
  private final SecretFolder secrets;
  private volatile ImageSupply supply;
  private Optional<Session> session = Optional.empty();

  private DockerEngine(DockerSettings settings, Limits limits) {
    this.settings = settings;
    this.clients = Clients.of(settings.engine(), limits.act());
    this.secrets = new SecretFolder(settings.secrets());
    this.lanes = Lanes.open(limits, this::doubt);
    this.images = new DockerImages(clients, limits, lanes.patience());
    this.volumes = new DockerVolumes(clients, limits, lanes.patience());
    this.supply = image -> images.pull(image, Optional.empty());
  }

  public static DockerEngine connect(DockerSettings settings) {
    return connect(settings, Limits.USUAL);
  }

  static DockerEngine connect(DockerSettings settings, Limits limits) {
    return new DockerEngine(settings, limits);
  }

  /** Blocks until the engine has answered; refuses one that viking cannot work with. */
  public EngineFacts facts() {
    try {
      return lanes
          .patience()
          .within(lanes.looks().limit(), () -> EngineFacts.of(clients.calls(), settings));
    } catch (BadInput e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EngineAway(settings, e);
    }
  }

  /** The engine's images; to be used until this is closed. */
  public ImageEngine images() {
    return images;
  }

  /** The engine's volumes that may go; to be used until this is closed. */
  public VolumeEngine volumes() {
    return volumes;
  }

  /** Where images come from that are missing; without one they are pulled from their registries. */
  public void supply(ImageSupply better) {
    supply = better;
  }

  /** The names of all containers, foreign ones too; blocks. */
  public Set<String> names() {
    try {
      return lanes
          .patience()
          .within(
              lanes.looks().limit(),
              () ->
                  clients.calls().listContainersCmd().withShowAll(true).exec().stream()
                      .flatMap(each -> Arrays.stream(each.getNames()))
                      .map(name -> name.replaceFirst("^/", ""))
                      .collect(ImmutableSortedSet.toImmutableSortedSet(Ordering.natural())));
    } catch (RuntimeException e) {
      throw new EngineAway(settings, e);
    }
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof EngineEffect asked)) {
      return false;
    }
    session(answers).perform(asked);
    return true;
  }

  /** What is under way goes on; its answers go to the one who is gone. */
  @Override
  public synchronized void closeAll() {
    session.ifPresent(Session::close);
    session = Optional.empty();
  }

  @Override
  public void close() {
    closeAll();
    lanes.close();
    clients.close();
  }

  private synchronized Session session(Consumer<Event> answers) {
    if (session.isEmpty()) {
      session =
          Optional.of(
              new Session(
                  clients,
                  settings.address(),
                  secrets,
                  image -> supply.fetch(image),
                  lanes,
                  answers::accept));
    }
    return session.get();
  }

  void doubt() {
    Optional<Session> present;
    synchronized (this) {
      present = session;
    }
    present.ifPresent(Session::doubt);
  }
}
