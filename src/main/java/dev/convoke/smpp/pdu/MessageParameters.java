package dev.convoke.smpp.pdu;

import dev.convoke.sms.UserDataHeader.Part;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsmpp.bean.MessageRequest;
import org.jsmpp.bean.OptionalParameter;

/** The optional parameters of a message that concern its text (SMPP 3.4 §5.3.2). Of one that comes twice the first counts. */
final class MessageParameters {

    private static final int DESTINATION_PORT = 0x020B;
    private static final int SAR_MSG_REF_NUM = 0x020C;
    private static final int SAR_TOTAL_SEGMENTS = 0x020E;
    private static final int SAR_SEGMENT_SEQNUM = 0x020F;

    private static final OptionalParameter[] NONE = {};

    private final OptionalParameter[] parameters;

    private MessageParameters(OptionalParameter[] parameters) {
        this.parameters = parameters;
    }

    static MessageParameters of(MessageRequest message) {
        return new MessageParameters(message.getOptionalParameters() == null ? NONE : message.getOptionalParameters());
    }

    /** {@code message_payload}, put together where {@link LongPayload} has cut it; no octets if there is none. */
    byte[] payload() {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (OptionalParameter parameter : parameters) {
            if (parameter.tag == LongPayload.MESSAGE_PAYLOAD
                    && parameter instanceof OptionalParameter.OctetString octets) {
                payload.writeBytes(octets.getValue());
            }
        }
        return payload.toByteArray();
    }

    /** The application port that the message is for (§5.3.2.20). */
    OptionalInt destinationPort() {
        return number(DESTINATION_PORT);
    }

    /** Which part of a text the message is; only all three parameters together say so (§5.3.2.22 to §5.3.2.24). */
    Optional<Part> part() {
        OptionalInt reference = number(SAR_MSG_REF_NUM);
        OptionalInt total = number(SAR_TOTAL_SEGMENTS);
        OptionalInt number = number(SAR_SEGMENT_SEQNUM);
        return reference.isPresent() && total.isPresent() && number.isPresent()
                ? Optional.of(new Part(Part.Kind.SAR, reference.getAsInt(), total.getAsInt(), number.getAsInt()))
                : Optional.empty();
    }

    /** A number of one octet or two; the library reads them as signed. */
    private OptionalInt number(int tag) {
        for (OptionalParameter parameter : parameters) {
            if (parameter.tag == tag && parameter instanceof OptionalParameter.Short two) {
                return OptionalInt.of(two.getValue() & 0xFFFF);
            }
            if (parameter.tag == tag && parameter instanceof OptionalParameter.Byte one) {
                return OptionalInt.of(one.getValue() & 0xFF);
            }
        }
        return OptionalInt.empty();
    }
}
