package dev.convoke.inbound;

import dev.convoke.admission.AdmissionCounts;
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
 * What is to be done for a text that a person sent, from when it was read until it is settled. It is done step by step on the thread
 * of its sender; but for a dial-out, each step waits until the text is on disk.
 *
 * <p>Whatever has to be read or told goes back to that thread when the deed is done, in order with what else the sender texts. What
 * has come to a good end without a word is settled where it ended.
 */
final class MoTask {

    private static final Logger LOG = LoggerFactory.getLogger(MoTask.class);

    private final DialIn dialIn;
    private final ReceivedText received;
    private final SenderExecutor lanes;
    private final SmsReplies answers;
    private final Settler settler;
    private final AdmissionCounts counts;

    /**
     * A text on which nothing has been done.
     *
     * @param lanes the threads on which it is dealt with
     * @param answers tells its sender
     * @param settler takes it off the inbox
     * @param counts what it was refused for
     */
    MoTask(
            DialIn dialIn,
            ReceivedText received,
            SenderExecutor lanes,
            SmsReplies answers,
            Settler settler,
            AdmissionCounts counts) {
        this.dialIn = dialIn;
        this.received = received;
        this.lanes = lanes;
        this.answers = answers;
        this.settler = settler;
        this.counts = counts;
    }

    /** What it says, and where it came from. */
    DialIn dialIn() {
        return dialIn;
    }

    Msisdn from() {
        return dialIn.from();
    }

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
                noteNeverThere(received);
            }
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
        }
    }

    private static void noteNeverThere(ReceivedText received) {
        LOG.debug("text {} is not kept, and comes again", received.id());
    }

    /** Goes on, on the sender's thread, when something has been done for the text; what fails there is our trouble. */
    <T> void afterwards(CompletionStage<T> deed, boolean muted, Consumer<T> next) {
        var unused = deed.whenComplete((done, trouble) -> {
            if (trouble == null) {
                later(() -> next.accept(done));
            } else {
                later(() -> fail(trouble, muted));
            }
        });
    }

    /** Back to the sender's thread, and to the disk if the text is not there yet; the calling thread may be an event loop. */
    void later(Runnable next) {
        if (!lanes.end(from(), () -> onceOnDisk(next))) {
            noteLeftOpen();
        }
    }

    /** What is done for the text has failed. */
    void fail(Throwable trouble, boolean muted) {
        LOG.error("what text {} asks for was not done", dialIn.textId(), trouble);
        conclude(new Refused(RefusalReason.BUSY), muted);
    }

    /**
     * Ends it as soon as the text is on disk, on the thread on which the later of the two has happened, an event loop perhaps: for an
     * end that reads nothing and tells nobody. A desk that is closed leaves the text open, to be dealt with after the next start.
     */
    void endHere(Runnable end) {
        if (lanes.isClosed()) {
            noteLeftOpen();
            return;
        }
        var unused = received.onDisk()
                .handle((there, neverThere) -> neverThere == null)
                .thenAccept(kept -> {
                    if (kept) {
                        end.run();
                    } else {
                        noteNeverThere(received);
                    }
                })
                .exceptionally(defect -> {
                    LOG.error("text {} from {} was not settled", dialIn.textId(), from(), defect);
                    return null;
                });
    }

    private void noteLeftOpen() {
        LOG.info("text {} from {} stays open: the server stops", dialIn.textId(), from());
    }

    /** Tells the sender, if they may be told, and settles the text. Whoever is blocked for flooding us floods no log either. */
    void conclude(Refused refused, boolean muted) {
        RefusalReason reason = refused.reason();
        counts.refused(reason);
        if (reason != RefusalReason.SENDER_BLOCKED) {
            LOG.info("text {} from {} refused: {}", dialIn.textId(), from(), reason.label());
        }
        // A delay is the same whether the number and PIN are right or wrong, so it may be told.
        boolean tells = refused.texted() && (reason == RefusalReason.PIN_DELAY || !muted);
        try {
            if (reason.answerable() && tells) {
                answers.refuse(dialIn, refused.sentence());
            }
        } finally {
            settle(reason.label(), false);
        }
    }

    /** Replies before it settles, so that a crash between costs no answer; settles whatever becomes of the answer. */
    void finish(Optional<String> sentence, String outcome) {
        finish(sentence, outcome, false);
    }

    /** As {@link #finish(Optional, String)}; {@code accepted} is as {@link Settler#settle} has it. */
    void finish(Optional<String> sentence, String outcome, boolean accepted) {
        try {
            sentence.ifPresent(words -> answers.answer(dialIn, words));
        } finally {
            settle(outcome, accepted);
        }
    }

    /** Confirms a STOP. */
    void confirm(String sentence) {
        answers.confirm(dialIn, sentence);
    }

    /** The text has been dealt with; {@code accepted} is as {@link Settler#settle} has it. */
    void settle(String outcome, boolean accepted) {
        settler.settle(dialIn.textId(), outcome, accepted);
    }
}
