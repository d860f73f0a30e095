package viking.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;

class SecretBoxTest {
  private static final String KEY = "/secret/ragnar/PASSWORD";
  private static final byte[] VALUE = "odin's eye\n".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void whatIsSealedOpensAgain() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    for (byte[] value : List.of(VALUE, new byte[0], new byte[] {0, -1, 10})) {
      assertArrayEquals(value, box.open(KEY, box.seal(KEY, 7, value)));
    }
  }

  @Test
  void theKeyIsReadFromItsFileEachTime() {
    String sealed = SecretBox.of(folder.resolve("key")).seal(KEY, 7, VALUE);
    assertArrayEquals(VALUE, SecretBox.of(folder.resolve("key")).open(KEY, sealed));
  }

  @Test
  void oneValueIsNeverSealedTheSameTwice() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    assertNotEquals(box.seal(KEY, 7, VALUE), box.seal(KEY, 7, VALUE));
  }

  @Test
  void versionAndKeyCanBeToldWithoutOpening() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    String text = box.seal(KEY, 7, VALUE);
    Sealed sealed = Sealed.parse(text);
    assertEquals(7, sealed.version());
    assertEquals(box.keyId(), sealed.keyId());
    assertEquals(text, sealed.toString());
    assertTrue(box.fits(sealed));
  }

  @Test
  void nothingOpensUnderAnotherNameOrVersion() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    String sealed = box.seal(KEY, 7, VALUE);
    String changed = "what etcd holds of it was not sealed for it, or was changed since";
    refuses(box, "/secret/loki/PASSWORD", sealed, changed);
    refuses(box, KEY, sealed.replaceFirst(":7:", ":8:"), changed);
  }

  @Test
  void nothingOpensThatWasChanged() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    String sealed = box.seal(KEY, 7, VALUE);
    char other = sealed.charAt(20) == 'A' ? 'B' : 'A';
    for (String text :
        List.of(
            sealed.substring(0, 20) + other + sealed.substring(21),
            sealed.substring(0, sealed.length() - 8),
            sealed.substring(0, 24),
            sealed + "!")) {
      refuses(box, KEY, text, "what etcd holds of it was not sealed for it, or was changed since");
    }
  }

  @Test
  void whatNobodySealedIsToldFromWhatANewerVikingSealed() {
    SecretBox box = SecretBox.of(folder.resolve("key"));
    for (String text : List.of("", "plain", "v1:0:aaaaaaaa:", "v1:7:xyz:AAAA", "v1:7:aaaaaaaa")) {
      refuses(box, KEY, text, "it was not set by `viking secret set`");
    }
    refuses(box, KEY, "v2:7:aaaaaaaa:AAAA", "it was set by a newer viking");
  }

  @Test
  void aHostWithAnotherKeySaysWhich() {
    SecretBox here = SecretBox.of(folder.resolve("here"));
    SecretBox there = SecretBox.of(folder.resolve("there"));
    String sealed = there.seal(KEY, 7, VALUE);
    assertFalse(here.fits(Sealed.parse(sealed)));
    refuses(
        here,
        KEY,
        sealed,
        "this host has another secret key (id "
            + here.keyId()
            + ") than the one that the secret was set with (id "
            + there.keyId()
            + ")");
  }

  @Test
  void anOlderKeyBelowTheOneInUseStillOpens() throws IOException {
    Path old = folder.resolve("old");
    String sealed = SecretBox.of(old).seal(KEY, 7, VALUE);
    Path fresh = folder.resolve("fresh");
    String id = SecretBox.of(fresh).keyId();
    Files.writeString(fresh, Files.readString(fresh) + Files.readString(old));
    SecretBox both = SecretBox.of(fresh);
    assertArrayEquals(VALUE, both.open(KEY, sealed));
    assertEquals(id, Sealed.parse(both.seal(KEY, 8, VALUE)).keyId());
  }

  @Test
  void theFileIsMadeOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("deep/secret.key");
    List<SecretKey> keys = SecretKeyFile.of(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(keys.toString(), SecretKeyFile.of(file).toString());
    try (var left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Path file = folder.resolve("secret.key");
    SecretBox.of(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    BadInput bad = assertThrows(BadInput.class, () -> SecretBox.of(file));
    assertEquals(
        "secret key file "
            + file
            + " can be read or written by others (rw-r--r--): chmod 600 "
            + file,
        bad.getMessage());
  }

  @Test
  void aFileWithoutAKeyIsRefusedAndNotRepeated() throws IOException {
    String key = SecretKey.fresh();
    for (String text : List.of("", "garbage", key.substring(2), key + "00", key + "\ngarbage\n")) {
      Path file = Files.createTempFile(folder, "key", "");
      Files.writeString(file, text);
      BadInput bad = assertThrows(BadInput.class, () -> SecretKeyFile.of(file), text);
      assertTrue(
          bad.getMessage()
              .matches(
                  "secret key file .* line [12] does not hold a key \\(not 64 of 0-9 and a-f\\):"
                      + " .*"),
          bad.getMessage());
      assertFalse(bad.getMessage().contains("garbage"), bad.getMessage());
    }
  }

  @Test
  void aKeyDoesNotShowItself() {
    String text = SecretKey.fresh();
    SecretKey key = SecretKey.parse(text);
    assertEquals("secret key " + key.id(), key.toString());
    assertFalse(text.contains(key.id()));
  }

  private static void refuses(SecretBox box, String key, String text, String why) {
    BadInput bad = assertThrows(BadInput.class, () -> box.open(key, text), text);
    assertTrue(bad.getMessage().startsWith(why), bad.getMessage());
  }
}
