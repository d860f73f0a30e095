package viking.leader.dowding;

import java.util.ArrayList;
import java.util.List;
import viking.core.model.Resources;

/** What a job reserves must be free on its host; a job that reserves nothing always has room. */
final class RoomFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    return !lacks(want.resources().milliCpu(), berth.freeCpu())
        && !lacks(want.resources().memory(), berth.freeMemory());
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return !want.resources().equals(Resources.NONE);
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    List<String> complaints = new ArrayList<>();
    long cpu = want.resources().milliCpu();
    if (lacks(cpu, berth.freeCpu()) && cpu <= berth.capacity().milliCpu()) {
      complaints.add(Figures.cores(berth.freeCpu()) + " free, " + Figures.number(cpu) + " wanted");
    }
    long memory = want.resources().memory();
    if (lacks(memory, berth.freeMemory()) && memory <= berth.capacity().memory()) {
      complaints.add(
          Figures.bytesThere(berth.freeMemory())
              + " of memory free, "
              + Figures.bytesWanted(memory)
              + " wanted");
    }
    return complaints;
  }

  @Override
  public String reason(Want want) {
    Resources resources = want.resources();
    if (resources.milliCpu() == 0) {
      return "too little memory free (" + Figures.bytesWanted(resources.memory()) + " wanted)";
    }
    if (resources.memory() == 0) {
      return "too little cpu free (" + Figures.cores(resources.milliCpu()) + " wanted)";
    }
    // Which of the two is short may change with every job that ends.
    return "too little cpu or memory free (" + Figures.wanted(resources) + " wanted)";
  }

  /** Where more is taken than there is, what asks for nothing still fits. */
  private static boolean lacks(long wanted, long free) {
    return wanted > 0 && wanted > free;
  }
}
