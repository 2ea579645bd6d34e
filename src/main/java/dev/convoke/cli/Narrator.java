package dev.convoke.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** Tells what happens in the demo, in colour where there is a terminal. Any thread; a line is never torn. */
final class Narrator {

    private static final int NAME_CHARS = 7;

    private final PrintWriter out;
    private final Ansi ansi;

    Narrator(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** A step of the play. */
    synchronized void scene(String what) {
        line("");
        line(ansi.text("@|bold " + plain(what) + "|@").toString());
    }

    /** An SMS on its way: to us or from us. */
    synchronized void sms(String from, String to, String text) {
        line("  " + ansi.text("@|yellow SMS " + plain(from) + " → " + plain(to) + "|@") + "  " + text);
    }

    /** A line on a phone. */
    synchronized void phone(String name, String colour, String text) {
        String label = String.format("%" + NAME_CHARS + "s", name);
        line("  " + ansi.text("@|" + colour + " " + plain(label) + " │|@") + " " + text);
    }

    /** Something that had to happen and did. */
    synchronized void happened(String what) {
        line("  " + ansi.text("@|green ✓|@") + " " + what);
    }

    /** Something that had to happen and did not. */
    synchronized void failed(String what) {
        line("  " + ansi.text("@|bold,red ✗|@") + " " + what);
    }

    synchronized void plainly(String text) {
        line(text);
    }

    /** Keeps markup out of picocli's markup language. */
    private static String plain(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
