package dev.convoke.web;

import dev.convoke.room.event.PrivateEvent;
import java.util.Optional;
import java.util.Set;

/** Why a WebSocket ends, as its close frame says it (RFC 6455 §7.4; 4000 to 4999 are ours). */
enum CloseCode {
    /** It has served its purpose: somebody left. */
    DONE(1000, "goodbye"),
    /** The server lets go of it; whoever wants to may come again. */
    GOING_AWAY(1001, "going away"),
    /** Frames that break the protocol. */
    BAD_FRAME(1002, "not WebSocket"),
    /** Binary frames are not spoken here. */
    NOT_TEXT(1003, "text frames only"),
    /** A message is longer than allowed. */
    TOO_BIG(1009, "message too big"),
    /** The server stops; come again in a moment. */
    RESTART(1012, "restart"),
    /** A moderator put them out. */
    PUT_OUT(4001, "put out"),
    /** The meeting is over. */
    OVER(4002, "meeting over"),
    /** The code, or who presented it, is refused for good. */
    REFUSED(4003, "refused"),
    /** They came in by another window. */
    REPLACED(4004, "replaced");

    /** Reasons to be refused at the door that no waiting changes. */
    private static final Set<String> FOR_GOOD =
            Set.of("bad-code", "code-ended", "banned", "unknown-room", "wrong-pin", "pin-required");

    private final int number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = number;
        this.reason = reason;
    }

    /** What a session that ended with that goodbye, or without one, means for who has to decide whether to come again. */
    static CloseCode after(Optional<PrivateEvent.Goodbye> last) {
        return last.map(CloseCode::after).orElse(GOING_AWAY);
    }

    private static CloseCode after(PrivateEvent.Goodbye goodbye) {
        return switch (goodbye.code()) {
            case KICKED, BANNED -> PUT_OUT;
            case OVER -> OVER;
            case REPLACED -> REPLACED;
            case RESTART -> RESTART;
            case LEFT, DENIED -> DONE;
            case REFUSED -> FOR_GOOD.contains(goodbye.reason()) ? REFUSED : DONE;
            case LOST -> GOING_AWAY;
        };
    }

    int number() {
        return number;
    }

    String reason() {
        return reason;
    }
}
