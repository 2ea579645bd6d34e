package dev.convoke.smpp.pdu;

import dev.convoke.sms.Alphabet;
import dev.convoke.sms.EncodedText;
import dev.convoke.sms.UserDataHeader;
import dev.convoke.sms.UserDataHeader.Part;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.MessageRequest;

/**
 * The content of a message PDU. What a header and the optional parameters both say, the header says: it is the phone's.
 *
 * @param body the text without its header
 * @param part which part of a longer text it is; empty if it is all of it
 * @param port the application port that it is for, 0 to 65535; empty if it is for a person
 */
public record ReceivedMessage(EncodedText body, Optional<Part> part, OptionalInt port) {

    private static final int MESSAGE_TYPE_BITS = 0x3C;

    /** ESME_ROPTPARNOTALLWD, "optional parameter not allowed" (SMPP 3.4 §5.1.3). */
    private static final int NOT_ALLOWED = 0x000000C1;

    /** A message that cannot be read, however often it is sent. */
    public static final class UnusableException extends Exception {
        private final String why;
        private final int commandStatus;

        /** Acknowledged all the same (ESME_ROK): a resend would not mend it. */
        public UnusableException(String why) {
            this(why, SMPPConstant.STAT_ESME_ROK);
        }

        /** Refused with that {@code command_status}. */
        public UnusableException(String why, int commandStatus) {
            super(why);
            this.why = why;
            this.commandStatus = commandStatus;
        }

        /** The reason, without anything that the sender wrote. */
        public String why() {
            return why;
        }

        /** What to answer: an error for a PDU that SMPP does not allow, ESME_ROK for what a phone has made of its text. */
        public int commandStatus() {
            return commandStatus;
        }
    }

    /** Whether it is a text of a person; else a receipt, an acknowledgement or a notification (SMPP 3.4 §5.2.12). */
    public static boolean isText(MessageRequest message) {
        return (message.getEsmClass() & MESSAGE_TYPE_BITS) == 0;
    }

    /**
     * Takes the body of a message apart.
     *
     * @param zero what {@code data_coding} 0 means
     * @throws UnusableException if the body contradicts itself, is in no alphabet that we know, or is data that is for no program
     */
    public static ReceivedMessage of(MessageRequest message, Alphabet zero) throws UnusableException {
        MessageParameters parameters = MessageParameters.of(message);
        byte[] octets = octets(message, parameters);
        Optional<UserDataHeader> header = header(message, octets);
        Optional<Part> part = header.flatMap(UserDataHeader::part).or(parameters::part);
        if (part.isPresent() && !part.get().isSound()) {
            throw new UnusableException(
                    "it is part " + part.get().number() + " of " + part.get().total());
        }
        OptionalInt port = header.map(UserDataHeader::destinationPort).orElse(OptionalInt.empty());
        if (port.isEmpty()) {
            port = parameters.destinationPort();
        }
        Alphabet alphabet = alphabet(message.getDataCoding() & 0xFF, zero, port);
        EncodedText body = EncodedText.of(
                alphabet, octets, header.map(UserDataHeader::octets).orElse(0));
        return new ReceivedMessage(body, part.filter(one -> one.total() > 1), port);
    }

    private static byte[] octets(MessageRequest message, MessageParameters parameters) throws UnusableException {
        byte[] shortMessage = message.getShortMessage() == null ? new byte[0] : message.getShortMessage();
        byte[] payload = parameters.payload();
        if (shortMessage.length > 0 && payload.length > 0) {
            throw new UnusableException("it has both a short_message and a message_payload", NOT_ALLOWED);
        }
        return payload.length > 0 ? payload : shortMessage;
    }

    private static Optional<UserDataHeader> header(MessageRequest message, byte[] octets) throws UnusableException {
        if ((message.getEsmClass() & SMPPConstant.ESMCLS_UDHI_INDICATOR_SET) == 0) {
            return Optional.empty();
        }
        Optional<UserDataHeader> header = UserDataHeader.parse(octets);
        if (header.isEmpty()) {
            throw new UnusableException("its user data header does not fit it");
        }
        return header;
    }

    /** Eight-bit data is a text only where a port says that a program has written it: phones send pictures and cards so. */
    private static Alphabet alphabet(int dataCoding, Alphabet zero, OptionalInt port) throws UnusableException {
        Alphabet alphabet = Alphabet.of(dataCoding, zero);
        if (alphabet == Alphabet.UNREADABLE) {
            throw new UnusableException("nobody reads data_coding " + dataCoding);
        }
        if (alphabet == Alphabet.OCTETS && port.isEmpty()) {
            throw new UnusableException("it is data and no text, and for no application port");
        }
        return alphabet;
    }

    /** The text, or of a part what can be read of it alone. */
    public String text() {
        return body.decode().orElse("");
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "ReceivedMessage[" + body.octets() + "]";
    }
}
