package dev.convoke.smpp;

import dev.convoke.paging.DeliveryReceipt;
import dev.convoke.smpp.pdu.ReceivedMessage;
import dev.convoke.smpp.pdu.ReceivedMessage.UnusableException;
import dev.convoke.smpp.pdu.SmppAddress;
import dev.convoke.sms.Alphabet;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;

/**
 * Reads delivery receipts. Their form is a custom rather than a standard (SMPP 3.4 appendix B):
 *
 * <pre>
 *   id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E text: . . .
 * </pre>
 *
 * Vendors leave fields out, move them, write them in other cases, and have states of their own. The parameters
 * {@code receipted_message_id} and {@code message_state} (§5.3.2.12, §5.3.2.35), where they are there, count before the text.
 *
 * <p>Any thread.
 */
final class ReceiptReader {

    private static final int MESSAGE_TYPE_BITS = 0x3C;
    private static final int DELIVERY_RECEIPT = 0x04;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;
    private static final int RECEIPTED_MESSAGE_ID = 0x001E;
    private static final int MESSAGE_STATE = 0x0427;

    /** What follows is what our text began with: it may say anything. */
    private static final Pattern QUOTATION = Pattern.compile("\\btext\\s*:", Pattern.CASE_INSENSITIVE);

    private static final Pattern FIELD =
            Pattern.compile("\\b(id|dlvrd|stat)\\s*[:=]\\s*([^\\s,;]+)", Pattern.CASE_INSENSITIVE);

    /** By how a state begins; the first that fits counts. */
    private static final Map<Receipt, Pattern> STATES = states();

    private final LinkSettings link;

    ReceiptReader(LinkSettings link) {
        this.link = link;
    }

    private static Map<Receipt, Pattern> states() {
        Map<Receipt, Pattern> states = new EnumMap<>(Receipt.class);
        states.put(Receipt.ENROUTE, Pattern.compile("enroute|sched|buff|queue|pend|sent|[01]"));
        states.put(Receipt.ACCEPTED, Pattern.compile("acc|6"));
        states.put(Receipt.DELIVERED, Pattern.compile("deliv(?!.*fail)|2"));
        states.put(Receipt.EXPIRED, Pattern.compile("exp|3"));
        states.put(Receipt.DELETED, Pattern.compile("delete|cancel|4"));
        states.put(Receipt.UNDELIVERABLE, Pattern.compile("undel|fail|deliv.*fail|skip|nack|[59]"));
        states.put(Receipt.REJECTED, Pattern.compile("rej|8"));
        return states;
    }

    /**
     * Whether a message is a receipt. Only the message centre can say so, by {@code esm_class} (SMPP 3.4 §5.2.12) or by a
     * parameter: anybody can send a text that looks like one.
     */
    static boolean isReceipt(DeliverSm message) {
        int type = message.getEsmClass() & MESSAGE_TYPE_BITS;
        return type == DELIVERY_RECEIPT
                || type == INTERMEDIATE_NOTIFICATION
                || parameter(message, RECEIPTED_MESSAGE_ID).isPresent();
    }

    /** What it says; empty if it does not say of which message. */
    Optional<DeliveryReceipt> read(DeliverSm message) {
        Map<String, String> fields = fields(message);
        Optional<String> id = parameter(message, RECEIPTED_MESSAGE_ID)
                .flatMap(ReceiptReader::written)
                .or(() -> Optional.ofNullable(fields.get("id")));
        Receipt state = parameter(message, MESSAGE_STATE)
                .flatMap(ReceiptReader::number)
                .map(number -> state(String.valueOf(number)))
                .orElseGet(() -> state(fields));
        return id.map(MessageId::of)
                .filter(MessageId::isKnown)
                .map(known -> new DeliveryReceipt(link.name(), known, recipient(message), state));
    }

    /** The message centre writes receipts itself, often plainly on a link where it packs the texts of phones. */
    private Map<String, String> fields(DeliverSm message) {
        Alphabet zero = link.encoding().alphabet();
        Map<String, String> fields = fields(text(message, zero));
        return zero == Alphabet.GSM7_PACKED && !fields.containsKey("id")
                ? fields(text(message, Alphabet.GSM7))
                : fields;
    }

    private static String text(DeliverSm message, Alphabet zero) {
        try {
            return ReceivedMessage.of(message, zero).text();
        } catch (UnusableException noText) {
            return "";
        }
    }

    private static Map<String, String> fields(String text) {
        String head = QUOTATION.split(text, 2)[0];
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(head);
        while (field.find()) {
            fields.putIfAbsent(field.group(1).toLowerCase(Locale.ROOT), field.group(2));
        }
        return fields;
    }

    private static Receipt state(Map<String, String> fields) {
        String stat = fields.get("stat");
        if (stat != null) {
            return state(stat);
        }
        // Without a state, the number of messages delivered says it.
        return fields.getOrDefault("dlvrd", "0").matches("0*[1-9][0-9]*") ? Receipt.DELIVERED : Receipt.UNKNOWN;
    }

    private static Receipt state(String written) {
        String word = written.toLowerCase(Locale.ROOT);
        return STATES.entrySet().stream()
                .filter(state -> state.getValue().matcher(word).lookingAt())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Receipt.UNKNOWN);
    }

    private Optional<Msisdn> recipient(DeliverSm message) {
        Originator source = SmppAddress.received(
                        message.getSourceAddrTon(), message.getSourceAddrNpi(), message.getSourceAddr())
                .originator(link.encoding().region());
        return source instanceof Originator.Phone phone ? Optional.of(phone.msisdn()) : Optional.empty();
    }

    private static Optional<OptionalParameter> parameter(DeliverSm message, int tag) {
        OptionalParameter[] parameters = message.getOptionalParameters();
        if (parameters == null) {
            return Optional.empty();
        }
        for (OptionalParameter parameter : parameters) {
            if ((parameter.tag & 0xFFFF) == tag) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    /** A string, whether it ends in the NUL that it should end in or not. */
    private static Optional<String> written(OptionalParameter parameter) {
        if (parameter instanceof OptionalParameter.OctetString octets) {
            String text = new String(octets.getValue(), StandardCharsets.US_ASCII);
            int end = text.indexOf('\0');
            return Optional.of(end < 0 ? text : text.substring(0, end)).filter(id -> !id.isBlank());
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(OptionalParameter parameter) {
        return parameter instanceof OptionalParameter.Byte octet
                ? Optional.of(octet.getValue() & 0xFF)
                : Optional.empty();
    }
}
