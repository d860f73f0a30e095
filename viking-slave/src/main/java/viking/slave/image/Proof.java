package viking.slave.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a saved image is, by its content.
 *
 * <p>The digest is the SHA-256 of the image's configuration, byte for byte as {@code manifest.json}
 * of the tar points to it. The configuration names the SHA-256 of every layer, uncompressed, under
 * {@code rootfs.diff_ids}; each layer in the tar is compared with it, so that the digest stands for
 * the layers too. Ids, names, times and the form of the tar, which differ from engine to engine,
 * are no part of it.
 *
 * @param digest {@code sha256:} and 64 hex digits
 * @param size of all layers, uncompressed
 * @param names that the image has in the tar
 */
public record Proof(String digest, long size, List<String> names) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Proof {
    names = ImmutableList.copyOf(names);
  }

  /** Reads the tar to its end; refuses one that is cut short, or not what it says. */
  public static Proof of(InputStream tar) throws IOException {
    Inventory inventory = Inventory.of(new TarArchiveInputStream(tar));
    tar.transferTo(java.io.OutputStream.nullOutputStream());
    return of(inventory);
  }

  private static Proof of(Inventory inventory) throws IOException {
    JsonNode manifest = json(Inventory.MANIFEST, inventory.text(Inventory.MANIFEST));
    if (!manifest.isArray() || manifest.size() != 1) {
      throw new Inventory.Unfit("the tar holds " + manifest.size() + " images instead of one");
    }
    JsonNode image = manifest.get(0);
    String name = image.path("Config").asText("");
    byte[] config = inventory.text(name);
    JsonNode wanted = json(name, config).path("rootfs").path("diff_ids");
    JsonNode layers = image.path("Layers");
    if (wanted.size() != layers.size()) {
      throw new Inventory.Unfit(
          layers.size() + " layers, where the configuration names " + wanted.size());
    }
    long size = 0;
    for (int i = 0; i < layers.size(); i++) {
      Inventory.Sum sum = inventory.sum(layers.get(i).asText(""));
      if (!sum.digest().equals(wanted.get(i).asText(""))) {
        throw new Inventory.Unfit(
            "layer " + (i + 1) + " is " + sum.digest() + ", not as it should be");
      }
      size += sum.size();
    }
    List<String> names = new ArrayList<>();
    image.path("RepoTags").forEach(each -> names.add(each.asText("")));
    return new Proof("sha256:" + Hashing.sha256().hashBytes(config), size, names);
  }

  @SuppressWarnings("UnusedException")
  private static JsonNode json(String name, byte[] text) throws IOException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Inventory.Unfit(name + " in the tar is not JSON: " + e.getOriginalMessage());
    }
  }
}
