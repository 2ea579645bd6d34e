package dev.convoke.session;

import dev.convoke.terms.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stranger's line as text that may reach another person's terminal: valid UTF-8, no control characters, nothing that turns
 * the direction of a line, nothing that was erased as it was typed.
 *
 * @param text the text; tabs became spaces
 * @param cleaned whether characters were removed
 */
record LineText(String text, boolean cleaned) {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    /** Reads the octets of a line; empty if they are not valid UTF-8. */
    static Optional<LineText> decode(byte[] octets) {
        if (isPlain(octets)) {
            return Optional.of(new LineText(new String(octets, StandardCharsets.ISO_8859_1), false));
        }
        if (isWide(octets)) {
            return Optional.empty();
        }
        return isTyped(octets)
                ? strict(FirstOctets.withoutTelnet(octets)).map(LineText::typed)
                : strict(octets).map(LineText::clean);
    }

    /** Whether a terminal that sends each key, or a telnet client, has sent these. */
    private static boolean isTyped(byte[] octets) {
        for (byte octet : octets) {
            if (octet == FirstOctets.TELNET || TypedLine.isKey(octet)) {
                return true;
            }
        }
        return false;
    }

    /** Characters of two octets (UTF-16): every other octet of Latin text is a NUL; without those it would pass for UTF-8. */
    private static boolean isWide(byte[] octets) {
        int nuls = 0;
        for (byte octet : octets) {
            nuls += octet == 0 ? 1 : 0;
        }
        return octets.length > 3 && nuls * 3 > octets.length;
    }

    /** As a terminal that sends each key would have shown it; what was erased is nobody's to read. */
    private static LineText typed(String raw) {
        String left = TypedLine.edited(raw);
        LineText clean = clean(left);
        // Keys that moved the cursor or were meant for the terminal say something about the text that is lost.
        return raw.indexOf(TypedLine.ESCAPE) < 0 ? clean : new LineText(clean.text(), true);
    }

    /** What octets say in UTF-8, whatever it is; empty if they are not valid. */
    static Optional<String> strict(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Printable ASCII needs no second look, and is most of what people and programs send. */
    private static boolean isPlain(byte[] octets) {
        for (byte octet : octets) {
            if (octet < ' ' || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Removes what must not reach a terminal, but for line ends; empty lines at both ends, and of several in a row all but one. */
    static String cleanLines(String raw) {
        if (raw.indexOf('\n') < 0 && raw.indexOf('\r') < 0) {
            return clean(raw).text();
        }
        StringBuilder kept = new StringBuilder(raw.length());
        int ends = 0;
        for (String line : LINE_END.split(raw, -1)) {
            String clean = clean(line).text().stripTrailing();
            if (!clean.isEmpty()) {
                kept.append("\n".repeat(kept.isEmpty() ? 0 : Math.min(ends, 2))).append(clean);
                ends = 0;
            }
            ends++;
        }
        return kept.toString();
    }

    /** Removes what must not reach a terminal. */
    static LineText clean(String raw) {
        String kept = SafeText.cleaned(raw);
        return new LineText(kept, kept.length() != raw.length());
    }
}
