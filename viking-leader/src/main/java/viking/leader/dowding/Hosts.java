package viking.leader.dowding;

import java.util.List;
import viking.core.model.Resources;

/** Some hosts, and what is needed to tell quickly which filters can refuse any of them. */
record Hosts(List<Berth> all, boolean anyCordoned, Resources least) {

  static Hosts of(List<Berth> all) {
    boolean anyCordoned = false;
    long cpu = Long.MAX_VALUE;
    long memory = Long.MAX_VALUE;
    for (Berth berth : all) {
      anyCordoned |= berth.cordon().isPresent();
      cpu = Math.min(cpu, berth.capacity().milliCpu());
      memory = Math.min(memory, berth.capacity().memory());
    }
    return new Hosts(List.copyOf(all), anyCordoned, new Resources(cpu, memory));
  }
}
