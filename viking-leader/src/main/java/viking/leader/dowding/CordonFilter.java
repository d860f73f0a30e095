package viking.leader.dowding;

import java.util.List;

/** A host that is cordoned, restarting or in doubt takes no new jobs. */
final class CordonFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    return berth.cordon().isEmpty();
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return hosts.anyCordoned();
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    return berth.cordon().stream().toList();
  }

  @Override
  public String reason(Want want) {
    return "cordoned or restarting";
  }
}
