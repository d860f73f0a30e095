package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
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

  /** The way out is to deploy again: that must not fail for the very thing it is to mend. */
  @Test
  void aStackThatCannotBeReadIsAsGoodAsNone() {
    hosts.put("/stack/ragnar", "scribble");
    assertEquals(Optional.empty(), hosts.catalogue().release("ragnar"));
  }

  @Test
  void anImageThatCannotBeReadIsNamedByItsKey() {
    hosts.put("/image/ragnar/src/a1", "scribble");
    assertTrue(
        assertThrows(ImageProblem.class, () -> hosts.catalogue().find(ref))
            .getMessage()
            .startsWith("/image/ragnar/src/a1 cannot be read (not JSON"));
  }
}
