package dev.convoke.peer.phone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** For pipes, programs and screen readers: lines in, lines out, as they come. What the phone says itself begins with {@code #}. */
final class PlainScreen implements Screen {

    private final BufferedReader in;
    private final PrintWriter out;

    PlainScreen(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public boolean showsTyped() {
        return false;
    }

    @Override
    public void show(HeardLine line) {
        print(line.toString());
    }

    @Override
    public void tell(String words) {
        words.lines().forEach(line -> print("# " + line));
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public Optional<String> read() throws IOException {
        return Optional.ofNullable(in.readLine());
    }

    @Override
    public void close() {
        // Both streams are their owners'.
    }
}
