package viking.api.stack;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import viking.core.model.Build;
import viking.core.model.ImageName;
import viking.core.model.ImageRef;
import viking.core.model.Job;
import viking.core.model.Release;
import viking.core.model.Stack;
import viking.core.pack.Froms;
import viking.slave.build.Builder;

/**
 * What a deploy will do for each image, told from what it would be made of.
 *
 * @param images as the release would have them; those that nobody can know yet are left out
 * @param unknown what cannot be told before the deploy itself, in sentences
 */
record ImagesAhead(List<Ahead> all, Map<String, String> images, List<String> unknown) {
  ImagesAhead {
    all = ImmutableList.copyOf(all);
    images = ImmutableMap.copyOf(images);
    unknown = ImmutableList.copyOf(unknown);
  }

  /** One image: {@code ref} is empty where it cannot be known. */
  record Ahead(String image, String action, String ref, String why) {}

  /**
   * @param known those of the imagebank
   * @param others the present release of any other stack
   */
  static ImagesAhead of(
      Order order,
      Optional<Release> before,
      Set<ImageRef> known,
      Function<String, Optional<Release>> others) {
    return new Making(order, before, known, others).make();
  }

  /** One pass over a stack's images; those that others build upon come first. */
  private static final class Making {
    private final Order order;
    private final Stack stack;
    private final Optional<Release> before;
    private final Set<ImageRef> known;
    private final Function<String, Optional<Release>> others;
    private final Map<String, Ahead> made = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Unseen unseen = new Unseen();

    Making(
        Order order,
        Optional<Release> before,
        Set<ImageRef> known,
        Function<String, Optional<Release>> others) {
      this.order = order;
      this.stack = order.stack();
      this.before = before;
      this.known = known;
      this.others = others;
    }

    ImagesAhead make() {
      stack.builds().forEach((image, build) -> build(new ImageName(stack.name(), image), build));
      stack
          .nodes()
          .forEach(
              (name, node) -> {
                if (node.website()) {
                  site(name);
                }
                node.job().map(Job::image).ifPresent(this::written);
              });
      Map<String, String> images = new LinkedHashMap<>();
      made.forEach(
          (image, ahead) -> {
            if (!ahead.ref().isEmpty()) {
              images.put(image, ahead.ref());
            }
          });
      return new ImagesAhead(new ArrayList<>(made.values()), images, unseen.sentences());
    }

    private void build(ImageName name, Build build) {
      String image = name.toString();
      if (made.containsKey(image) || !underWay.add(image)) {
        return;
      }
      Optional<String> digest = Optional.ofNullable(order.contexts().get(build.context()));
      List<String> tags = new ArrayList<>();
      List<String> foreign = new ArrayList<>();
      boolean all = digest.isPresent();
      for (String base :
          build.text().isEmpty() ? List.<String>of() : Froms.of(build.text(), build.args())) {
        Optional<ImageName> ours = ImageName.of(base);
        if (ours.isPresent()) {
          Optional<String> tag = tag(ours.get());
          tag.ifPresent(tags::add);
          all &= tag.isPresent();
        } else {
          foreign.add(base);
        }
      }
      if (!all) {
        String why =
            digest.isEmpty()
                ? "what it is made of was not told"
                : "what it builds upon is made anew";
        made.put(image, new Ahead(image, "build", "", why));
      } else {
        made.put(image, ahead(name, Builder.tag(build, digest.get(), tags)));
      }
      boolean kept = made.get(image).action().equals("keep");
      foreign.forEach(base -> unseen.add(base, kept));
      if (build.text().isEmpty() && !kept) {
        unseen.addDockerfile(image, build);
      }
    }

    private void site(String node) {
      ImageName name = new ImageName(stack.name(), node);
      Optional<String> digest = Optional.ofNullable(order.sites().get(node));
      made.put(
          name.toString(),
          digest
              .map(files -> ahead(name, Builder.siteTag(files)))
              .orElseGet(() -> new Ahead(name.toString(), "build", "", "its files were not told")));
    }

    private Ahead ahead(ImageName name, String inputs) {
      Optional<ImageRef> there =
          order.fresh()
              ? Optional.empty()
              : known.stream()
                  .filter(ref -> ref.name().equals(name) && number(inputs, ref.tag()) > 0)
                  .max(Comparator.comparingInt(ref -> number(inputs, ref.tag())));
      return there
          .map(ref -> new Ahead(name.toString(), "keep", ref.toString(), "made of the same before"))
          .orElseGet(
              () ->
                  new Ahead(
                      name.toString(),
                      "build",
                      new ImageRef(name.stack(), name.image(), inputs).toString(),
                      order.fresh() ? "asked to be made freshly" : "what it is made of is new"));
    }

    /** Built once more of the same, an image has a number behind its tag. */
    private static int number(String inputs, String tag) {
      if (tag.equals(inputs)) {
        return 1;
      }
      String rest = tag.startsWith(inputs + ".") ? tag.substring(inputs.length() + 1) : "";
      return rest.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(rest) : 0;
    }

    private void written(String image) {
      if (made.containsKey(image)) {
        return;
      }
      Optional<ImageName> ours = ImageName.of(image);
      if (ours.isPresent()) {
        made.put(image, ofOther(ours.get()));
        return;
      }
      Optional<ImageRef> resolved =
          order.fresh()
              ? Optional.empty()
              : before
                  .map(release -> release.images().get(image))
                  .flatMap(ImageRef::of)
                  .filter(known::contains);
      if (ImageRef.of(image).isEmpty()) {
        unseen.add(image, resolved.isPresent());
      }
      made.put(
          image,
          resolved
              .map(ref -> new Ahead(image, "keep", ref.toString(), "resolved before"))
              .orElseGet(() -> new Ahead(image, "resolve", "", "it is looked for at deploy")));
    }

    private Ahead ofOther(ImageName name) {
      return otherRef(name)
          .map(
              ref ->
                  new Ahead(
                      name.toString(), "keep", ref.toString(), "as " + name.stack() + " runs it"))
          .orElseGet(
              () ->
                  new Ahead(
                      name.toString(),
                      "resolve",
                      "",
                      name.stack().equals(stack.name())
                          ? "no build makes it"
                          : "stack " + name.stack() + " has no such image yet"));
    }

    private Optional<ImageRef> otherRef(ImageName name) {
      return others
          .apply(name.stack())
          .map(release -> release.images().get(name.toString()))
          .flatMap(ImageRef::of);
    }

    private Optional<String> tag(ImageName base) {
      if (!base.stack().equals(stack.name())) {
        return otherRef(base).map(ImageRef::tag);
      }
      Optional.ofNullable(stack.builds().get(base.image())).ifPresent(build -> build(base, build));
      return Optional.ofNullable(made.get(base.toString()))
          .map(Ahead::ref)
          .flatMap(ImageRef::of)
          .map(ImageRef::tag);
    }
  }
}
