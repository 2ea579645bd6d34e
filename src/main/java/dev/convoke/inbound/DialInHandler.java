package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.invitation.CodeText;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.Glance;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with texts that ask to enter a room: has {@link Admission} decide, and the device dialled or the sender told. A device is
 * dialled while its text is being written to disk. Who texts no address is answered with a code by which to come in.
 */
final class DialInHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DialInHandler.class);

    private static final String IN_ROOM = "in-room";
    private static final String CODE_SENT = "code-sent";
    private static final String CODE_WITHHELD = "code-withheld";

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
    private final Meetings meetings;
    private final Codes codes;
    private final Clock clock;

    DialInHandler(Admission admission, Dialler dialler, Meetings meetings, Codes codes, Clock clock) {
        this.admission = admission;
        this.dialler = dialler;
        this.meetings = meetings;
        this.codes = codes;
        this.clock = clock;
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
                        letIn -> () -> text.onceOnDisk(() -> answerHow(text, letIn.entry(), muted)),
                        refused -> () -> text.onceOnDisk(() -> text.conclude(refused, muted)));
        next.run();
    }

    /** Looks at the room first: nobody is texted a way into one that would turn them away. */
    private void answerHow(MoTask text, RoomEntry entry, boolean muted) {
        if (codes.entrance().areNone()) {
            text.conclude(new Refused(RefusalReason.NO_ENTRANCE), muted);
            return;
        }
        ConferenceNumber room = entry.room().number();
        text.afterwards(
                meetings.glance(room, entry.who(), entry.who()),
                muted,
                seen -> seen.flatMap(glance -> refusal(entry, glance))
                        .ifPresentOrElse(
                                reason -> text.conclude(new Refused(reason), muted),
                                () -> answerWithCode(text, entry, muted)));
    }

    private static Optional<RefusalReason> refusal(RoomEntry entry, Glance glance) {
        boolean isModerator = entry.role() == Role.MODERATOR;
        if (glance.here() || isModerator) {
            return Optional.empty();
        }
        if (glance.locked() && !entry.invited()) {
            return Optional.of(RefusalReason.ROOM_LOCKED);
        }
        return glance.full() ? Optional.of(RefusalReason.ROOM_FULL) : Optional.empty();
    }

    /** The answer tells that a PIN was right; but whoever is on the room's record knew it before. */
    private void answerWithCode(MoTask text, RoomEntry entry, boolean muted) {
        ConferenceNumber room = entry.room().number();
        boolean tells = !muted || admission.isOnRecord(text.from(), room);
        if (!tells) {
            text.settle(CODE_WITHHELD, true);
            return;
        }
        Grant grant = new Grant(room, entry.who(), entry.who(), entry.role(), entry.nick());
        text.afterwards(codes.answer(text.dialIn().textId(), grant), muted, issued -> {
            LOG.info("text {} from {} is answered with a code", text.dialIn().textId(), text.from());
            text.finish(CodeText.of(entry.room().name(), issued, codes.entrance(), clock.instant()), CODE_SENT, true);
        });
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
