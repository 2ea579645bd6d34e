package dev.convoke.session;

import dev.convoke.terms.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A stranger's line as text that may reach another person's terminal: valid UTF-8, no control characters, nothing that turns
 * the direction of a line.
 *
 * @param text the text; tabs became spaces
 * @param cleaned whether characters were removed
 */
record LineText(String text, boolean cleaned) {

    /** Reads the octets of a line; empty if they are not valid UTF-8. */
    static Optional<LineText> decode(byte[] octets) {
        if (isPlain(octets)) {
            return Optional.of(new LineText(new String(octets, StandardCharsets.ISO_8859_1), false));
        }
        return strict(octets).map(LineText::clean);
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

    /** Removes what must not reach a terminal. */
    static LineText clean(String raw) {
        String kept = SafeText.cleaned(raw);
        return new LineText(kept, kept.length() != raw.length());
    }
}
