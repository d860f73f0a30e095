package viking.slave.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.model.Build;
import viking.core.model.ImageName;
import viking.core.pack.BuildTag;
import viking.core.pack.Froms;
import viking.core.pack.Pack;

/**
 * What goes into one image.
 *
 * @param name as stack files write it
 * @param named what its tag says of the Dockerfile: the text, or where that is in the folder
 * @param dockerfile the text, wherever it is from
 * @param folder with everything that is sent to the engine
 */
record Recipe(
    ImageName name, String named, String dockerfile, Map<String, String> args, Path folder) {
  private static final String SITE = "FROM scratch\nCOPY . /\n";

  static Recipe of(String stack, String image, Build build, Path folder) {
    String text = build.text().isEmpty() ? Dockerfile.in(folder, build.dockerfile()) : build.text();
    return new Recipe(new ImageName(stack, image), named(build), text, build.args(), folder);
  }

  static Recipe ofSite(String stack, String node, Path folder) {
    return new Recipe(new ImageName(stack, node), SITE, SITE, Map.of(), folder);
  }

  /** The images that it builds upon, in the order of their naming. */
  List<String> bases() {
    return Froms.of(dockerfile, args);
  }

  /** Those of viking's. */
  List<ImageName> ours() {
    return bases().stream().map(ImageName::of).flatMap(Optional::stream).toList();
  }

  /** {@code tags} of the images of viking's that it builds upon, in that order. */
  String tag(List<String> tags) {
    return BuildTag.of(named, args, Pack.whole(folder).digest(), tags);
  }

  static String tagOf(Build build, String contextDigest, List<String> tags) {
    return BuildTag.of(named(build), build.args(), contextDigest, tags);
  }

  static String tagOfSite(String digest) {
    return BuildTag.of(SITE, Map.of(), digest, List.of());
  }

  /** A file's text is in the context's digest already. */
  private static String named(Build build) {
    return build.text().isEmpty() ? "file " + build.dockerfile() : build.text();
  }
}
