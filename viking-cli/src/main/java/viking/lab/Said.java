package viking.lab;

/** What a command left: its exit code and what it wrote. */
public record Said(int code, String out, String err) {
  boolean well() {
    return code == 0;
  }

  /** Its last complaint, for a message of one line. */
  String complaint() {
    return err.lines()
        .filter(line -> !line.isBlank())
        .reduce((first, last) -> last)
        .map(String::strip)
        .orElse("exit code " + code);
  }
}
