package viking.host;

import java.time.Clock;
import viking.core.model.Host;
import viking.core.secret.SecretBox;
import viking.core.store.Store;
import viking.slave.build.Workshop;
import viking.slave.container.docker.DockerEngine;
import viking.slave.image.Catalogue;
import viking.slave.image.HttpPeers;
import viking.slave.image.ImageBank;
import viking.slave.image.ImageEngine;
import viking.slave.image.Logins;
import viking.slave.image.Peers;
import viking.slave.image.Supply;
import viking.slave.image.Unannounced;

/** What a host process does with images, put together. */
final class Imagery {
  private Imagery() {}

  /** From then on the engine gets images of viking's from other hosts. */
  static Workshop of(
      HostSettings settings, Host self, DockerEngine docker, Store store, String token) {
    ImageEngine engine = docker.images();
    Catalogue catalogue = new Catalogue(store);
    Peers peers = new HttpPeers(token, settings.port());
    ImageBank bank = new ImageBank(self.name(), engine, catalogue, peers, ImageBank.Patience.USUAL);
    Logins logins = new Logins(catalogue, () -> SecretBox.of(settings.secretKeyFile()));
    docker.supply(new Supply(bank, engine, logins));
    return new Workshop(
        self.name(), engine, catalogue, new Unannounced(), bank, peers, logins, Clock.systemUTC());
  }
}
