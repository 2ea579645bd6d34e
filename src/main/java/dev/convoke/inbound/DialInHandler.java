package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with texts that ask to enter a room: has {@link Admission} decide, and the device dialled or the sender told. A device is
 * dialled while its text is being written to disk.
 */
final class DialInHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DialInHandler.class);

    private static final String IN_ROOM = "in-room";

    /** What is decided by number and PIN: at the door, the person has been told on the spot. */
    private static final Set<RefusalReason> TOLD_AT_THE_DOOR = EnumSet.of(
            RefusalReason.UNKNOWN_ROOM,
            RefusalReason.WRONG_PIN,
            RefusalReason.PIN_REQUIRED,
            RefusalReason.PIN_DELAY,
            RefusalReason.TOO_EARLY,
            RefusalReason.MEETING_OVER);

    private final Admission admission;
    private final Dialler dialler;

    DialInHandler(Admission admission, Dialler dialler) {
        this.admission = admission;
        this.dialler = dialler;
    }

    /** Decides, and dials or refuses. */
    void enter(MoTask text, Entry entry) {
        // Asked before this text counts: the third wrong PIN is still answered, what comes after it is not.
        boolean muted = admission.isMuted(text.from());
        Runnable next = admission
                .decide(text.dialIn(), entry)
                .fold(
                        admitted -> () ->
                                settleWhen(dialler.dial(admitted.to(), admitted.entry()), text, admitted.to(), muted),
                        ask -> () -> settleWhen(dialler.dialAndAsk(ask.to(), ask.visitor()), text, ask.to(), muted),
                        refused -> () -> text.onceOnDisk(() -> text.conclude(refused, muted)));
        next.run();
    }

    /** Who is in a room knows it, and the text is settled at once; who is not has to be told, for which there is a thread. */
    private void settleWhen(
            CompletionStage<Optional<RefusalReason>> dialled, MoTask text, DeviceAddress to, boolean muted) {
        var unused = dialled.whenComplete((refused, trouble) -> {
            if (trouble != null) {
                text.later(() -> text.fail(trouble, muted));
            } else if (refused.isEmpty()) {
                text.endHere(() -> arrived(text));
                admission.came(text.from());
            } else {
                text.later(() -> turnedAway(text, to, muted, refused.get()));
            }
        });
    }

    private static void arrived(MoTask text) {
        LOG.info("text {} from {} is in a room now", text.dialIn().textId(), text.from());
        text.settle(IN_ROOM, true);
    }

    private static void turnedAway(MoTask text, DeviceAddress to, boolean muted, RefusalReason reason) {
        if (TOLD_AT_THE_DOOR.contains(reason)) {
            text.settle(reason.label(), false);
        } else {
            text.conclude(new Refused(reason, to.inWords()), muted);
        }
    }
}
