package viking.api.http;

/** What every exchange needs. */
record Desk(
    Routes routes, Token token, Limits limits, Guests guests, Streams streams, Tally tally) {}
