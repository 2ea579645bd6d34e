package dev.convoke.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed, true);

    private static Table table() {
        Table table = new Table("NAME", "STATE", "ERROR");
        table.row("a", "bound", "-");
        table.row("long one", "up", "refused");
        return table;
    }

    @Test
    void eachColumnIsAsWideAsItsWidestCell() {
        table().printFitted(out);

        assertThat(printed.toString().lines())
                .containsExactly("NAME      STATE  ERROR", "a         bound  -", "long one  up     refused");
    }

    @Test
    void aFixedColumnStaysWhereItIsButForALongerCell() {
        table().printFixed(out, 4, 6);

        assertThat(printed.toString().lines())
                .containsExactly("NAME  STATE   ERROR", "a     bound   -", "long one  up      refused");
    }
}
