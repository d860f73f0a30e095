package viking.simulation;

/** What everybody in a simulation has to do with. */
record World(
    Schedule schedule,
    Chance chance,
    Trace trace,
    SimStore store,
    Laws laws,
    Departures departures) {}
