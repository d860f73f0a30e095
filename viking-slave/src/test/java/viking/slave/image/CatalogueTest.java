package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.Host;
import viking.core.model.ImageRef;
import viking.slave.image.testing.ImageScene;
import viking.slave.image.testing.SavedTar;

class CatalogueTest {
  private final ImageScene hosts = new ImageScene();
  private final ImageRef ref = new ImageRef("ragnar", "src", "a1");

  /** Anybody can put a key that means nothing; all else goes on. */
  @Test
  void keysThatMeanNothingAreNobodys() {
    hosts.host("h1");
    hosts.bring(ref, SavedTar.of("x"), "h1");
    for (String space : List.of("proc", "stack", "rollout", "image", "host", "cordon")) {
      hosts.put("/" + space + "/No Name", "{}");
      hosts.put("/" + space + "/a/b/c/d/e", "{}");
    }
    Catalogue catalogue = hosts.catalogue();
    assertEquals(Set.of(ref), catalogue.all().keySet());
    assertEquals(List.of(), catalogue.needs().users(ref.toString()));
    assertEquals(List.of("h1"), catalogue.hosts().live().stream().map(Host::name).toList());
    assertEquals(List.of(), catalogue.hosts().cordoned());
  }
}
