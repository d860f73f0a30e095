package viking.slave.build;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageBank;
import viking.slave.image.ImageEngine;
import viking.slave.image.Login;
import viking.slave.image.Peers;
import viking.slave.image.Unannounced;

/**
 * What a host has to make images with.
 *
 * @param logins by registry
 */
public record Workshop(
    String self,
    ImageEngine engine,
    Catalogue catalogue,
    Unannounced unannounced,
    ImageBank bank,
    Peers peers,
    Function<String, Optional<Login>> logins,
    Clock clock) {}
