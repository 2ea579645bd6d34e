package dev.convoke.peer.phone;

import dev.convoke.terms.SafeText;

/**
 * A line that came, as {@code schema/line.abnf} has it.
 *
 * @param kind what it is
 * @param nick who speaks or writes; empty for all other kinds
 * @param text the rest
 */
record HeardLine(Kind kind, String nick, String text) {

    /** By its first character. */
    enum Kind {
        /** Someone spoke. */
        SPEECH,
        /** A private text. */
        PRIVATE,
        /** From the room. */
        NOTICE,
        /** What was typed last was not done. */
        REFUSAL,
        /** The next line is the answer. */
        PROMPT,
        /** Of a listing. */
        ROW,
        /** None of these: whoever talks is no room. */
        OTHER
    }

    /** Reads a line, without what could move the cursor, colour or ring. */
    static HeardLine of(String raw) {
        String line = SafeText.cleaned(raw);
        if (line.startsWith("<")) {
            return named(Kind.SPEECH, line, "> ");
        }
        if (line.startsWith("-")) {
            return named(Kind.PRIVATE, line, "- ");
        }
        if (line.length() < 2 || line.charAt(1) != ' ') {
            return new HeardLine(Kind.OTHER, "", line);
        }
        Kind kind = switch (line.charAt(0)) {
            case '*' -> Kind.NOTICE;
            case '!' -> Kind.REFUSAL;
            case '?' -> Kind.PROMPT;
            case '|' -> Kind.ROW;
            default -> Kind.OTHER;
        };
        return new HeardLine(kind, "", kind == Kind.OTHER ? line : line.substring(2));
    }

    private static HeardLine named(Kind kind, String line, String end) {
        int at = line.indexOf(end, 1);
        return at < 2
                ? new HeardLine(Kind.OTHER, "", line)
                : new HeardLine(kind, line.substring(1, at), line.substring(at + end.length()));
    }

    /** As it came, but for what was taken out. */
    @Override
    public String toString() {
        return switch (kind) {
            case SPEECH -> "<" + nick + "> " + text;
            case PRIVATE -> "-" + nick + "- " + text;
            case NOTICE -> "* " + text;
            case REFUSAL -> "! " + text;
            case PROMPT -> "? " + text;
            case ROW -> "| " + text;
            case OTHER -> text;
        };
    }
}
