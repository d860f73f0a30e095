package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import viking.core.codec.StackCodec;
import viking.core.model.Build;
import viking.core.model.Node;
import viking.core.model.Stack;
import viking.core.pack.Pack;

/** A stack with the folders that it is made of. */
final class Shipment {
  private static final JsonFactory JSON = new JsonFactory();

  private final Stack stack;
  private final ImmutableMap<String, Pack> contexts;
  private final ImmutableMap<String, Pack> sites;

  private Shipment(
      Stack stack, ImmutableMap<String, Pack> contexts, ImmutableMap<String, Pack> sites) {
    this.stack = stack;
    this.contexts = contexts;
    this.sites = sites;
  }

  /** Looks through the folders, each once; reads no file yet. */
  static Shipment of(Stack stack, Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    ImmutableMap.Builder<String, Pack> contexts = ImmutableMap.builder();
    for (String context :
        new TreeSet<>(stack.builds().values().stream().map(Build::context).toList())) {
      List<String> dockerfiles =
          stack.builds().values().stream()
              .filter(build -> build.context().equals(context) && !build.dockerfile().isEmpty())
              .map(Build::dockerfile)
              .toList();
      Path root = context.equals(".") ? folder : folder.resolve(context);
      contexts.put(context, Pack.context(root, dockerfiles, within(root, file)));
    }
    ImmutableMap.Builder<String, Pack> sites = ImmutableMap.builder();
    stack
        .nodes()
        .forEach(
            (name, node) ->
                node.documentRoot()
                    .ifPresent(root -> sites.put(name, Pack.site(folder.resolve(root)))));
    return new Shipment(stack, contexts.buildOrThrow(), sites.buildOrThrow());
  }

  /** The stack file's name in a folder, if it is there. */
  private static List<String> within(Path folder, Path file) {
    Path root = folder.toAbsolutePath().normalize();
    Path stack = file.toAbsolutePath().normalize();
    return stack.startsWith(root) ? List.of(root.relativize(stack).toString()) : List.of();
  }

  String name() {
    return stack.name();
  }

  long bytes() {
    return contexts.values().stream().mapToLong(Pack::bytes).sum()
        + sites.values().stream().mapToLong(Pack::bytes).sum();
  }

  int files() {
    return contexts.values().stream().mapToInt(Pack::files).sum()
        + sites.values().stream().mapToInt(Pack::files).sum();
  }

  /** Whether anything but the stack file goes with it. */
  boolean folders() {
    return !contexts.isEmpty() || stack.nodes().values().stream().anyMatch(Node::website);
  }

  /** What a plan is made from: the stack, and what the folders hold. Reads all files. */
  String outline() {
    return json(
        out -> {
          folders(out, "contexts", contexts, Pack::digest);
          folders(out, "sites", sites, Pack::digest);
        });
  }

  /** What goes with it. */
  record Letter(String by, Optional<Long> ifRevision, boolean fresh) {}

  /** As a compressed tar, {@code deploy.json} first. */
  void writeTo(OutputStream out, Letter letter, LongConsumer progress) throws IOException {
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new Counted(new Quick(out), progress), "UTF-8");
    byte[] order = order(letter).getBytes(UTF_8);
    TarArchiveEntry first = new TarArchiveEntry("deploy.json");
    first.setSize(order.length);
    first.setModTime(0);
    tar.putArchiveEntry(first);
    tar.write(order);
    tar.closeArchiveEntry();
    for (Map.Entry<String, String> each : folders(contexts, "c").entrySet()) {
      contexts.get(each.getKey()).writeTo(each.getValue(), tar);
    }
    for (Map.Entry<String, String> each : folders(sites, "s").entrySet()) {
      sites.get(each.getKey()).writeTo(each.getValue(), tar);
    }
    // Never where something went wrong before: an end would make half of it look like the whole.
    tar.close();
  }

  private String order(Letter letter) {
    return json(
        out -> {
          out.writeStringField("by", letter.by());
          if (letter.ifRevision().isPresent()) {
            out.writeNumberField("if_revision", letter.ifRevision().get());
          }
          Map<String, String> names = folders(contexts, "c");
          Map<String, String> roots = folders(sites, "s");
          folders(out, "contexts", names, name -> name);
          folders(out, "sites", roots, name -> name);
          out.writeBooleanField("fresh", letter.fresh());
        });
  }

  /** Names in the tar, which are short whatever the folders are called. */
  private static ImmutableMap<String, String> folders(Map<String, Pack> packs, String letter) {
    ImmutableMap.Builder<String, String> names = ImmutableMap.builder();
    int number = 0;
    for (String each : packs.keySet()) {
      names.put(each, letter + number++);
    }
    return names.buildOrThrow();
  }

  private String json(Part rest) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeFieldName("stack");
      out.writeRawValue(new StackCodec().write(stack));
      rest.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static <T> void folders(
      JsonGenerator out, String field, Map<String, T> all, Function<T, String> value)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, T> each : all.entrySet()) {
      out.writeStringField(each.getKey(), value.apply(each.getValue()));
    }
    out.writeEndObject();
  }

  /** Some fields of an object. */
  private interface Part {
    void write(JsonGenerator out) throws IOException;
  }

  /** Compresses as fast as it can: networks are quick. What it writes to stays open. */
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }

    @Override
    public void close() throws IOException {
      finish();
      def.end();
    }
  }
}
