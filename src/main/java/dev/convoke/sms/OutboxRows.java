package dev.convoke.sms;

import dev.convoke.sms.MobileTerminated.Urgency;
import dev.convoke.store.OutboxRow;
import java.time.Instant;
import java.util.Arrays;

/** Texts as the table keeps them, and back. */
final class OutboxRows {

    private OutboxRows() {}

    /** A new row, due at once. */
    static OutboxRow row(MobileTerminated text, Instant now) {
        return new OutboxRow(
                0,
                text.to(),
                text.from(),
                text.text(),
                text.link(),
                rank(text.urgency()),
                now,
                text.expiresAt(),
                0,
                now);
    }

    /** The text of a row; an urgency that we do not know comes last. */
    static MobileTerminated text(OutboxRow row) {
        Urgency urgency = Arrays.stream(Urgency.values())
                .filter(known -> rank(known) == row.urgency())
                .findFirst()
                .orElse(Urgency.NOTICE);
        return new MobileTerminated(row.to(), row.from(), row.text(), row.link(), urgency, row.expiresAt());
    }

    /** The lower goes first. */
    private static int rank(Urgency urgency) {
        return switch (urgency) {
            case ANSWER -> 0;
            case NOTICE -> 1;
        };
    }
}
