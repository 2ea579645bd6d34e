package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionCounts;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Visitor;
import dev.convoke.invitation.Invitations;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves people who are connected already, as {@link MoHandler} serves those who text: decides about who was asked for number and
 * PIN, and invites for a moderator who is in the room. The work is done on the same {@code admission} threads, in order with what
 * the same person texts. Any thread, event loops too.
 */
public final class DoorService {

    private static final Logger LOG = LoggerFactory.getLogger(DoorService.class);

    private final Admission admission;
    private final Invitations invitations;
    private final SenderExecutor lanes;
    private final AdmissionCounts counts;

    DoorService(Admission admission, Invitations invitations, SenderExecutor lanes, AdmissionCounts counts) {
        this.admission = admission;
        this.invitations = invitations;
        this.lanes = lanes;
        this.counts = counts;
    }

    /**
     * Decides about someone who is connected and was asked for number and PIN.
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
     * Invites phone numbers for a moderator who is in the room.
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
}
