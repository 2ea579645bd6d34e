package dev.convoke.paging;

import dev.convoke.paging.MobileTerminated.Urgency;
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
                text.port(),
                text.text(),
                text.link(),
                text.room(),
                rank(text.urgency()),
                now,
                text.expiresAt(),
                OutboxRow.Progress.none(now));
    }

    /** An attempt to send the row's text. Its id is the reference: it differs from that of the person's other texts. */
    static SubmitRequest request(OutboxRow row, SubmitRequest.Mark mark) {
        OutboxRow.Progress progress = row.progress();
        SubmitRequest.Begun begun = new SubmitRequest.Begun(progress.link(), progress.messages(), progress.taken());
        return new SubmitRequest(text(row), (int) row.id(), begun, mark);
    }

    /** The text of a row; an urgency that we do not know comes last. */
    private static MobileTerminated text(OutboxRow row) {
        Urgency urgency = Arrays.stream(Urgency.values())
                .filter(known -> rank(known) == row.urgency())
                .findFirst()
                .orElse(Urgency.NOTICE);
        return new MobileTerminated(
                row.to(), row.from(), row.port(), row.text(), row.link(), row.room(), urgency, row.expiresAt());
    }

    /** The lower goes first. */
    private static int rank(Urgency urgency) {
        return switch (urgency) {
            case ANSWER -> 0;
            case NOTICE -> 1;
        };
    }
}
