package dev.convoke.peer.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One phone of a {@link PhoneBank}: cuts what it hears into lines, and checks of every numbered text that it is the next one of
 * its sender. A line that ends where the last one would have ended is not searched for its end: in a measurement nearly all
 * lines are as long as the one before.
 *
 * <p>Used by the bank's thread.
 */
final class Phone {

    private static final int OUT_OCTETS = 16 << 10;
    private static final byte LF = '\n';
    private static final byte[] NOTHING = {};

    /** What is done with what a phone hears. */
    interface Sink {
        /** The next text of a sender. */
        void text(int sender, int number);

        /** A text that is not the next one of its sender: one is missing, or came twice. */
        void outOfOrder();

        /** Any other line. */
        void line(Phone phone, String line);
    }

    private final SocketChannel channel;
    private final PhoneDialect dialect;
    private final int[] nextOf;
    private byte[] unfinished = NOTHING;
    private int lastLineOctets;
    private @Nullable ByteBuffer out;

    Phone(SocketChannel channel, PhoneDialect dialect, int senders) {
        this.channel = channel;
        this.dialect = dialect;
        this.nextOf = new int[senders];
    }

    /** From now on the texts of each sender count from 0. */
    void expectFromZero() {
        Arrays.fill(nextOf, 0);
    }

    /**
     * Reads what there is, through a buffer that phones share.
     *
     * @return {@code false} if the connection is at its end
     */
    boolean read(ByteBuffer shared, Sink sink) throws IOException {
        boolean filled = true;
        while (filled) {
            shared.clear().put(unfinished);
            int read = channel.read(shared);
            if (read < 0) {
                return false;
            }
            filled = !shared.hasRemaining();
            int end = shared.position();
            int cut = cut(shared, end, sink);
            unfinished = cut == end ? NOTHING : octets(shared, cut, end);
        }
        return true;
    }

    /** Hands on the whole lines before {@code end}; returns where the unfinished one begins. */
    private int cut(ByteBuffer heard, int end, Sink sink) {
        int next = 0;
        while (true) {
            int start = dialect.lineStart(heard, next, end);
            if (start < 0) {
                return next;
            }
            int guess = start + lastLineOctets;
            if (lastLineOctets > 0 && guess < end && heard.get(guess) == LF && text(heard, start, guess, sink)) {
                next = guess + 1;
                continue;
            }
            int lineEnd = indexOfLf(heard, start, end);
            if (lineEnd < 0) {
                return next;
            }
            if (text(heard, start, lineEnd, sink)) {
                lastLineOctets = lineEnd - start;
            } else {
                sink.line(this, new String(octets(heard, start, lineEnd), StandardCharsets.UTF_8));
            }
            next = lineEnd + 1;
        }
    }

    private boolean text(ByteBuffer heard, int start, int lineEnd, Sink sink) {
        int tail = lineEnd - dialect.octetsAfterText() - NumberedText.TAIL_OCTETS;
        if (tail < start) {
            return false;
        }
        long word = heard.getLong(tail);
        if (!NumberedText.isMarked(word)) {
            return false;
        }
        int sender = NumberedText.sender(word);
        int number = NumberedText.number(heard.getLong(tail + Long.BYTES));
        if (sender < 0 || sender >= nextOf.length || nextOf[sender] != number) {
            sink.outOfOrder();
        } else {
            nextOf[sender]++;
            sink.text(sender, number);
        }
        return true;
    }

    private static int indexOfLf(ByteBuffer heard, int from, int end) {
        for (int i = from; i < end; i++) {
            if (heard.get(i) == LF) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] octets(ByteBuffer heard, int from, int to) {
        byte[] octets = new byte[to - from];
        heard.get(from, octets);
        return octets;
    }

    /** Says a numbered text with the next {@link #flush}; {@code false} if the connection takes no more now. */
    boolean say(int textOctets, int sender, int number) throws IOException {
        if (!hasRoom(dialect.lineOctets(textOctets))) {
            return false;
        }
        dialect.say(out(), textOctets, sender, number);
        return true;
    }

    /** Says a whole line, or more than one, now. */
    void say(String lines) throws IOException {
        byte[] octets = lines.getBytes(StandardCharsets.UTF_8);
        if (!hasRoom(dialect.lineOctets(octets.length))) {
            throw new IOException("the connection takes nothing");
        }
        dialect.begin(out(), octets.length);
        out().put(octets);
        flush();
    }

    private boolean hasRoom(int octets) throws IOException {
        if (out().remaining() < octets) {
            flush();
        }
        return out().remaining() >= octets;
    }

    private ByteBuffer out() {
        if (out == null) {
            out = ByteBuffer.allocateDirect(OUT_OCTETS);
        }
        return out;
    }

    /** Writes as much as the connection takes. */
    void flush() throws IOException {
        if (out != null && out.position() > 0) {
            channel.write(out.flip());
            out.compact();
        }
    }
}
