package dev.convoke.server;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.inbound.DoorService;
import dev.convoke.inbound.DoorService.CodeCall;
import dev.convoke.inbound.DoorService.PortCall;
import dev.convoke.inbound.DoorService.WordsCall;
import dev.convoke.room.event.PrivateEvent.Look;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides about a connection to the port of one meeting (US 8,018,877 steps 255–266): what is good for another is good for nothing
 * here, and where the port is the proof, nothing is good enough. Any thread.
 */
final class AtPort implements CodePolicy {

    private final CodeGate gate;
    private final DoorService door;
    private final String network;
    private final MeetingPorts.Owner owner;
    private final CodePolicy anywhere;

    AtPort(CodeGate gate, DoorService door, String network, MeetingPorts.Owner owner) {
        this.gate = gate;
        this.door = door;
        this.network = network;
        this.owner = owner;
        this.anywhere = gate.policy(network);
    }

    @Override
    public boolean needsNoProof() {
        return owner.isProof();
    }

    @Override
    public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
        if (what instanceof Presented.Code code) {
            boolean agrees = code.session().map(owner.meeting()::equals).orElse(true);
            return agrees ? byCode(code.code(), code.nick(), code.resume()) : no(RefusalReason.BAD_CODE);
        }
        if (what instanceof Presented.Open open) {
            boolean agrees = open.room().strip().equals(owner.room().digits());
            return agrees ? anywhere.admit(open) : no(RefusalReason.BAD_CODE);
        }
        return what instanceof Presented.Nothing nothing
                ? byPort(nothing.nick())
                : byLine(((Presented.Line) what).typed());
    }

    private CompletionStage<CodeDecision<ComeIn>> byLine(String typed) {
        Optional<WordsCall> words = WordsCall.parse(typed, network);
        if (words.isPresent()) {
            return words.get().number().equals(owner.room())
                    ? door.byWords(words.get()).thenApply(CodeGate::decision)
                    : no(RefusalReason.BAD_CODE);
        }
        Optional<Nick> name =
                owner.isProof() && InvitationCode.parse(typed).isEmpty() ? Nick.parse(typed) : Optional.empty();
        return name.isPresent() ? byPort(name) : byCode(typed, Optional.empty(), Optional.empty());
    }

    /** Step 380 asks for the session too: here it is known. */
    private CompletionStage<CodeDecision<ComeIn>> byCode(String code, Optional<Nick> nick, Optional<String> resume) {
        return CodeGate.byCode(door, new CodeCall(code, nick, Optional.of(owner.meeting()), resume, network));
    }

    private CompletionStage<CodeDecision<ComeIn>> byPort(Optional<Nick> nick) {
        if (!owner.isProof()) {
            return no(RefusalReason.BAD_CODE);
        }
        // The meeting may have ended since they connected.
        return gate.meeting(owner.room())
                .thenCompose(on -> on.equals(Optional.of(owner.meeting()))
                        ? door.byPort(new PortCall(owner.room(), nick, network)).thenApply(CodeGate::decision)
                        : no(RefusalReason.CODE_ENDED));
    }

    @Override
    public CompletionStage<CodeDecision<Look>> look(String code) {
        return anywhere.look(code).thenApply(seen -> seen.fold(this::ofThisRoom, not -> not));
    }

    @Override
    public void over() {
        anywhere.over();
    }

    private CodeDecision<Look> ofThisRoom(CodeDecision.Given<Look> seen) {
        return seen.what().room().equals(owner.room()) ? seen : CodeGate.notYet(new Refused(RefusalReason.BAD_CODE));
    }

    private static <T> CompletionStage<CodeDecision<T>> no(RefusalReason reason) {
        return CompletableFuture.completedFuture(CodeGate.notYet(new Refused(reason)));
    }
}
