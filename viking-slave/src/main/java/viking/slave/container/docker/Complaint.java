package viking.slave.container.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import viking.core.model.BadInput;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.image.ImageProblem;

/** What went wrong with a call: its kind, and the engine's own words, made fit for one line. */
record Complaint(Failure failure, String words) {
  private static final int LONGEST = 300;
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CAUSED =
      Pattern.compile("^.*(?:process caused:? |runtime create failed: )");
  private static final Pattern CONTAINER =
      Pattern.compile("^.*unable to start container process: ");
  private static final Pattern HASH = Pattern.compile(" ?\\(?\\b[0-9a-f]{64}\\b\\)?");
  private static final Pattern UNKNOWN = Pattern.compile(": unknown\\b");

  /** Said by an engine that is going down, or has lost its containerd: it did not judge. */
  private static final ImmutableList<String> NO_JUDGEMENT =
      ImmutableList.of(
          "context canceled",
          "context deadline exceeded",
          "containerd.sock",
          "ttrpc: closed",
          "shutting down",
          "transport is closing",
          "is already in progress");

  static Complaint of(RuntimeException e) {
    if (e instanceof DockerException answered) {
      return of(answered.getHttpStatus(), said(answered));
    }
    return new Complaint(
        e instanceof BadInput ? Failure.REFUSED : Failure.AWAY, oneLine(rootOf(e)));
  }

  static Complaint of(int status, String said) {
    String words = readable(said);
    String lower = said.toLowerCase(Locale.ROOT);
    if (NO_JUDGEMENT.stream().anyMatch(lower::contains)) {
      return new Complaint(Failure.AWAY, words);
    }
    if (lower.contains("no such container")) {
      return new Complaint(Failure.NO_CONTAINER, words);
    }
    if (status == 404 && lower.contains("no such image")) {
      return new Complaint(Failure.IMAGE_MISSING, words);
    }
    if (lower.contains("no such volume")) {
      return new Complaint(Failure.VOLUME_MISSING, words);
    }
    if (status == 409 && lower.contains("is already in use by container")) {
      return new Complaint(Failure.NAME_TAKEN, words);
    }
    return new Complaint(Failure.REFUSED, words);
  }

  /** The image is named where the engine does not. */
  Complaint about(String image) {
    boolean unnamed = words.contains("reference format") || words.contains("repository name");
    return unnamed ? new Complaint(failure, "image '" + image + "': " + words) : this;
  }

  /** Without the path that the error took through the engine, and the numbers of things. */
  static String readable(String said) {
    String text = CAUSED.matcher(oneLine(said)).replaceFirst("");
    text = CONTAINER.matcher(text).replaceFirst("");
    text = HASH.matcher(text).replaceAll("");
    return oneLine(UNKNOWN.matcher(text).replaceAll(""));
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private static String said(DockerException e) {
    String body = String.valueOf(e.getMessage());
    var message = MESSAGE.matcher(body);
    return message.find()
        ? message
            .group(1)
            .replaceAll("\\\\[nrt]", " ")
            .replaceAll("\\\\u003c", "<")
            .replaceAll("\\\\u003e", ">")
            .replaceAll("\\\\(.)", "$1")
        : body;
  }

  private static String rootOf(RuntimeException e) {
    if (e instanceof NoAnswer || e instanceof BadInput || e instanceof ImageProblem) {
      return e.getMessage();
    }
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
