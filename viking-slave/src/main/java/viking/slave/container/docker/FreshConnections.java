package viking.slave.container.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Gives every call a connection of its own, which costs next to nothing on a unix socket: one that
 * was kept would be dead, unnoticed until it is used, when the engine has restarted.
 */
record FreshConnections(DockerHttpClient client) implements DockerHttpClient {
  @Override
  public Response execute(Request request) {
    return client.execute(Request.builder().from(request).putHeader("Connection", "close").build());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
