package viking.slave.image.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import viking.slave.image.ImageEngine;
import viking.slave.image.ImageProblem;
import viking.slave.image.Login;

/**
 * An engine's images in memory. A build makes a layer of each line of its Dockerfile; {@code RUN
 * fail} fails, after it has said so.
 */
public final class FakeImages implements ImageEngine {
  private final Map<String, SavedTar> images = new TreeMap<>();
  private final Map<String, SavedTar> registry = new TreeMap<>();
  private final Set<String> used = new TreeSet<>();
  private final Set<String> kept = new TreeSet<>();
  private final List<String> dockerfiles = new ArrayList<>();
  private final List<String> loaded = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private Runnable meanwhileSaving = () -> {};
  private Runnable meanwhileBuilding = () -> {};
  private String refusal = "";
  private int made;
  private Room room = new Room(50L << 30, 100L << 30);

  public synchronized void have(String reference, SavedTar image) {
    images.put(reference, image.named(reference));
  }

  /** What a pull finds. */
  public synchronized void publish(String reference, SavedTar image) {
    registry.put(reference, image);
  }

  /** A container is made of it. */
  public synchronized void use(String reference) {
    used.add(reference);
  }

  /** Refuses to remove it, though it is in no list of what is used. */
  public synchronized void keeps(String reference) {
    kept.add(reference);
  }

  public synchronized void room(Room now) {
    room = now;
  }

  /** The Dockerfiles that were built, as they came. */
  public synchronized List<String> built() {
    return List.copyOf(dockerfiles);
  }

  /** What was ever taken in, in order. */
  public synchronized List<String> loaded() {
    return List.copyOf(loaded);
  }

  @Override
  public synchronized Optional<String> find(String reference) {
    return Optional.ofNullable(images.get(reference)).map(SavedTar::digest);
  }

  @Override
  public synchronized List<String> references() {
    return List.copyOf(images.keySet());
  }

  /** What happens elsewhere while it is asked what its containers are made of. */
  public synchronized void meanwhile(Runnable what) {
    meanwhile = what;
  }

  @Override
  public synchronized Set<String> used() {
    meanwhile.run();
    return Set.copyOf(used);
  }

  /** What happens while it saves an image. */
  public synchronized void meanwhileSaving(Runnable what) {
    meanwhileSaving = what;
  }

  @Override
  public void save(String reference, OutputStream out) throws IOException {
    SavedTar image;
    Runnable first;
    synchronized (this) {
      first = meanwhileSaving;
    }
    first.run();
    synchronized (this) {
      image = images.get(reference);
    }
    if (image == null) {
      throw new ImageProblem("No such image: " + reference);
    }
    out.write(image.named(reference).bytes());
  }

  /** Breaks off whatever it is sent, as a full disk does, and as clients of engines close twice. */
  public synchronized void takesNothing(String why) {
    refusal = why;
  }

  @Override
  public void load(InputStream tar) {
    String why;
    synchronized (this) {
      why = refusal;
    }
    if (!why.isEmpty()) {
      try {
        tar.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new ImageProblem(why);
    }
    Map<String, String> files = files(tar);
    try {
      JsonNode manifest = new ObjectMapper().readTree(files.get("manifest.json")).path(0);
      String name = manifest.path("RepoTags").path(0).asText();
      List<String> layers = new ArrayList<>();
      manifest.path("Layers").forEach(each -> layers.add(files.get(each.asText())));
      SavedTar image = SavedTar.of(layers.toArray(String[]::new));
      synchronized (this) {
        loaded.add(name);
        images.put(name, image.named(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void tag(String reference, String name) {
    images.put(name, Optional.ofNullable(images.get(reference)).orElseThrow().named(name));
  }

  @Override
  public synchronized void remove(String reference) {
    if (used.contains(reference) || kept.contains(reference)) {
      throw new ImageProblem(reference + " is in use");
    }
    images.remove(reference);
  }

  @Override
  public synchronized void pull(String name, Optional<Login> login) {
    SavedTar found = registry.get(name);
    if (found == null) {
      throw new ImageProblem("pull access denied for " + name);
    }
    images.put(name, found.named(name));
  }

  /** What happens before it builds an image. */
  public synchronized void meanwhileBuilding(Runnable what) {
    meanwhileBuilding = what;
  }

  @Override
  public void build(
      InputStream tar,
      String dockerfile,
      Map<String, String> args,
      String reference,
      boolean fresh,
      Consumer<String> lines) {
    Runnable first;
    synchronized (this) {
      first = meanwhileBuilding;
    }
    first.run();
    Map<String, String> files = files(tar);
    List<String> steps = files.get(dockerfile).lines().toList();
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      lines.accept("Step " + (i + 1) + "/" + steps.size() + " : " + steps.get(i));
      if (steps.get(i).equals("RUN fail")) {
        lines.accept("make: nothing works");
        throw new ImageProblem("The command 'fail' returned a non-zero code: 2");
      }
      layers.add(steps.get(i));
    }
    synchronized (this) {
      dockerfiles.add(String.join("\n", steps));
      layers.add("made " + ++made + " by " + System.identityHashCode(this));
      images.put(reference, SavedTar.of(layers.toArray(String[]::new)).named(reference));
    }
  }

  @Override
  public synchronized Room room() {
    return room;
  }

  private static Map<String, String> files(InputStream in) {
    Map<String, String> files = new TreeMap<>();
    try {
      // As engines do, to the tar's own end and no further.
      TarArchiveInputStream tar = new TarArchiveInputStream(in);
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        files.put(entry.getName().replaceFirst("^\\./", ""), new String(tar.readAllBytes(), UTF_8));
      }
      return files;
    } catch (IOException e) {
      throw new ImageProblem("unexpected end of the tar: " + e.getMessage(), e);
    }
  }
}
