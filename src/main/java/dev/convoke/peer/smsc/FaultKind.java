package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import dev.convoke.peer.smsc.Fault.Answer;
import dev.convoke.peer.smsc.Fault.Ids;
import dev.convoke.peer.smsc.Fault.Layout;
import dev.convoke.peer.smsc.Fault.Order;
import dev.convoke.peer.smsc.Fault.Shape;
import dev.convoke.peer.smsc.Fault.State;
import dev.convoke.peer.smsc.Fault.When;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsmpp.SMPPConstant;

/** The faults that there are, as people write them: a name, then {@code key=value} pairs. */
public enum FaultKind {
    /** {@link Fault.RefuseBind}. */
    REFUSE_BIND("status=STATUS", "Refuses binds (default: bind-failed)."),
    /** {@link Fault.Drop}. */
    DROP(
            "after=N mid-pdu=true|false",
            "Cuts the connection after N PDUs of ours, at once by default; or when half of the next one is out."),
    /** {@link Fault.Silence}. */
    SILENCE(
            "of=submit|enquire|bind|deliver",
            "Gives no such answer (default: submit); deliver: takes no notice of yours, and sends the text again."),
    /** {@link Fault.RefuseSubmit}. */
    REFUSE_SUBMIT("status=STATUS above=N", "Refuses texts (default: throttled), all or those above N a second."),
    /** {@link Fault.Delay}. */
    DELAY("of=submit|enquire|bind by=TIME", "Gives such an answer (default: submit) late (default: 1s)."),
    /** {@link Fault.Duplicate}. */
    DUPLICATE("", "Sends a text that you took once more."),
    /** {@link Fault.Malformed}. */
    MALFORMED("shape=" + all(Shape.values()), "Sends such a PDU (default: garbage) before a text."),
    /** {@link Fault.Receipts}. */
    RECEIPTS(
            "when=" + all(When.values()) + " by=TIME ids=" + all(Ids.values()) + " layout=" + all(Layout.values())
                    + " state=" + all(State.values()),
            "Changes delivery receipts: early is before the answer to the text, which then waits 200ms."),
    /** {@link Fault.Parts}. */
    PARTS("order=" + all(Order.values()), "Sends the parts of long texts like this (default: reversed).");

    private static final Duration EARLY_BY = Duration.ofMillis(200);

    private final String parameters;
    private final String sentence;

    FaultKind(String parameters, String sentence) {
        this.parameters = parameters;
        this.sentence = sentence;
    }

    private static String all(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Fault::word).collect(Collectors.joining("|"));
    }

    /** What people write for it, with the parameters that it has. */
    public String usage() {
        return (Fault.word(this) + " " + parameters).strip();
    }

    /** What it does, in a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The words that {@code status} may have, besides a number. */
    public static String statusWords() {
        return StatusWord.all();
    }

    /**
     * Reads a fault.
     *
     * @param name such as {@code refuse-bind}
     * @param parameters its keys and values
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static Fault parse(String name, Map<String, String> parameters) {
        FaultKind kind = Arrays.stream(values())
                .filter(each -> Fault.word(each).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "fault: " + name + " (expected: " + all(values()).replace("|", ", ") + ")"));
        FaultParameters given = new FaultParameters(parameters);
        Fault fault = kind.read(given);
        given.unused().ifPresent(key -> SettingCheck.holds(false, "fault", key + "=…", kind.usage()));
        return fault;
    }

    private Fault read(FaultParameters given) {
        return switch (this) {
            case REFUSE_BIND -> new Fault.RefuseBind(given.status(SMPPConstant.STAT_ESME_RBINDFAIL));
            case DROP -> new Fault.Drop(given.number("after", 0), given.flag("mid-pdu"));
            case SILENCE -> new Fault.Silence(given.oneOf("of", Answer.SUBMIT));
            case REFUSE_SUBMIT ->
                new Fault.RefuseSubmit(given.status(SMPPConstant.STAT_ESME_RTHROTTLED), given.number("above", 0));
            case DELAY -> new Fault.Delay(given.oneOf("of", Answer.SUBMIT), given.time("by", Duration.ofSeconds(1)));
            case DUPLICATE -> new Fault.Duplicate();
            case MALFORMED -> new Fault.Malformed(given.oneOf("shape", Shape.GARBAGE));
            case RECEIPTS -> receipts(given);
            case PARTS -> new Fault.Parts(given.oneOf("order", Order.REVERSED));
        };
    }

    private static Fault receipts(FaultParameters given) {
        When when = given.oneOf("when", When.LATE);
        return new Fault.Receipts(
                when,
                given.time("by", when == When.EARLY ? EARLY_BY : Duration.ZERO),
                given.oneOf("ids", Ids.SAME),
                given.oneOf("layout", Layout.FULL),
                given.oneOf("state", State.DELIVRD));
    }
}
