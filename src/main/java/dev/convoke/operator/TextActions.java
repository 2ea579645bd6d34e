package dev.convoke.operator;

import dev.convoke.store.Ledger;
import java.util.List;

/** Shows the texts that came and went, as far as they are still kept. Any thread that may block. */
public final class TextActions {

    private static final int MAX_LIMIT = 100_000;

    private final Ledger ledger;

    TextActions(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Reads texts, the oldest first. */
    public Result<List<TextEntry>> read(ReadTexts action) {
        if (action.limit() < 1 || action.limit() > MAX_LIMIT) {
            return new Result.Invalid<>(List.of(FieldError.of("limit", action.limit(), "1.." + MAX_LIMIT)));
        }
        Ledger.Filter filter = new Ledger.Filter(action.number(), action.room(), action.since(), action.limit());
        return Result.done(ledger.read(filter).stream()
                .map(row -> TextEntry.of(row, action.reveal()))
                .toList());
    }
}
