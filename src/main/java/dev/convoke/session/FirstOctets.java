package dev.convoke.session;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds the first octet that a device means: what editors, terminals and libraries put before it says nothing about what it
 * speaks. That is a byte order mark (RFC 8259 section 8.1), blanks and empty lines, control and invisible characters, and the
 * negotiation of a telnet client, which is taken out (RFC 854):
 *
 * <pre>
 *   IAC (WILL | WONT | DO | DONT) option     IAC SB option ┄ IAC SE     IAC command
 *    ff   fb     fc     fd   fe                ff fa         ff f0       ff
 * </pre>
 *
 * The octets may come in any pieces. Of use only at the beginning of a connection: what was found is final. Used by one leg, on
 * its event loop.
 */
final class FirstOctets {

    /** Begins each part of telnet's negotiation; no octet of UTF-8. */
    static final byte TELNET = (byte) 0xff;

    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;

    /** Whether an octet is part of telnet's negotiation; remembers where in it the stream is. */
    private final Telnet telnet = new Telnet();

    /** The octets of an unfinished character that may be harmless, the first one highest; zero if there is none. */
    private int begun;

    private boolean brace;
    private boolean other;

    /** The place of an octet in telnet's negotiation. */
    static final class Telnet {

        private static final int IAC = 0xff;
        private static final int DONT = 0xfe;
        private static final int WILL = 0xfb;
        private static final int SB = 0xfa;
        private static final int SE = 0xf0;

        private Expects expects = Expects.TEXT;

        private enum Expects {
            /** Text, or the beginning of a negotiation. */
            TEXT,
            /** What follows IAC. */
            COMMAND,
            /** The option that a command is about. */
            OPTION,
            /** What is agreed on an option, up to IAC SE. */
            AGREEMENT,
            /** What follows IAC in an agreement. */
            AGREEMENT_COMMAND
        }

        /** Takes the next octet, and says whether it is none of the text. */
        boolean takes(int octet) {
            Expects before = expects;
            expects = switch (before) {
                case TEXT -> octet == IAC ? Expects.COMMAND : Expects.TEXT;
                case COMMAND ->
                    octet == SB ? Expects.AGREEMENT : octet >= WILL && octet <= DONT ? Expects.OPTION : Expects.TEXT;
                case OPTION -> Expects.TEXT;
                case AGREEMENT -> octet == IAC ? Expects.AGREEMENT_COMMAND : Expects.AGREEMENT;
                case AGREEMENT_COMMAND -> octet == SE ? Expects.TEXT : Expects.AGREEMENT;
            };
            return before != Expects.TEXT || expects != Expects.TEXT;
        }

        boolean isBusy() {
            return expects != Expects.TEXT;
        }
    }

    /** Whether the first octet that is meant is a brace. */
    boolean isBrace() {
        return brace;
    }

    /** Whether it is another one. */
    boolean isOther() {
        return other;
    }

    /** Takes a buffer; answers it, or another in its place, without telnet's negotiation before the first octet that is meant. */
    ByteBuf read(ByteBuf octets) {
        if (!telnet.isBusy() && octets.forEachByte(octet -> octet != TELNET) < 0) {
            octets.forEachByte(this::goesOn);
            return octets;
        }
        ByteBuf text = octets.alloc().buffer(octets.readableBytes());
        try {
            while (octets.isReadable() && !brace && !other) {
                byte octet = octets.readByte();
                if (!telnet.takes(octet & 0xff)) {
                    text.writeByte(octet);
                    goesOn(octet);
                }
            }
            return text.writeBytes(octets);
        } finally {
            octets.release();
        }
    }

    /** Whether another octet has to be seen. */
    private boolean goesOn(byte octet) {
        int unsigned = octet & 0xff;
        if (begun == 0 && unsigned == '{') {
            brace = true;
            return false;
        }
        int now = begun << 8 | unsigned;
        begun = 0;
        if (mayBegin(now)) {
            begun = now;
        } else if (!isHarmless(now)) {
            other = true;
            return false;
        }
        return true;
    }

    /** Whether these octets are the first ones of a harmless character. */
    private static boolean mayBegin(int octets) {
        return switch (octets) {
            case 0xc2, 0xe2, 0xe3, 0xef, 0xe280, 0xe281, 0xe380, 0xefbb -> true;
            default -> false;
        };
    }

    /** Whether these octets are a character in UTF-8 that shows nothing. */
    private static boolean isHarmless(int octets) {
        if (octets <= ' ') {
            // What follows Escape is a part of it.
            return octets != ESCAPE;
        }
        boolean isBlank = octets == DELETE || octets == 0xc2a0 || octets == 0xc2ad || octets == 0xe38080;
        boolean isInvisible = (octets >= 0xe28080 && octets <= 0xe2808f)
                || (octets >= 0xe280a8 && octets <= 0xe280af)
                || (octets >= 0xe2819f && octets <= 0xe281af);
        return isBlank || isInvisible || octets == 0xefbbbf;
    }

    /** How many harmless octets a line begins with. */
    static int harmless(byte[] line) {
        if (line.length > 0 && line[0] == '{') {
            return 0;
        }
        FirstOctets begin = new FirstOctets();
        int at = 0;
        int meant = 0;
        while (at < line.length && begin.goesOn(line[at])) {
            at++;
            // A character counts when all of it is there.
            meant = begin.begun == 0 ? at : meant;
        }
        return meant;
    }

    /** Without telnet's negotiation, wherever it stands. */
    static byte[] withoutTelnet(byte[] line) {
        Telnet telnet = new Telnet();
        byte[] text = new byte[line.length];
        int octets = 0;
        for (byte octet : line) {
            if (!telnet.takes(octet & 0xff)) {
                text[octets++] = octet;
            }
        }
        return Arrays.copyOf(text, octets);
    }
}
