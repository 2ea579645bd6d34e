package dev.convoke.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells under each other, columns two blanks apart; the last cell of a row ends where it ends. */
final class Table {

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    /** Begins with the names of the columns. */
    Table(String... names) {
        rows.add(List.of(names));
    }

    /** With as many cells as there are columns. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Prints each column as wide as its widest cell. */
    void printFitted(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (int column = 0; column < columns; column++) {
            widths[column] = width(column);
        }
        printFixed(out, widths);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** Prints columns of given widths; a longer cell takes what it needs. The last column needs no width. */
    void printFixed(PrintWriter out, int... widths) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            int last = row.size() - 1;
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(Math.max(0, widths[column] - cell.length()) + GAP));
            }
            out.println(line.append(row.get(last)));
        }
    }
}
