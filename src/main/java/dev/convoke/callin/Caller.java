package dev.convoke.callin;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What is decided about one connection, with an ear to it: from the first good code on it is nobody unknown any more, and who opened a
 * room by its PIN is remembered. Any thread.
 */
public final class Caller implements CodePolicy {

    private final CodePolicy policy;
    private final Runnable proved;

    /** Written by the thread that decides, read on the event loop when that is done. */
    private volatile Optional<Opened> opened = Optional.empty();

    /**
     * A room to which somebody came as its moderator without having been texted a code.
     *
     * @param by who
     * @param wantsPort whether they want a port for its meeting at once
     */
    record Opened(ConferenceNumber room, Person by, boolean wantsPort) {}

    /** {@code proved} is run each time that something good was presented. */
    public Caller(CodePolicy policy, Runnable proved) {
        this.policy = policy;
        this.proved = proved;
    }

    /** What was opened; empty if nothing was. */
    Optional<Opened> opened() {
        return opened;
    }

    @Override
    public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
        return policy.admit(what).thenApply(decision -> {
            if (decision instanceof CodeDecision.Given<ComeIn> given) {
                proved.run();
                note(given.what(), what);
            }
            return decision;
        });
    }

    private void note(ComeIn in, Presented what) {
        boolean isModerator = in.entry().role() == Role.MODERATOR;
        if (isModerator && in.entry().who().phone().isEmpty()) {
            boolean wantsPort = what instanceof Presented.Open open && open.port();
            opened = Optional.of(
                    new Opened(in.entry().room().number(), in.entry().who(), wantsPort));
        }
    }

    @Override
    public boolean needsNoProof() {
        return policy.needsNoProof();
    }

    @Override
    public void over() {
        policy.over();
    }

    @Override
    public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
        return policy.look(code).thenApply(decision -> {
            if (decision instanceof CodeDecision.Given<PrivateEvent.Look>) {
                proved.run();
            }
            return decision;
        });
    }
}
