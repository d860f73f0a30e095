package viking.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import viking.core.model.BadInput;

/**
 * Seals secrets for etcd and opens them again, by AES-256-GCM. What was sealed for one key of etcd
 * and one version opens as nothing else, so that whoever can write to etcd cannot pass one secret
 * off as another.
 */
public final class SecretBox {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final ImmutableList<SecretKey> keys;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(List<SecretKey> keys) {
    this.keys = ImmutableList.copyOf(keys);
  }

  /** With the keys that stand in the file now; the file is made where it is missing. */
  public static SecretBox of(Path keyFile) {
    return new SecretBox(SecretKeyFile.of(keyFile));
  }

  /** Of the key that this one seals with. */
  public String keyId() {
    return keys.get(0).id();
  }

  /** Whether this one has the key to it. */
  public boolean fits(Sealed sealed) {
    return keys.stream().anyMatch(key -> key.id().equals(sealed.keyId()));
  }

  /**
   * What is to be put under the key of etcd. A version is never given to two values of one secret:
   * one more than the store's revision at which the old value was read will do.
   */
  public String seal(String etcdKey, long version, byte[] value) {
    SecretKey key = keys.get(0);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, etcdKey, version);
    byte[] sealed = finish(cipher, value, 0);
    byte[] content =
        ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return new Sealed(version, key.id(), Base64.getEncoder().encodeToString(content)).toString();
  }

  /** The value; where there is no way to it a complaint says why, and never what it holds. */
  public byte[] open(String etcdKey, String text) {
    Sealed sealed = Sealed.parse(text);
    SecretKey key =
        keys.stream()
            .filter(each -> each.id().equals(sealed.keyId()))
            .findFirst()
            .orElseThrow(() -> new BadInput(wrongKey(sealed)));
    byte[] content;
    try {
      content = Base64.getDecoder().decode(sealed.content());
    } catch (IllegalArgumentException e) {
      throw changed(e);
    }
    if (content.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw changed(new IllegalArgumentException("too short"));
    }
    byte[] nonce = java.util.Arrays.copyOf(content, NONCE_BYTES);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, etcdKey, sealed.version());
    return finish(cipher, content, NONCE_BYTES);
  }

  /** Why what was sealed with another key cannot be read here. */
  public String wrongKey(Sealed sealed) {
    return "this host has another secret key (id "
        + keyId()
        + ") than the one that the secret was set with (id "
        + sealed.keyId()
        + "): copy the secret key file from a host that has that one";
  }

  private static Cipher cipher(
      int mode, SecretKey key, byte[] nonce, String etcdKey, long version) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key.spec(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((etcdKey + "@" + version).getBytes(UTF_8));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + CIPHER, e);
    }
  }

  private static byte[] finish(Cipher cipher, byte[] input, int from) {
    try {
      return cipher.doFinal(input, from, input.length - from);
    } catch (AEADBadTagException e) {
      throw changed(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + " failed", e);
    }
  }

  private static BadInput changed(Exception cause) {
    return new BadInput(
        "what etcd holds of it was not sealed for it, or was changed since: set it again", cause);
  }
}
