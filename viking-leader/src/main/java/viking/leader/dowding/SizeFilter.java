package viking.leader.dowding;

import java.util.ArrayList;
import java.util.List;

/**
 * A host must be large enough for the job even when empty: waiting for room there would be of no
 * use.
 */
final class SizeFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    return want.resources().fitsIn(berth.capacity());
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return !want.resources().fitsIn(hosts.least());
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    List<String> complaints = new ArrayList<>();
    long cpu = want.resources().milliCpu();
    if (cpu > berth.capacity().milliCpu()) {
      complaints.add(
          Figures.cores(berth.capacity().milliCpu())
              + " in all, "
              + Figures.number(cpu)
              + " wanted");
    }
    long memory = want.resources().memory();
    if (memory > berth.capacity().memory()) {
      complaints.add(
          Figures.bytesThere(berth.capacity().memory())
              + " of memory in all, "
              + Figures.bytesWanted(memory)
              + " wanted");
    }
    return complaints;
  }

  @Override
  public String reason(Want want) {
    return "too small (" + Figures.wanted(want.resources()) + " wanted)";
  }
}
