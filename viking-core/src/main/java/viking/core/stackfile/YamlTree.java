package viking.core.stackfile;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads YAML as it stands: no scalar is taken for a number or a date. Anchors and {@code <<} work,
 * within bounds.
 */
final class YamlTree {
  private static final int DEEPEST = 32;

  /** How many values aliases may repeat, all in all. */
  private static final long MOST_REPEATED = 50_000;

  private static final Set<String> USUAL_TAGS =
      Set.of("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq");

  /** A value that has a name, and how many values it consists of. */
  private record Anchored(Value value, long size) {}

  private final String file;
  private final Problems problems;
  private final Indentation indentation;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private long size;
  private long repeated;

  private YamlTree(String file, String text, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.indentation = new Indentation(text);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // a file that is too large never comes here
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /** What the file says; empty, with the problem told, where it is no YAML. */
  static Optional<Value> read(String file, String text, Problems problems) {
    try {
      return new YamlTree(file, text, problems).document();
    } catch (BadYaml e) {
      problems.add(e.problem());
    } catch (MarkedYAMLException e) {
      Syntax.explain(e, file, new Indentation(text)).forEach(problems::add);
    } catch (YAMLException e) {
      problems.add(Problem.ofWhole(file, "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Value> document() {
    events.next();
    if (events.next().is(Event.ID.StreamEnd)) {
      problems.add(Problem.ofWhole(file, "the file is empty; " + StackFile.LEAST));
      return Optional.empty();
    }
    Value all = value(events.next(), "", 0);
    events.next();
    Event after = events.next();
    if (!after.is(Event.ID.StreamEnd)) {
      problems.add(spot(after), "a second document begins; a stack has a file of its own");
    }
    return Optional.of(all);
  }

  private Value value(Event event, String path, int depth) {
    if (event instanceof AliasEvent alias) {
      return repeated(alias);
    }
    long before = size++;
    NodeEvent node = (NodeEvent) event;
    Optional<String> anchor = Optional.ofNullable(node.getAnchor());
    anchor.ifPresent(open::add);
    Value value = own(node, path, depth);
    anchor.ifPresent(
        name -> {
          open.remove(name);
          anchors.put(name, new Anchored(value, size - before));
        });
    return value;
  }

  private Value own(NodeEvent event, String path, int depth) {
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), event);
      return scalar(scalar);
    }
    if (depth == DEEPEST) {
      throw new BadYaml(
          spot(event)
              .problem("nested deeper than " + DEEPEST + " levels; no stack file needs that"));
    }
    refuseTag(((CollectionStartEvent) event).getTag(), event);
    return event.is(Event.ID.SequenceStart)
        ? items(event, path, depth + 1)
        : table(event, path, depth + 1);
  }

  private Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    Spot at = spot(event);
    if (!Source.isText(text)) {
      problems.add(at, "an escape in this text stands for nothing that a text can have");
    }
    return new Scalar(
        at, text, event.isPlain(), event.isLiteral() ? indentation.below(at.line()) : 0);
  }

  private Items items(Event start, String path, int depth) {
    List<Value> all = new ArrayList<>();
    for (Event e = events.next(); !e.is(Event.ID.SequenceEnd); e = events.next()) {
      all.add(value(e, path, depth));
    }
    return new Items(spot(start), all);
  }

  private Table table(Event start, String path, int depth) {
    Entries entries = new Entries(path, problems);
    for (Event e = events.next(); !e.is(Event.ID.MappingEnd); e = events.next()) {
      Spot at = spot(e);
      Value key = value(e, path, depth);
      String name = key instanceof Scalar scalar ? scalar.text() : "";
      Value value = value(events.next(), path.isEmpty() ? name : path + "." + name, depth);
      entries.put(at, key, value);
    }
    return entries.table(spot(start));
  }

  private Value repeated(AliasEvent alias) {
    String name = alias.getAnchor();
    if (open.contains(name)) {
      throw new BadYaml(
          spot(alias).problem("'*" + name + "' stands inside of '&" + name + "' itself"));
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new BadYaml(
          spot(alias)
              .problem(
                  "no '&"
                      + name
                      + "' stands before '*"
                      + name
                      + "'; text that begins with * needs quotes"));
    }
    size += anchored.size();
    repeated += anchored.size();
    if (repeated > MOST_REPEATED) {
      throw new BadYaml(
          spot(alias).problem("by '*" + name + "' the file becomes larger than any stack can be"));
    }
    return anchored.value();
  }

  private void refuseTag(String tag, Event at) {
    if (tag != null && !USUAL_TAGS.contains(tag)) {
      String shown = tag.replace("tag:yaml.org,2002:", "!!");
      problems.add(spot(at), "viking reads no YAML tags such as '" + shown + "'; leave it out");
    }
  }

  private Spot spot(Event event) {
    return spot(file, event.getStartMark());
  }

  private static Spot spot(String file, Mark mark) {
    return new Spot(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
