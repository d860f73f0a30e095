package viking.cli.client;

import java.util.Optional;

/**
 * What asking once has shown.
 *
 * @param gone whether the API says that there is no such thing
 * @param problem why there is no answer
 */
public record Look(Optional<Answer> answer, boolean gone, String problem) {}
