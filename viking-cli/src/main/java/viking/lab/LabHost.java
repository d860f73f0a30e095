package viking.lab;

import java.nio.file.Path;

/** A host: an engine, and viking's process. */
public final class LabHost extends LabMember {
  LabHost(Roster roster, Member member) {
    super(roster, member);
  }

  /** Its engine's socket. */
  public Path docker() {
    return member().socket();
  }

  /** Its API, as it is reached from the machine and from other hosts. */
  public String api() {
    return "http://%s:%d".formatted(address(), Probe.PORT);
  }

  /** Whether it says that it takes part. */
  public boolean isReady() {
    return Probe.viking(member());
  }
}
