package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.slave.image.testing.SavedTar;

class ProofTest {
  private static final SavedTar IMAGE = SavedTar.of("one", "two").named("viking/a/b:c");

  private static Proof of(byte[] tar) throws IOException {
    return Proof.of(new ByteArrayInputStream(tar));
  }

  private static void refused(String problem, SavedTar image) {
    assertEquals(problem, assertThrows(IOException.class, () -> of(image.bytes())).getMessage());
  }

  @Test
  void isTheSumOfTheConfigurationAndKnowsSizeAndNames() throws IOException {
    assertEquals(new Proof(IMAGE.digest(), 6, List.of("viking/a/b:c")), of(IMAGE.bytes()));
  }

  @Test
  void theNameIsNoPartOfTheDigest() throws IOException {
    assertEquals(of(IMAGE.bytes()).digest(), of(IMAGE.named("other").bytes()).digest());
  }

  @Test
  void otherLayersAreNotAccepted() {
    refused(
        "layer 2 is sha256:8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f, not as"
            + " it should be",
        IMAGE.withLayers("one", "three"));
  }

  @Test
  void missingLayersAreNotAccepted() {
    refused("1 layers, where the configuration names 2", IMAGE.withLayers("one"));
  }

  @Test
  void aTarOfSeveralImagesIsNotAccepted() {
    refused("the tar holds 2 images instead of one", IMAGE.withManifest("[{},{}]"));
  }

  @Test
  void aManifestThatIsNoneIsNotAccepted() {
    refused("the tar has no configuration", IMAGE.withManifest("[{}]"));
    refused("the tar has no x.json", IMAGE.withManifest("[{\"Config\":\"x.json\"}]"));
  }

  @Test
  void aNameThatNoFileCanHaveIsNotAccepted() {
    refused(
        "the tar has no file of such a name: a\\u0000b",
        IMAGE.withManifest("[{\"Config\":\"a\\u0000b\"}]"));
  }

  @Test
  void whatComesTwiceIsNotAccepted() {
    refused("0/layer.tar comes twice in the tar", IMAGE.withFile("0/layer.tar", "evil"));
    refused("config.json comes twice in the tar", IMAGE.withFile("./config.json", "evil"));
  }

  @Test
  void whatLiesBehindALinkIsNotAccepted() {
    refused("0/json lies behind a link in the tar", IMAGE.withLink("0", "1"));
  }

  @Test
  void asManyLayersAsAnEngineKnowsAreAccepted() throws IOException {
    String[] layers = IntStream.range(0, 127).mapToObj(i -> "layer " + i).toArray(String[]::new);
    SavedTar image = SavedTar.of(layers).named("viking/a/b:c");
    assertEquals(image.digest(), of(image.bytes()).digest());
  }

  @Test
  void whatIsCutShortIsNotAccepted() {
    byte[] whole = IMAGE.bytes();
    for (int length = 0; length < 3000; length += 100) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> of(part), "cut after " + length);
    }
  }
}
