package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText.Command;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.DialInText.Word;
import dev.convoke.room.Visitor;
import dev.convoke.sms.MobileOriginated;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.ReceivedText;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.ThreadMaker;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with every text that the inbox holds: reads it, has {@link Admission} decide, has the device dialled or the sender told,
 * and settles the text when that is done, never before: a text whose dial-out was cut short by a crash is still open in the
 * inbox, and is dealt with again.
 *
 * <p>A text may come before it is on disk ({@link ReceivedText}). Then a device is dialled meanwhile, if that was decided;
 * everything else that is done for a text waits for the disk, because it must not be done twice.
 *
 * <p>Any thread may call. The work is done on the {@code admission} threads, one sender's texts in order as far as the
 * decisions go; a dial-out that is under way holds up nobody. What a dial-out says when it ends is only queued on the event loop where it says so.
 */
public final class FrontDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);

    private static final String IN_ROOM = "in-room";
    private static final String NOT_FOR_US = "not-for-us";
    private static final String NOT_A_PHONE = "not-a-phone";
    private static final String COMMAND = "command";
    private static final String HELP =
            "Convoke: open a TCP port and text IP:port, conference number, PIN if you have one,"
                    + " and your name, such as 203.0.113.7:5000 8401234 Bob";
    private static final String STOPPED = "You get no more texts from Convoke. Text START to get them again.";
    private static final String STARTED = "You get texts from Convoke again. Text STOP to end that, HELP for help.";

    /** What is decided by number and PIN: at the door, the person has been told on the spot. */
    private static final Set<RefusalReason> TOLD_AT_THE_DOOR = EnumSet.of(
            RefusalReason.UNKNOWN_ROOM,
            RefusalReason.WRONG_PIN,
            RefusalReason.PIN_REQUIRED,
            RefusalReason.PIN_DELAY,
            RefusalReason.TOO_EARLY,
            RefusalReason.MEETING_OVER);

    private final Admission admission;
    private final Consent consent;
    private final Invitations invitations;
    private final Ports ports;
    private final Answers answers;
    private final TextCommands commands;
    private final Lanes lanes;
    private final AdmissionCounts counts = new AdmissionCounts();

    /**
     * What the front desk works with.
     *
     * @param dialler connects to devices
     * @param meetings what is on now
     * @param overtime gives bookings more time
     * @param invitations invites phone numbers
     * @param settler takes texts off the inbox
     * @param outbox takes answers; must not block
     */
    public record Ports(
            Dialler dialler,
            Meetings meetings,
            Overtime overtime,
            Invitations invitations,
            Settler settler,
            Consumer<MobileTerminated> outbox) {}

    /** Starts the {@code admission} threads; {@link #close} ends them. */
    public FrontDesk(
            Admission admission,
            Consent consent,
            Ports ports,
            AdmissionSettings settings,
            Clock clock,
            ThreadMaker maker) {
        this.admission = admission;
        this.consent = consent;
        this.invitations = ports.invitations();
        this.ports = ports;
        this.answers = new Answers(ports.outbox(), consent, settings, clock);
        this.commands = new TextCommands(admission, ports.meetings(), ports.overtime(), ports.invitations());
        this.lanes = new Lanes(settings.threads(), settings.waiting(), maker);
    }

    /**
     * Takes a text, to deal with it.
     *
     * @return {@code false} if too many wait already, or the desk is closed: the text stays open in the inbox, to be handed over again
     */
    public boolean take(ReceivedText received) {
        return lanes.begin(received.mo().from(), () -> deal(received));
    }

    private void deal(ReceivedText received) {
        MobileOriginated mo = received.mo();
        Optional<Msisdn> from = mo.from().phone();
        if (from.isEmpty()) {
            onceOnDisk(received, () -> settle(received.id(), NOT_A_PHONE, false));
            return;
        }
        DialIn text = new DialIn(
                received.id(), mo.link(), from.get(), mo.to(), mo.receivedAt(), DialInParser.parse(mo.text()));
        text.text().named().ifPresent(room -> ports.settler().about(text.textId(), room));
        try {
            deedFor(text, received).run();
        } catch (PinKeyException key) {
            LOG.error("text {} from {} was not dealt with: {}", text.textId(), text.from(), key.getMessage());
            onceOnDisk(received, () -> conclude(text, new Refused(RefusalReason.BUSY), false));
        } catch (RuntimeException defect) {
            LOG.error("text {} from {} was not dealt with", text.textId(), text.from(), defect);
            onceOnDisk(received, () -> conclude(text, new Refused(RefusalReason.BUSY), false));
        }
    }

    private Runnable deedFor(DialIn text, ReceivedText received) {
        return text.text()
                .fold(
                        entry -> () -> enter(text, entry, received),
                        command -> () -> onceOnDisk(received, () -> obey(text, command)),
                        keyword -> () -> onceOnDisk(received, () -> heed(text, keyword.word())),
                        notForUs -> () -> onceOnDisk(received, () -> settle(text.textId(), NOT_FOR_US, false)),
                        malformed ->
                                () -> onceOnDisk(received, () -> conclude(text, refusalOf(text, malformed), false)));
    }

    /** Goes on with a text that is on disk; waits here for that, so that the sender's next text does not overtake it. */
    private static void onceOnDisk(ReceivedText received, Runnable next) {
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

    // ---- dial-ins -----------------------------------------------------------------------------------------------

    private void enter(DialIn text, Entry entry, ReceivedText received) {
        // Asked before this text counts: the third wrong PIN is still answered, what comes after it is not.
        boolean muted = admission.isMuted(text.from());
        Runnable next = admission
                .decide(text, entry)
                .fold(
                        admitted -> () -> whenDialled(
                                text,
                                ports.dialler().dial(admitted.to(), admitted.entry()),
                                end -> onceOnDisk(received, () -> arrived(text, admitted.to(), muted, end))),
                        ask -> () -> whenDialled(
                                text,
                                ports.dialler().dialAndAsk(ask.to(), ask.visitor()),
                                end -> onceOnDisk(received, () -> arrived(text, ask.to(), muted, end))),
                        refused -> () -> onceOnDisk(received, () -> conclude(text, refused, muted)));
        next.run();
    }

    private Refused refusalOf(DialIn text, Malformed malformed) {
        return consent.isBlocked(text.from())
                ? new Refused(RefusalReason.SENDER_BLOCKED)
                : new Refused(RefusalReason.MALFORMED, malformed.problem());
    }

    private void whenDialled(
            DialIn text, CompletionStage<Optional<RefusalReason>> dialled, Consumer<Optional<RefusalReason>> next) {
        var unused = dialled.whenComplete((refused, trouble) ->
                later(text, () -> next.accept(trouble == null ? refused : onTrouble(text, trouble))));
    }

    private static Optional<RefusalReason> onTrouble(DialIn text, Throwable trouble) {
        LOG.error("the dial-out for text {} failed", text.textId(), trouble);
        return Optional.of(RefusalReason.BUSY);
    }

    /** Back to the sender's thread; the calling thread may be an event loop. */
    private void later(DialIn text, Runnable end) {
        if (!lanes.end(text.from(), end)) {
            LOG.info("text {} from {} stays open: the server stops", text.textId(), text.from());
        }
    }

    private void arrived(DialIn text, DeviceAddress to, boolean muted, Optional<RefusalReason> refused) {
        if (refused.isEmpty()) {
            LOG.info("text {} from {} is in a room now", text.textId(), text.from());
            settle(text.textId(), IN_ROOM, true);
        } else if (TOLD_AT_THE_DOOR.contains(refused.get())) {
            settle(text.textId(), refused.get().label(), false);
        } else {
            conclude(text, new Refused(refused.get(), to.toString()), muted);
        }
    }

    // ---- everything else ----------------------------------------------------------------------------------------

    private void obey(DialIn text, Command command) {
        boolean muted = admission.isMuted(text.from());
        Optional<Refused> refused = commands.refuse(text.from(), command);
        if (refused.isPresent()) {
            conclude(text, refused.get(), muted);
            return;
        }
        afterwards(
                text,
                muted,
                commands.execute(text, command, step -> later(text, step)),
                sentence -> finish(text, muted ? Optional.empty() : Optional.of(sentence), COMMAND));
    }

    /** Goes on with a text when something has been done for it; what fails there is our trouble. */
    private <T> void afterwards(DialIn text, boolean muted, CompletionStage<T> deed, Consumer<T> next) {
        var unused = deed.whenComplete((done, trouble) -> later(text, () -> {
            if (trouble != null) {
                LOG.error("what text {} asked for was not done", text.textId(), trouble);
                conclude(text, new Refused(RefusalReason.BUSY), muted);
            } else {
                next.accept(done);
            }
        }));
    }

    /** Who is blocked may say STOP and START too, and hears nothing of it. */
    private void heed(DialIn text, Word word) {
        Msisdn who = text.from();
        String label = word.name().toLowerCase(Locale.ROOT);
        boolean blocked = consent.isBlocked(who);
        switch (word) {
            case HELP -> {
                if (blocked) {
                    conclude(text, new Refused(RefusalReason.SENDER_BLOCKED), false);
                } else {
                    finish(text, Optional.of(HELP), label);
                }
            }
            case STOP ->
                afterwards(text, false, consent.stop(who), first -> {
                    if (first && !blocked) {
                        answers.confirm(text, STOPPED);
                    }
                    settle(text.textId(), label, false);
                });
            case START ->
                afterwards(
                        text,
                        false,
                        consent.start(who),
                        first -> finish(text, blocked ? Optional.empty() : Optional.of(STARTED), label));
        }
    }

    /** Tells the sender, if he may be told, and settles the text. Whoever is blocked for flooding us floods no log either. */
    private void conclude(DialIn text, Refused refused, boolean muted) {
        RefusalReason reason = refused.reason();
        counts.refused(reason);
        if (reason != RefusalReason.SENDER_BLOCKED) {
            LOG.info("text {} from {} refused: {}", text.textId(), text.from(), reason.label());
        }
        // A delay is the same whether the number and PIN are right or wrong, so it may be told.
        boolean tells = reason == RefusalReason.PIN_DELAY || !muted;
        Optional<String> sentence = reason.answerable() && tells ? Optional.of(refused.sentence()) : Optional.empty();
        finish(text, sentence, reason.label());
    }

    /** Answers before it settles, so that a crash between costs no answer; settles whatever becomes of the answer. */
    private void finish(DialIn text, Optional<String> sentence, String outcome) {
        try {
            sentence.ifPresent(words -> answers.answer(text, words));
        } finally {
            settle(text.textId(), outcome, false);
        }
    }

    private void settle(long textId, String outcome, boolean accepted) {
        counts.settled(outcome);
        ports.settler().settle(textId, outcome, accepted);
    }

    // ---- at the door --------------------------------------------------------------------------------------------

    /**
     * Decides about someone who is connected and was asked for number and PIN. Any thread.
     *
     * @return completes on an {@code admission} thread; exceptionally only if the server is in trouble
     */
    public CompletableFuture<Verdict> atTheDoor(Visitor visitor, ConferenceNumber number, Optional<Pin> pin) {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        boolean taken = lanes.begin(visitor.who(), () -> decideAtTheDoor(visitor, number, pin, answer));
        if (!taken) {
            counts.refused(RefusalReason.BUSY);
            answer.complete(new Refused(RefusalReason.BUSY));
        }
        return answer;
    }

    private void decideAtTheDoor(
            Visitor visitor, ConferenceNumber number, Optional<Pin> pin, CompletableFuture<Verdict> answer) {
        try {
            Verdict verdict = admission.decideAtTheDoor(visitor, number, pin);
            if (verdict instanceof Refused refused) {
                counts.refused(refused.reason());
            }
            answer.complete(verdict);
        } catch (RuntimeException defect) {
            LOG.error("could not decide at the door of room {}", number, defect);
            answer.completeExceptionally(defect);
        }
    }

    /**
     * Invites phone numbers for a moderator who is in the room. Any thread, event loops too.
     *
     * @return completes with the sentence for the moderator; exceptionally only if the server is in trouble
     */
    public CompletableFuture<String> invite(Invitations.Wish wish) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean taken = lanes.begin(wish.by(), () -> invite(wish, answer));
        if (!taken) {
            answer.complete(RefusalReason.BUSY.sentence(""));
        }
        return answer;
    }

    private void invite(Invitations.Wish wish, CompletableFuture<String> answer) {
        try {
            var unused = invitations.invite(wish).whenComplete((sentence, trouble) -> {
                if (trouble == null) {
                    answer.complete(sentence);
                } else {
                    answer.completeExceptionally(trouble);
                }
            });
        } catch (RuntimeException defect) {
            answer.completeExceptionally(defect);
        }
    }

    // ---- what is to be seen of it -------------------------------------------------------------------------------

    /** What was counted since the start. */
    public AdmissionCounts counts() {
        return counts;
    }

    /** How many texts wait for a thread. */
    public int waiting() {
        return lanes.waiting();
    }

    /** How many answers were not sent because of a limit or a STOP. */
    public long answersWithheld() {
        return answers.withheld();
    }

    /** Takes nothing more, and finishes what waits; dial-outs still under way leave their texts open. */
    @Override
    public void close() {
        lanes.close();
    }
}
