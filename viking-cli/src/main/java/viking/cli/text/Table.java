package viking.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns with titles, two blanks between them. A column that is empty in every row is left out; on
 * a terminal the last one is cut to what is left of the line.
 */
public final class Table {
  private static final String GAP = "  ";

  /** A message that is cut to less says nothing any more; the line breaks instead. */
  private static final int LEAST_OF_LAST = 12;

  private final List<Cell> titles;
  private final List<List<Cell>> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = Arrays.stream(titles).map(title -> new Cell(title, Colour.TITLE)).toList();
  }

  public void add(Cell... row) {
    if (row.length != titles.size()) {
      throw new IllegalArgumentException(row.length + " cells for " + titles.size() + " columns");
    }
    rows.add(List.of(row));
  }

  public void print(PrintWriter out, Terminal terminal) {
    List<Integer> shown = new ArrayList<>();
    int[] widths = new int[titles.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(i);
      if (widths[i] > 0) {
        widths[i] = Math.max(widths[i], titles.get(i).width());
        shown.add(i);
      }
    }
    if (shown.isEmpty()) {
      return;
    }
    int last = shown.get(shown.size() - 1);
    terminal.width().ifPresent(line -> widths[last] = left(line, last, shown, widths));
    print(titles, shown, widths, out, terminal);
    rows.forEach(row -> print(row, shown, widths, out, terminal));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0);
  }

  private static int left(int line, int last, List<Integer> shown, int[] widths) {
    int others =
        shown.stream().filter(i -> i != last).mapToInt(i -> widths[i] + GAP.length()).sum();
    return Math.min(widths[last], Math.max(LEAST_OF_LAST, line - others));
  }

  private static void print(
      List<Cell> row, List<Integer> shown, int[] widths, PrintWriter out, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    int blanks = 0;
    for (int column : shown) {
      Cell cell = row.get(column).cut(widths[column]);
      if (cell.width() > 0) {
        line.append(" ".repeat(blanks)).append(terminal.paint(cell));
        blanks = 0;
      }
      blanks += widths[column] - cell.width() + GAP.length();
    }
    out.println(line);
  }
}
