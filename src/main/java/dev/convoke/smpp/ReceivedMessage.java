package dev.convoke.smpp;

import dev.convoke.sms.Alphabet;
import dev.convoke.sms.UserDataHeader;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.MessageRequest;
import org.jsmpp.bean.OptionalParameter;

/**
 * The content of a message PDU, decoded.
 *
 * @param text the text without its header
 * @param part which part of a longer text it is, where it is one
 */
public record ReceivedMessage(String text, Optional<UserDataHeader.Part> part) {

    private static final int MESSAGE_TYPE_BITS = 0x3C;
    private static final byte[] NOTHING = {};

    /** A message that cannot be read, however often it is sent. */
    public static final class UnusableException extends Exception {
        private final String why;

        UnusableException(String why) {
            super(why);
            this.why = why;
        }

        /** The reason, without anything that the sender wrote. */
        public String why() {
            return why;
        }
    }

    /** Whether it is a text of a person; else a receipt, an acknowledgement or a notification (SMPP 3.4 §5.2.12). */
    public static boolean isText(MessageRequest message) {
        return (message.getEsmClass() & MESSAGE_TYPE_BITS) == 0;
    }

    /**
     * Decodes the body of a message.
     *
     * @param zero what {@code data_coding} 0 means
     * @throws UnusableException if the body contradicts itself or is in no alphabet that we know
     */
    public static ReceivedMessage of(MessageRequest message, Alphabet zero) throws UnusableException {
        byte[] body = body(message);
        Optional<UserDataHeader> header = Optional.empty();
        if ((message.getEsmClass() & SMPPConstant.ESMCLS_UDHI_INDICATOR_SET) != 0) {
            header = UserDataHeader.parse(body);
            if (header.isEmpty()) {
                throw new UnusableException("its user data header does not fit it");
            }
        }
        byte[] octets = header.isPresent() ? header.get().textOf(body) : body;
        int dataCoding = message.getDataCoding() & 0xFF;
        String text = Alphabet.of(dataCoding, zero)
                .decode(octets)
                .orElseThrow(() -> new UnusableException("nobody reads data_coding " + dataCoding));
        return new ReceivedMessage(text, header.flatMap(UserDataHeader::part));
    }

    private static byte[] body(MessageRequest message) throws UnusableException {
        byte[] shortMessage = message.getShortMessage() == null ? NOTHING : message.getShortMessage();
        byte[] payload = payload(message);
        if (shortMessage.length > 0 && payload.length > 0) {
            throw new UnusableException("it has both a short_message and a message_payload");
        }
        return payload.length > 0 ? payload : shortMessage;
    }

    private static byte[] payload(MessageRequest message) {
        OptionalParameter[] parameters = message.getOptionalParameters();
        if (parameters == null || parameters.length == 0) {
            return NOTHING;
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (OptionalParameter parameter : parameters) {
            if (parameter.tag == LongPayload.MESSAGE_PAYLOAD
                    && parameter instanceof OptionalParameter.OctetString octets) {
                payload.writeBytes(octets.getValue());
            }
        }
        return payload.toByteArray();
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "ReceivedMessage[" + text.length() + " chars]";
    }
}
