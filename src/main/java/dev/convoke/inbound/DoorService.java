package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionCounts;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Visitor;
import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText;
import dev.convoke.invitation.Invitations;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves people who are connected already, as {@link MoHandler} serves those who text: decides about who was asked for number and
 * PIN, and invites for those who are in the room. The work is done on the same {@code admission} threads, in order with what
 * the same person texts. Any thread, event loops too.
 */
public final class DoorService {

    private static final Logger LOG = LoggerFactory.getLogger(DoorService.class);

    private final Admission admission;
    private final Invitations invitations;
    private final CodeDoor codes;
    private final SenderExecutor lanes;
    private final AdmissionCounts counts;

    DoorService(
            Admission admission,
            Invitations invitations,
            CodeDoor codes,
            SenderExecutor lanes,
            AdmissionCounts counts) {
        this.admission = admission;
        this.invitations = invitations;
        this.codes = codes;
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
     * Somebody who has connected shows a code.
     *
     * @param typed the code as it was typed
     * @param nick the name that was asked for
     * @param session the meeting that the caller means; it must be the one that is on in the room of the code
     * @param resume the secret that a leg of theirs was told
     * @param network where they come from, as {@link dev.convoke.admission.Addresses#networkOf(java.net.InetAddress)} has it
     */
    public record CodeCall(
            String typed, Optional<Nick> nick, Optional<String> session, Optional<String> resume, String network) {
        /** Never the code. */
        @Override
        public String toString() {
            return "CodeCall[from " + network + "]";
        }
    }

    /**
     * Somebody who has connected, and whose phone number nobody knows, says where they want to go.
     *
     * @param number the conference number
     * @param pin a PIN of the room: the moderator's makes a guest a moderator
     * @param nick the name that was asked for
     * @param network as in {@link CodeCall}
     */
    public record WordsCall(ConferenceNumber number, Optional<Pin> pin, Optional<Nick> nick, String network) {

        /** Reads what a person types, as in a text without an address: {@code OPEN 8401234 4921 Alice}; empty if it is none. */
        public static Optional<WordsCall> parse(String line, String network) {
            return DialInParser.parse(line) instanceof DialInText.Entry entry
                            && entry.address().isEmpty()
                    ? entry.number().map(number -> new WordsCall(number, entry.pin(), entry.nick(), network))
                    : Optional.empty();
        }
    }

    /**
     * Somebody has connected to the port of a meeting where that is all it takes.
     *
     * @param number the room of that meeting
     * @param nick the name that was asked for
     * @param network as in {@link CodeCall}
     */
    public record PortCall(ConferenceNumber number, Optional<Nick> nick, String network) {}

    /**
     * Decides about somebody who shows a code (US 8,018,877 steps 340–380). Takes no seat: whoever is let in is to be seated by the
     * caller, and the room may still turn them away.
     *
     * @return completes on any thread with {@link Verdict.LetIn} or {@link Refused}; exceptionally only if the server is in trouble
     */
    public CompletableFuture<Verdict> byCode(CodeCall call) {
        return onLane(call.network(), () -> codes.enter(call)).thenApply(this::counted);
    }

    /**
     * No seat has come of a code that {@link #byCode} let in: where codes are good once, it is as if it had not been used. Any thread;
     * does not wait.
     */
    public void turnedAway(CodeCall call) {
        var unused = onLane(call.network(), () -> codes.handBack(call), refused -> false)
                .exceptionally(failure -> {
                    LOG.warn("a code of which no seat came stays used: {}", failure.toString());
                    return false;
                });
    }

    /**
     * Decides about somebody who says number and PIN, as a guest, who is another one each time: nothing that they say proves that they
     * have been here before. Completes as {@link #byCode} does.
     */
    public CompletableFuture<Verdict> byWords(WordsCall call) {
        return onLane(call.network(), () -> CompletableFuture.completedFuture(codes.enter(call)))
                .thenApply(this::counted);
    }

    /** Decides about somebody who presents nothing, as a guest (US 8,018,877 steps 255–266); completes as {@link #byCode} does. */
    public CompletableFuture<Verdict> byPort(PortCall call) {
        return onLane(call.network(), () -> CompletableFuture.completedFuture(codes.enter(call)))
                .thenApply(this::counted);
    }

    /**
     * What a code is good for, before anybody comes in by it. Spends nothing; a wrong code counts as a guess.
     *
     * @return completes on any thread, with why not if it is a wrong one, or one that opens nothing any more
     */
    public CompletableFuture<Sight> look(String typedCode, String network) {
        return onLane(network, () -> codes.look(typedCode, network), Sight::refused);
    }

    private CompletableFuture<Verdict> onLane(String network, Supplier<CompletableFuture<Verdict>> work) {
        return onLane(network, work, refused -> refused);
    }

    /** Has it done on a lane of that network's, or person's; what fails there fails the answer. */
    private <T> CompletableFuture<T> onLane(Object of, Supplier<CompletableFuture<T>> work, Function<Refused, T> busy) {
        CompletableFuture<CompletableFuture<T>> begun = new CompletableFuture<>();
        boolean taken = lanes.begin(of, () -> {
            try {
                begun.complete(work.get());
            } catch (RuntimeException defect) {
                LOG.error("could not decide about a code", defect);
                begun.completeExceptionally(defect);
            }
        });
        return taken
                ? begun.thenCompose(answer -> answer)
                : CompletableFuture.completedFuture(busy.apply(new Refused(RefusalReason.BUSY)));
    }

    private Verdict counted(Verdict verdict) {
        if (verdict instanceof Refused refused) {
            counts.refused(refused.reason());
        }
        return verdict;
    }

    /**
     * Makes codes for a moderator who hands them on.
     *
     * @return completes on any thread with a row for each; exceptionally only if the server is in trouble
     */
    public CompletableFuture<List<String>> bearers(ConferenceNumber room, Person by, int count) {
        return onLane(by, () -> codes.bearers(room, by, count), refused -> List.of(refused.sentence()));
    }

    /**
     * Invites phone numbers for somebody who is in the room.
     *
     * @return completes with the sentence for them; exceptionally only if the server is in trouble
     */
    public CompletableFuture<String> invite(Invitations.Wish wish) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean taken = lanes.begin(wish.host().who(), () -> invite(wish, answer));
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
