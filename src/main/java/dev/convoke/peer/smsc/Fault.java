package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import java.time.Duration;
import java.util.Locale;

/**
 * One way in which the embedded message centre misbehaves. Armed by {@link Faults#arm}; what people write is read by
 * {@link FaultKind#parse}.
 */
public sealed interface Fault {

    /** Answers whose absence or lateness hurts an ESME. */
    enum Answer {
        /** {@code bind_…_resp}. */
        BIND,
        /** {@code submit_sm_resp}; the text itself is taken. */
        SUBMIT,
        /** {@code enquire_link_resp}. */
        ENQUIRE,
        /** The ESME's own {@code deliver_sm_resp}, as if it had been lost on its way: the text is sent again. */
        DELIVER
    }

    /** What is wrong with a PDU (SMPP 3.4 §3.2). */
    enum Shape {
        /** A {@code command_length} of 8, less than a header. */
        SHORT_LENGTH,
        /** A {@code command_length} of 512 MiB. */
        ABSURD_LENGTH,
        /** 64 octets of noise, the same each time. */
        GARBAGE,
        /** A {@code deliver_sm} whose {@code sm_length} goes beyond its end. */
        SM_LENGTH,
        /** A {@code deliver_sm} whose {@code source_addr} has no end. */
        UNTERMINATED,
        /** A {@code deliver_sm} with a TLV that goes beyond its end. */
        TLV_LENGTH,
        /** A {@code command_id} that nobody knows. */
        UNKNOWN_COMMAND
    }

    /** When a delivery receipt comes. */
    enum When {
        /** Some time after the answer to the {@code submit_sm}. */
        LATE,
        /** Before it: the answer waits that long. */
        EARLY,
        /** Twice, the second time that much later. */
        TWICE,
        /** Never. */
        MISSING
    }

    /** How a receipt writes the id that the {@code submit_sm_resp} gave in lower-case hexadecimal. */
    enum Ids {
        /** The same. */
        SAME,
        /** In decimal. */
        DECIMAL,
        /** In upper case. */
        UPPER,
        /** With leading zeros, 16 digits in all. */
        PADDED
    }

    /** How a receipt is laid out. */
    enum Layout {
        /** The text of SMPP 3.4 appendix B. */
        FULL,
        /** Only {@code id:} and {@code stat:}. */
        TERSE,
        /** Another order, other case, years of four digits, a field of the vendor's own. */
        ODD,
        /** No text; the TLVs {@code receipted_message_id} and {@code message_state} alone. */
        TLV
    }

    /** What a receipt says (SMPP 3.4 §5.2.28), and its number there. */
    enum State {
        /** Delivered. */
        DELIVRD(2),
        /** Its validity ran out. */
        EXPIRED(3),
        /** Deleted. */
        DELETED(4),
        /** Cannot be delivered. */
        UNDELIV(5),
        /** Taken by somebody on behalf of the phone. */
        ACCEPTD(6),
        /** Nobody knows. */
        UNKNOWN(7),
        /** Refused. */
        REJECTD(8);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** The value of {@code message_state}. */
        int number() {
            return number;
        }

        /** Whether the text came to where it should. */
        boolean isSuccess() {
            return this == DELIVRD || this == ACCEPTD;
        }
    }

    /** What happens to the parts of a long text. */
    enum Order {
        /** The last comes first. */
        REVERSED,
        /** Each comes twice. */
        DUPLICATED,
        /** The last never comes. */
        MISSING
    }

    /** As {@link FaultKind#parse} reads it. */
    String words();

    /** Whether it strikes now; most always do. The caller holds the lock of the {@link Faults}. */
    default boolean isDue(FaultTally tally, long nowNanos) {
        return true;
    }

    /** Refuses binds with a {@code command_status} other than 0. */
    record RefuseBind(int status) implements Fault {
        /** Checks it. */
        public RefuseBind {
            SettingCheck.inRange("status", status, 1, Integer.MAX_VALUE);
        }

        @Override
        public String words() {
            return "refuse-bind status=" + StatusWord.of(status);
        }
    }

    /**
     * Cuts the connection.
     *
     * @param after how many PDUs of the message centre, on all connections, go out before, 0 to 1,000,000; with 0 and no
     *     {@code midPdu} whatever is connected is cut at once
     * @param midPdu whether half of the next one still goes out
     */
    record Drop(int after, boolean midPdu) implements Fault {
        /** Checks the range. */
        public Drop {
            SettingCheck.inRange("after", after, 0, 1_000_000);
        }

        boolean isImmediate() {
            return after == 0 && !midPdu;
        }

        @Override
        public boolean isDue(FaultTally tally, long nowNanos) {
            return tally.isPast(after);
        }

        @Override
        public String words() {
            return "drop after=" + after + " mid-pdu=" + midPdu;
        }
    }

    /** Never gives an answer. */
    record Silence(Answer of) implements Fault {
        @Override
        public String words() {
            return "silence of=" + word(of);
        }
    }

    /**
     * Refuses {@code submit_sm}.
     *
     * @param status the {@code command_status}, not 0
     * @param above how many a second are taken before the first is refused, 0 to 1,000,000
     */
    record RefuseSubmit(int status, int above) implements Fault {
        /** Checks the ranges. */
        public RefuseSubmit {
            SettingCheck.inRange("status", status, 1, Integer.MAX_VALUE);
            SettingCheck.inRange("above", above, 0, 1_000_000);
        }

        @Override
        public boolean isDue(FaultTally tally, long nowNanos) {
            return above == 0 || tally.isAbove(above, nowNanos);
        }

        @Override
        public String words() {
            return "refuse-submit status=" + StatusWord.of(status) + " above=" + above;
        }
    }

    /** Gives an answer late: {@code by} is 1 ms to 10 min. The ESME's own answers cannot be delayed. */
    record Delay(Answer of, Duration by) implements Fault {
        /** Checks the range. */
        public Delay {
            SettingCheck.holds(of != Answer.DELIVER, "of", word(of), "bind, submit or enquire");
            SettingCheck.inRange("by", by, Duration.ofMillis(1), Duration.ofMinutes(10));
        }

        @Override
        public String words() {
            return "delay of=" + word(of) + " by=" + by.toMillis() + "ms";
        }
    }

    /** Sends a text that was taken once more. */
    record Duplicate() implements Fault {
        @Override
        public String words() {
            return "duplicate";
        }
    }

    /** Sends a malformed PDU before the next {@code deliver_sm}. */
    record Malformed(Shape shape) implements Fault {
        @Override
        public String words() {
            return "malformed shape=" + word(shape);
        }
    }

    /** Sends odd delivery receipts, to those who ask for receipts; {@code by} is up to 10 min. */
    record Receipts(When when, Duration by, Ids ids, Layout layout, State state) implements Fault {
        /** Checks the range. */
        public Receipts {
            SettingCheck.inRange("by", by, Duration.ZERO, Duration.ofMinutes(10));
        }

        /** At once, delivered, by the book. */
        static Receipts proper() {
            return new Receipts(When.LATE, Duration.ZERO, Ids.SAME, Layout.FULL, State.DELIVRD);
        }

        @Override
        public String words() {
            return "receipts when=" + word(when) + " by=" + by.toMillis() + "ms ids=" + word(ids) + " layout="
                    + word(layout) + " state=" + word(state);
        }
    }

    /** Sends the parts of a long text otherwise than in order. */
    record Parts(Order order) implements Fault {
        @Override
        public String words() {
            return "parts order=" + word(order);
        }
    }

    /** An enum constant as people write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
