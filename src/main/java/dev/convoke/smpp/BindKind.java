package dev.convoke.smpp;

import java.util.List;
import org.jsmpp.bean.BindType;

/** How a link is bound (SMPP 3.4 §2.2). */
public enum BindKind {
    /** One session that receives and sends. */
    TRANSCEIVER,
    /** One session that receives. */
    RECEIVER,
    /** One session that sends. */
    TRANSMITTER,
    /** Two sessions, a receiver and a transmitter, for message centres that know no transceiver. */
    PAIR;

    /** The sessions that make such a link; never {@link #PAIR} itself. */
    List<BindKind> sessions() {
        return this == PAIR ? List.of(RECEIVER, TRANSMITTER) : List.of(this);
    }

    /** Whether texts come by it. */
    boolean receives() {
        return this != TRANSMITTER;
    }

    /** The same in the library's words, for one session. */
    BindType type() {
        return switch (this) {
            case TRANSCEIVER -> BindType.BIND_TRX;
            case RECEIVER -> BindType.BIND_RX;
            case TRANSMITTER -> BindType.BIND_TX;
            case PAIR -> throw new IllegalStateException("a pair is two sessions");
        };
    }
}
