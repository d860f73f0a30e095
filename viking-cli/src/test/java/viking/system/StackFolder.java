package viking.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder with a stack file and what its images are made of, as a user has it. */
final class StackFolder {
  /** An image whose containers say on port 80 who they are, and end when they are told to. */
  private static final String SERVE =
      """
      #!/bin/sh
      echo "$VIKING_NODE $VIKING_TAG starts"
      mkdir -p /www
      [ -n "$SICK" ] && echo "no oars: $SICK" || echo "$VIKING_NODE $VIKING_TAG $WORD" >/www/index.html
      if grep -q ' /data ' /proc/mounts; then
        echo "$VIKING_TAG" >>/data/starts
        ln -s /data /www/data
      fi
      httpd -f -p 80 -h /www &
      trap 'kill $!; exit 0' TERM INT
      wait
      """;

  private final Path folder;

  /** Of a stack that builds the image {@code viking:<stack>/box}. */
  StackFolder(Path folder) {
    this.folder = folder;
    write("serve", SERVE);
  }

  Path folder() {
    return folder;
  }

  String file() {
    return folder.resolve("viking.yml").toString();
  }

  /** The stack file, of the text under {@code deploy:}. */
  StackFolder says(String stack, String deploy) {
    return says(stack, "", deploy);
  }

  StackFolder says(String stack, String comment, String deploy) {
    return write(
        "viking.yml",
        """
        viking: {name: %s, comment: "%s"}
        build:
          box: |
            FROM %s
            COPY serve /bin/serve
        deploy:
        """
                .formatted(stack, comment, Cluster.IMAGE)
            + deploy.indent(2));
  }

  /** Changes what the image is made of. */
  StackFolder rebuilt() {
    return write("serve", SERVE + "# " + System.nanoTime() + "\n");
  }

  StackFolder write(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
