package viking.host;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import viking.core.model.BadInput;

/** This machine's address, as others see it. */
final class Address {
  private Address() {}

  /** The address that packets to a peer leave from; nothing is sent to find out. */
  static String towards(URI peer) {
    InetSocketAddress to = new InetSocketAddress(peer.getHost(), peer.getPort());
    if (to.isUnresolved()) {
      throw new BadInput("etcd's name " + peer.getHost() + " is unknown here; give --external");
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(to);
      return plain(socket.getLocalAddress().getHostAddress());
    } catch (SocketException | java.io.UncheckedIOException e) {
      throw new BadInput(
          "no way leads to etcd at " + peer.getHost() + ": " + e.getMessage() + "; give --external",
          e);
    }
  }

  /** Refuses an address that no interface of this machine has. */
  static String own(String address) {
    try {
      java.net.InetAddress parsed = java.net.InetAddress.getByName(address);
      if (parsed.isLoopbackAddress() || NetworkInterface.getByInetAddress(parsed) != null) {
        return address;
      }
    } catch (SocketException | UnknownHostException e) {
      throw new BadInput("external " + address + " cannot be looked up: " + e.getMessage(), e);
    }
    throw new BadInput(
        "external " + address + " is none of this machine's addresses (see: ip address)");
  }

  /** Without the zone that IPv6 addresses of a link carry. */
  private static String plain(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
