package viking.core.model;

/** Processor in thousandths of a core and memory in bytes; zero asks for nothing. */
public record Resources(long milliCpu, long memory) {
  public static final Resources NONE = new Resources(0, 0);

  public Resources {
    if (milliCpu < 0) {
      throw new BadInput("cpu must not be negative");
    }
    if (memory < 0) {
      throw new BadInput("memory must not be negative");
    }
  }

  public Resources plus(Resources other) {
    return new Resources(milliCpu + other.milliCpu, memory + other.memory);
  }

  public boolean fitsIn(Resources room) {
    return milliCpu <= room.milliCpu && memory <= room.memory;
  }
}
