package dev.convoke.smpp.pdu;

import dev.convoke.sms.SegmentedText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.OptionalParameter;

/**
 * One {@code submit_sm} (SMPP 3.4 §4.4.1): a text, or a part of one.
 *
 * @param from {@code source_addr}
 * @param to {@code destination_addr}
 * @param text the text, whole
 * @param part which part of it, 0 is the first
 * @param payload whether it goes as {@code message_payload}
 * @param port the application port, where parameters are to say it
 * @param validityPeriod {@code validity_period}
 * @param receipt whether a delivery receipt is wanted
 */
public record SubmitSm(
        SmppAddress from,
        SmppAddress to,
        SegmentedText text,
        int part,
        boolean payload,
        OptionalInt port,
        String validityPeriod,
        boolean receipt) {

    private static final byte[] NOTHING = {};

    /** A receipt whatever the outcome (SMPP 3.4 §5.2.17). */
    private static final int RECEIPT_WANTED = 0x01;

    /** {@code esm_class} (SMPP 3.4 §5.2.12): the UDHI bit where the part has a header. */
    public ESMClass esmClass() {
        return new ESMClass(
                text.hasHeader() ? SMPPConstant.ESMCLS_UDHI_INDICATOR_SET : SMPPConstant.ESMCLS_DEFAULT_MODE);
    }

    /** {@code registered_delivery} (SMPP 3.4 §5.2.17). */
    public int registeredDelivery() {
        return receipt ? RECEIPT_WANTED : 0;
    }

    /** {@code short_message}; empty where the text goes in {@code message_payload}. */
    public byte[] shortMessage() {
        return payload ? NOTHING : text.part(part);
    }

    /** The optional parameters (SMPP 3.4 §5.3): ports and, where it is used, {@code message_payload}. */
    public OptionalParameter[] parameters() {
        List<OptionalParameter> parameters = new ArrayList<>();
        if (port.isPresent()) {
            short number = (short) port.getAsInt();
            // Whoever answers, answers to the application.
            parameters.add(new OptionalParameter.Source_port(number));
            parameters.add(new OptionalParameter.Destination_port(number));
        }
        if (payload) {
            parameters.add(new OptionalParameter.Message_payload(text.part(part)));
        }
        return parameters.toArray(OptionalParameter[]::new);
    }
}
