package viking.leader.dowding;

import java.util.List;

/** One thing that a host must satisfy to be given a job. */
interface Filter {

  boolean admits(Berth berth, Want want);

  /** Whether one of these hosts might not be admitted; it saves asking them all. */
  boolean mayRefuse(Hosts hosts, Want want);

  /**
   * What it has against a host that it does not admit, with figures; nothing where another says it
   * better.
   */
  List<String> complaints(Berth berth, Want want);

  /** Why a job waits, in words that depend on nothing but the job. */
  String reason(Want want);
}
