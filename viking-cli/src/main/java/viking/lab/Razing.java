package viking.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes a lab away, whole or half made: by its roster, and by what bears its name. */
final class Razing {
  private final String lab;
  private final Path directory;
  private final Consumer<String> progress;

  Razing(String lab, Path directory, Consumer<String> progress) {
    this.lab = lab;
    this.directory = directory;
    this.progress = progress;
  }

  /** Whether there was anything. The roster goes last, so that a crash on the way is made good. */
  boolean all() {
    if (RosterFile.isBlank(directory)) {
      Demolition.erase(directory);
    }
    Optional<Roster> roster = RosterFile.read(directory);
    List<Member> members = members(roster);
    if (roster.isEmpty() && members.isEmpty() && !Network.isBridge(lab)) {
      return false;
    }
    // Nothing is to be saved: an end in good order would only take its time.
    progress.accept("ending %d machines".formatted(members.size()));
    members.parallelStream().forEach(Demolition::powerOff);
    Network.removeBridge(lab);
    if (roster.isPresent()) {
      erase();
    }
    return true;
  }

  private List<Member> members(Optional<Roster> roster) {
    List<Member> known = roster.map(Roster::members).orElse(List.of());
    Stream<Member> unknown =
        Network.members(lab).stream()
            .filter(name -> known.stream().noneMatch(member -> member.name().equals(name)))
            .map(name -> new Member(lab, name, Member.Kind.SLAVE, "", directory.resolve(name)));
    return Stream.concat(known.stream(), unknown).toList();
  }

  private void erase() {
    Demolition.unmountBelow(directory);
    Path roster = directory.resolve(RosterFile.NAME);
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> !file.equals(roster)).toList().forEach(Demolition::erase);
    } catch (IOException e) {
      throw new LabFailure("cannot delete " + directory + ": " + e, e);
    }
    Demolition.erase(directory);
  }
}
