package dev.convoke.inbound;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialIn;
import dev.convoke.paging.ReceivedText;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.RefusalReason;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person's text on the desk, from when it was read until it is settled. What is done for it is done step by step on the thread
 * of its sender; but for a dial-out, each step waits until the text is on disk.
 */
final class OpenText {

    private static final Logger LOG = LoggerFactory.getLogger(OpenText.class);

    private final DialIn dialIn;
    private final ReceivedText received;
    private final Tray tray;

    OpenText(DialIn dialIn, ReceivedText received, Tray tray) {
        this.dialIn = dialIn;
        this.received = received;
        this.tray = tray;
    }

    /** What it says, and where it came from. */
    DialIn dialIn() {
        return dialIn;
    }

    Msisdn from() {
        return dialIn.from();
    }

    // ---- its steps ----------------------------------------------------------------------------------------------

    /** Goes on when the text is on disk; waits here for that, so that the sender's next text does not overtake it. */
    void onceOnDisk(Runnable next) {
        onceOnDisk(received, next);
    }

    /** As {@link #onceOnDisk(Runnable)}, for a text that no person sent. */
    static void onceOnDisk(ReceivedText received, Runnable next) {
        try {
            if (received.awaitOnDisk()) {
                next.run();
            } else {
                LOG.debug("text {} is not kept, and comes again", received.id());
            }
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on when something has been done for the text; what fails there is our trouble. */
    <T> void afterwards(CompletionStage<T> deed, boolean muted, Consumer<T> next) {
        var unused = deed.whenComplete((done, trouble) -> later(() -> onceOnDisk(() -> {
            if (trouble == null) {
                next.accept(done);
            } else {
                LOG.error("what text {} asks for was not done", dialIn.textId(), trouble);
                conclude(new Refused(RefusalReason.BUSY), muted);
            }
        })));
    }

    /** Back to the sender's thread; the calling thread may be an event loop. */
    void later(Runnable next) {
        if (!tray.lanes().end(from(), next)) {
            LOG.info("text {} from {} stays open: the server stops", dialIn.textId(), from());
        }
    }

    // ---- its end ------------------------------------------------------------------------------------------------

    /** Tells the sender, if he may be told, and settles the text. Whoever is blocked for flooding us floods no log either. */
    void conclude(Refused refused, boolean muted) {
        RefusalReason reason = refused.reason();
        tray.counts().refused(reason);
        if (reason != RefusalReason.SENDER_BLOCKED) {
            LOG.info("text {} from {} refused: {}", dialIn.textId(), from(), reason.label());
        }
        // A delay is the same whether the number and PIN are right or wrong, so it may be told.
        boolean tells = reason == RefusalReason.PIN_DELAY || !muted;
        Optional<String> sentence = reason.answerable() && tells ? Optional.of(refused.sentence()) : Optional.empty();
        finish(sentence, reason.label());
    }

    /** Replies before it settles, so that a crash between costs no answer; settles whatever becomes of the answer. */
    void finish(Optional<String> sentence, String outcome) {
        try {
            sentence.ifPresent(words -> tray.answers().answer(dialIn, words));
        } finally {
            settle(outcome, false);
        }
    }

    /** Confirms a STOP. */
    void confirm(String sentence) {
        tray.answers().confirm(dialIn, sentence);
    }

    /** The text has been dealt with; {@code accepted} is as {@link Settler#settle} has it. */
    void settle(String outcome, boolean accepted) {
        tray.settle(dialIn.textId(), outcome, accepted);
    }
}
