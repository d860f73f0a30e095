package viking.core.stackfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names and texts under a key: a mapping, or a list of {@code NAME=value}. */
final class Pairs {
  private final Section section;
  private final String key;
  private final Map<String, Found<String>> all = new LinkedHashMap<>();

  Pairs(Section section, String key) {
    this.section = section;
    this.key = key;
  }

  Map<String, Found<String>> read() {
    Optional<Value> value = section.value(key).filter(v -> !v.nothing());
    if (value.isPresent() && value.get() instanceof Table of) {
      of.entries().forEach(this::member);
    } else if (value.isPresent() && value.get() instanceof Items) {
      section.list(key, t -> t).forEach(this::pair);
    } else {
      value.ifPresent(v -> section.wrong(key, v));
    }
    return all;
  }

  private void member(String name, Table.Entry entry) {
    if (entry.value() instanceof Scalar scalar && !scalar.nothing()) {
      section
          .read(scalar, text -> text)
          .ifPresent(read -> all.put(name, new Found<>(read.value(), entry.at())));
      return;
    }
    section
        .around()
        .problems()
        .add(
            entry.value().nothing() ? entry.at() : entry.value().at(),
            name
                + " in "
                + section.path()
                + "."
                + key
                + " must be text, but "
                + entry.value().shown()
                + " stands there"
                + (entry.value().nothing() ? "; for an empty text write \"\"" : ""));
  }

  private void pair(Found<String> text) {
    String[] halves = text.value().split("=", 2);
    if (halves.length < 2) {
      section
          .around()
          .problems()
          .add(
              text.at(),
              key
                  + section.in()
                  + ": '"
                  + Scalar.shortened(halves[0])
                  + "' is not NAME=value; to hand on what is set here, write NAME=${NAME}");
    } else if (all.putIfAbsent(halves[0], new Found<>(halves[1], text.at())) != null) {
      section
          .around()
          .problems()
          .add(text.at(), key + section.in() + ": '" + halves[0] + "' is given twice");
    }
  }
}
