package viking.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The fields of one thing, a line each; those without a value are left out. */
public final class Lines {
  private static final String GAP = "  ";

  private final List<Cell> names = new ArrayList<>();
  private final List<Cell> values = new ArrayList<>();

  public void add(String name, String value) {
    add(new Cell(name, Colour.TITLE), value);
  }

  public void add(Cell name, String value) {
    Cell cell = Cell.of(value);
    if (cell.width() > 0) {
      names.add(name);
      values.add(cell);
    }
  }

  /** Never cut: it is a value that was asked for. */
  public void print(PrintWriter out, Terminal terminal) {
    int widest = names.stream().mapToInt(Cell::width).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      Cell name = names.get(i);
      out.println(
          terminal.paint(name)
              + " ".repeat(widest - name.width())
              + GAP
              + terminal.paint(values.get(i)));
    }
  }
}
