package viking.core.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Performs notes: writes them down with where their answers go. */
final class Recorder implements Performer {
  /** An effect that says something and wants an answer. */
  record Note(long token, String reason) implements Effect {}

  /** An answer to a note, or news. */
  record Heard(String text) implements Event {}

  private final List<Note> notes = new ArrayList<>();
  private final List<Consumer<Event>> answers = new ArrayList<>();
  private int closings;

  @Override
  public synchronized boolean perform(Effect effect, Consumer<Event> answer) {
    if (!(effect instanceof Note note)) {
      return false;
    }
    notes.add(note);
    answers.add(answer);
    return true;
  }

  @Override
  public synchronized void closeAll() {
    closings++;
  }

  synchronized List<String> reasons() {
    return notes.stream().map(Note::reason).toList();
  }

  synchronized List<Long> tokens() {
    return notes.stream().map(Note::token).toList();
  }

  synchronized Consumer<Event> answer(int note) {
    return answers.get(note);
  }

  synchronized int closings() {
    return closings;
  }
}
