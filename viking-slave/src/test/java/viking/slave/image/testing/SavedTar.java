package viking.slave.image.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image as {@code docker save} writes it: layers of some text, a configuration, a manifest. */
public final class SavedTar {
  private final List<String> layers;
  private final String config;
  private String name = "";
  private String manifest = "";
  private String also = "";
  private Optional<TarArchiveEntry> first = Optional.empty();
  private String firstText = "";

  private SavedTar(List<String> layers, String config) {
    this.layers = List.copyOf(layers);
    this.config = config;
  }

  public static SavedTar of(String... layers) {
    List<String> sums = new ArrayList<>();
    for (String layer : layers) {
      sums.add("\"sha256:" + Hashing.sha256().hashString(layer, UTF_8) + "\"");
    }
    String config = "{\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[" + String.join(",", sums) + "]}}";
    return new SavedTar(List.of(layers), config);
  }

  /** Other layers behind the same configuration: what a host sends that means no good. */
  public SavedTar withLayers(String... others) {
    SavedTar other = new SavedTar(List.of(others), config);
    other.name = name;
    return other;
  }

  public SavedTar named(String reference) {
    SavedTar other = new SavedTar(layers, config);
    other.name = reference;
    other.also = also;
    return other;
  }

  /** Bears one more name, whatever it is called. */
  public SavedTar alsoNamed(String reference) {
    SavedTar other = named(name);
    other.also = ",\"" + reference + "\"";
    return other;
  }

  /** One more file, before all others. */
  public SavedTar withFile(String path, String text) {
    SavedTar other = named(name);
    other.first = Optional.of(new TarArchiveEntry(path));
    other.firstText = text;
    return other;
  }

  /** A link, before all others. */
  public SavedTar withLink(String path, String to) {
    SavedTar other = named(name);
    TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    link.setLinkName(to);
    other.first = Optional.of(link);
    return other;
  }

  /** Such a manifest instead of the right one. */
  public SavedTar withManifest(String text) {
    SavedTar other = new SavedTar(layers, config);
    other.name = name;
    other.manifest = text;
    return other;
  }

  public List<String> layers() {
    return layers;
  }

  public String digest() {
    return "sha256:" + Hashing.sha256().hashString(config, UTF_8);
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      List<String> files = new ArrayList<>();
      if (first.isPresent()) {
        add(first.get(), firstText, out);
      }
      for (int i = 0; i < layers.size(); i++) {
        files.add("\"" + i + "/layer.tar\"");
        add(i + "/json", "{\"id\":\"" + i + "\"}", out);
        add(i + "/layer.tar", layers.get(i), out);
      }
      add("config.json", config, out);
      add(
          "manifest.json",
          manifest.isEmpty()
              ? "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"%s],\"Layers\":[%s]}]"
                  .formatted(name, also, String.join(",", files))
              : manifest,
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(String name, String text, TarArchiveOutputStream out) throws IOException {
    add(new TarArchiveEntry(name), text, out);
  }

  private static void add(TarArchiveEntry entry, String text, TarArchiveOutputStream out)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }
}
