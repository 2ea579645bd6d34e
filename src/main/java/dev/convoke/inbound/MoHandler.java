package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionCounts;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeAdmission;
import dev.convoke.admission.CodeGuard;
import dev.convoke.admission.Consent;
import dev.convoke.admission.PinKeyException;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.Invitations;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.ReceivedText;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.RefusalReason;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with every text that the inbox holds: reads it and hands it to {@link DialInHandler}, {@link CommandHandler} or
 * {@link KeywordHandler}. A text is settled when what it asks for is done, never before: one whose dial-out was cut short by a crash
 * is still open in the inbox, and is dealt with again.
 *
 * <p>A text may come before it is on disk ({@link ReceivedText}). Then it is decided about, which counts towards the limits, and a
 * device is dialled if that was the decision; everything else that is done for a text waits for the disk, because it must not be
 * done twice.
 *
 * <p>Any thread may call. The work is done on the {@code admission} threads, one sender's texts in order as far as the
 * decisions go; a dial-out that is under way holds up nobody. Where a dial-out ends, on an event loop, the text of who is in a room
 * is settled, which never blocks; all else that it says is only queued there.
 */
public final class MoHandler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MoHandler.class);

    private static final String NOT_FOR_US = "not-for-us";
    private static final String NOT_A_PHONE = "not-a-phone";

    private final Consent consent;
    private final SmsReplies answers;
    private final AdmissionCounts counts = new AdmissionCounts();
    private final SenderExecutor lanes;
    private final Settler settler;
    private final DialInHandler dialIns;
    private final CommandHandler commands;
    private final KeywordHandler keywords;
    private final DoorService doorService;

    /**
     * What it works with.
     *
     * @param dialler connects to devices
     * @param meetings what is on now
     * @param invitations invites phone numbers
     * @param codes makes and finds the codes of invitations
     * @param doors decides about codes
     * @param settler takes texts off the inbox
     * @param outbox takes answers; must not block
     */
    public record Ports(
            Dialler dialler,
            Meetings meetings,
            Invitations invitations,
            Codes codes,
            CodeAdmission doors,
            Settler settler,
            Consumer<MobileTerminated> outbox) {}

    /** Starts the {@code admission} threads; {@link #close} ends them. */
    public MoHandler(
            Admission admission,
            Consent consent,
            Ports ports,
            AdmissionSettings settings,
            Clock clock,
            ThreadMaker maker) {
        this.consent = consent;
        this.answers = new SmsReplies(ports.outbox(), admission, consent, settings, clock);
        this.lanes = new SenderExecutor(settings.threads(), settings.waiting(), maker);
        this.settler = ports.settler();
        this.dialIns = new DialInHandler(admission, ports.dialler(), ports.meetings(), ports.codes(), clock);
        this.commands = new CommandHandler(admission, ports.meetings(), ports.invitations());
        this.keywords = new KeywordHandler(consent, ports.codes());
        this.doorService = new DoorService(
                admission,
                ports.invitations(),
                new CodeDoor(
                        admission,
                        ports.codes(),
                        ports.doors(),
                        ports.meetings(),
                        new CodeGuard(settings.remembered()),
                        clock),
                lanes,
                counts);
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
            MoTask.onceOnDisk(received, () -> settle(received.id(), NOT_A_PHONE, false));
            return;
        }
        DialIn dialIn =
                new DialIn(received.id(), mo.link(), from.get(), mo.to(), mo.receivedAt(), Echo.read(mo.text()));
        dialIn.text().named().ifPresent(room -> settler.about(dialIn.textId(), room));
        deal(new MoTask(dialIn, received, lanes, answers, this::settle, counts));
    }

    private void deal(MoTask text) {
        try {
            deedFor(text).run();
        } catch (PinKeyException key) {
            LOG.error("text {} from {} was not dealt with: {}", text.dialIn().textId(), text.from(), key.getMessage());
            text.onceOnDisk(() -> text.conclude(new Refused(RefusalReason.BUSY), false));
        } catch (RuntimeException defect) {
            LOG.error("text {} from {} was not dealt with", text.dialIn().textId(), text.from(), defect);
            text.onceOnDisk(() -> text.conclude(new Refused(RefusalReason.BUSY), false));
        }
    }

    private void settle(long textId, String outcome, boolean accepted) {
        counts.settled(outcome);
        settler.settle(textId, outcome, accepted);
    }

    private Runnable deedFor(MoTask text) {
        return text.dialIn()
                .text()
                .fold(
                        entry -> () -> dialIns.enter(text, entry),
                        command -> () -> text.onceOnDisk(() -> commands.obey(text, command)),
                        keyword -> () -> text.onceOnDisk(() -> keywords.heed(text, keyword)),
                        notForUs -> () -> text.onceOnDisk(() -> text.settle(NOT_FOR_US, false)),
                        malformed -> () -> text.onceOnDisk(() -> text.conclude(refusalOf(text, malformed), false)));
    }

    private Refused refusalOf(MoTask text, Malformed malformed) {
        return consent.isBlocked(text.from())
                ? new Refused(RefusalReason.SENDER_BLOCKED)
                : new Refused(RefusalReason.MALFORMED, malformed.problem());
    }

    /** Serves those who are connected, on the same threads. */
    public DoorService doorService() {
        return doorService;
    }

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
