package dev.convoke.peer.smsc;

import dev.convoke.peer.smsc.Fault.Layout;
import dev.convoke.peer.smsc.Fault.Receipts;
import dev.convoke.peer.smsc.Fault.State;
import dev.convoke.peer.smsc.Fault.When;
import dev.convoke.smpp.pdu.SmppAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;

/**
 * The delivery receipts of the embedded message centre, for those who ask for them in {@code registered_delivery} (SMPP 3.4
 * §5.2.17, appendix B): one for each {@code submit_sm}, when its answer has left, or as a fault has it. Any thread.
 */
final class PhoneReceipts {

    private static final int ESM_CLASS_RECEIPT = 0x04;
    private static final int REQUESTED_BITS = 0x03;
    private static final int ON_FAILURE = 0x02;
    private static final int SHOWN_CHARS = 20;
    private static final DateTimeFormatter SHORT_YEAR = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);
    private static final DateTimeFormatter LONG_YEAR = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    /** Of receipts that wait for the answer to their text; more are lost. */
    private static final int MAX_WAITING = 10_000;

    private final Faults faults;
    private final HeldTexts held;
    private final Duration validity;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(HeldText receipt, Receipts manner) {}

    PhoneReceipts(Faults faults, HeldTexts held, Duration validity, Clock clock, ScheduledExecutorService timer) {
        this.faults = faults;
        this.held = held;
        this.validity = validity;
        this.clock = clock;
        this.timer = timer;
    }

    /** A text was taken under this id; its answer has not left yet. */
    void onTaken(SubmitSm message, String id, String text) {
        int requested = message.getRegisteredDelivery() & REQUESTED_BITS;
        if (requested == 0) {
            return;
        }
        Receipts manner = faults.strike(Receipts.class).orElse(Receipts.proper());
        boolean wanted = requested != ON_FAILURE || !manner.state().isSuccess();
        if (!wanted || manner.when() == When.MISSING || waiting.size() >= MAX_WAITING) {
            return;
        }
        HeldText receipt = receipt(message, id, text, manner);
        waiting.put(id, new Waiting(receipt, manner));
        if (manner.when() == When.EARLY) {
            held.add(receipt);
        }
    }

    /** How long the answer is to wait, because its receipt goes first. */
    Duration leadOf(String id) {
        Waiting found = waiting.get(id);
        return found != null && found.manner().when() == When.EARLY
                ? found.manner().by()
                : Duration.ZERO;
    }

    /** The answer has left, or never will. */
    void onAnswered(String id) {
        Optional.ofNullable(waiting.remove(id)).ifPresent(this::send);
    }

    private void send(Waiting answered) {
        HeldText receipt = answered.receipt();
        Duration by = answered.manner().by();
        switch (answered.manner().when()) {
            case LATE -> sendIn(by, receipt);
            case TWICE -> {
                held.add(receipt);
                sendIn(by, receipt.again());
            }
            case EARLY, MISSING -> {
                // It has gone already, or is not to go.
            }
        }
    }

    private void sendIn(Duration pause, HeldText receipt) {
        if (pause.isZero()) {
            held.add(receipt);
            return;
        }
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> held.add(receipt), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // The message centre ends, and its receipts with it.
        }
    }

    private HeldText receipt(SubmitSm message, String id, String text, Receipts manner) {
        SmppAddress phone =
                SmppAddress.received(message.getDestAddrTon(), message.getDestAddrNpi(), message.getDestAddress());
        SmppAddress service =
                SmppAddress.received(message.getSourceAddrTon(), message.getSourceAddrNpi(), message.getSourceAddr());
        return new HeldText(
                phone,
                service,
                List.of(piece(written(id, manner.ids()), text, manner)),
                System.nanoTime() + validity.toNanos());
    }

    private static String written(String id, Fault.Ids form) {
        return switch (form) {
            case SAME -> id;
            case DECIMAL -> Long.toString(Long.parseLong(id, 16));
            case UPPER -> id.toUpperCase(Locale.ROOT);
            case PADDED -> "0".repeat(Math.max(0, 16 - id.length())) + id;
        };
    }

    private Piece piece(String id, String text, Receipts manner) {
        if (manner.layout() == Layout.TLV) {
            return new Piece(
                    ESM_CLASS_RECEIPT,
                    0,
                    new byte[0],
                    new OptionalParameter.Receipted_message_id(id),
                    new OptionalParameter.Message_state((byte) manner.state().number()));
        }
        return new Piece(ESM_CLASS_RECEIPT, 0, layOut(id, text, manner).getBytes(StandardCharsets.US_ASCII));
    }

    private String layOut(String id, String text, Receipts manner) {
        State state = manner.state();
        String delivered = state.isSuccess() ? "001" : "000";
        String error = state.isSuccess() ? "000" : "001";
        return switch (manner.layout()) {
            case FULL ->
                "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:%s"
                        .formatted(id, delivered, now(SHORT_YEAR), now(SHORT_YEAR), state, error, shown(text));
            case TERSE -> "id:%s stat:%s".formatted(id, state);
            case ODD ->
                "Done Date:%s  STAT:%s ID:%s  vendor:7 Err:%s Text:"
                        .formatted(now(LONG_YEAR), state.name().toLowerCase(Locale.ROOT), id, error);
            case TLV -> "";
        };
    }

    private String now(DateTimeFormatter format) {
        return format.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static String shown(String text) {
        String ascii = text.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(SHOWN_CHARS, ascii.length()));
    }
}
