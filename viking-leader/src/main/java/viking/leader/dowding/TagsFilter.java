package viking.leader.dowding;

import java.util.List;
import java.util.stream.Collectors;

/** A host must have every tag that is not flexible. */
final class TagsFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    return berth.missing(want.tags()) == 0;
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return !want.tags().isEmpty();
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    return want.tags().stream()
        .filter(tag -> !berth.tags().contains(tag))
        .map(tag -> "tag '" + tag + "' missing")
        .toList();
  }

  @Override
  public String reason(Want want) {
    return want.tags().stream().collect(Collectors.joining("' or '", "tag '", "' missing"));
  }
}
