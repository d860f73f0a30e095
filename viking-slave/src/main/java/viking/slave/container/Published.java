package viking.slave.container;

import viking.core.model.Protocol;

/** A container's port and where the engine has published it. */
public record Published(int port, Protocol protocol, String address, int hostPort) {}
