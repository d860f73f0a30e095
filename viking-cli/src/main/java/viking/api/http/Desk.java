package viking.api.http;

/** What every exchange needs. */
record Desk(Routes routes, Token token, Limits limits, Guests guests, Tally tally) {}
