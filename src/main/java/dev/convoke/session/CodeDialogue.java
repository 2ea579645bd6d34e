package dev.convoke.session;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * With somebody who called in: they say who they are by a code that was sent to them, or by a room and its PIN (US 8,018,877
 * steps 255–266 and 340–380).
 *
 * <p>The client speaks first, in lines or in JSON; who says nothing for a second is taken for a person and asked. There are three
 * tries, each within a time; a program that says hello with a code has one. Who has looked at what a code leads to may take
 * longer, for the code is a good one. Where nothing needs to be proved (the basic form of steps 255–266), who says nothing is in when
 * the time is over, and who says a name at once. Runs on the session's event loop.
 */
public final class CodeDialogue implements LineHandler {

    private static final int TRIES = 3;

    /** As often as a page may be looked at before somebody decides. */
    private static final int MAX_LOOKS = 50;

    /** A program speaks at once; a person looks at what comes. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** How long somebody may think about a name. */
    private static final Duration AFTER_A_LOOK = Duration.ofMinutes(10);

    private final Session session;
    private final CodePolicy policy;
    private final Duration within;
    private final Consumer<CodePolicy.ComeIn> comeIn;
    private final Consumer<RefusalReason> turnedAway;
    private Duration patience;
    private State state = State.LISTENING;
    private @Nullable ScheduledFuture<?> silence;
    private @Nullable ScheduledFuture<?> deadline;
    private int failures;
    private int looks;

    private enum State {
        /** The next line or command is for us. */
        LISTENING,
        /** It is being decided. */
        DECIDING,
        /** Somebody has come in or was turned away. */
        OVER
    }

    /**
     * A dialogue; {@link #begin} starts its times.
     *
     * @param policy decides about this connection
     * @param within how long each try may take
     * @param comeIn called once, on the loop, when somebody may enter
     * @param turnedAway called once, on the loop, when the dialogue ended otherwise; the other side has been told
     */
    public CodeDialogue(
            Session session,
            CodePolicy policy,
            Duration within,
            Consumer<CodePolicy.ComeIn> comeIn,
            Consumer<RefusalReason> turnedAway) {
        this.session = session;
        this.policy = policy;
        this.within = within;
        this.comeIn = comeIn;
        this.turnedAway = turnedAway;
        this.patience = within;
    }

    /** From now on time runs. */
    public void begin() {
        session.comesBackByItself();
        silence = after(SILENCE, this::askUnlessSpokenTo);
        awaitProof();
    }

    private void askUnlessSpokenTo() {
        silence = null;
        if (state == State.LISTENING && session.isUnheard()) {
            ask();
        }
    }

    private void ask() {
        String question = policy.needsNoProof() ? "Your name, or the code from your text:" : "Code from your text:";
        session.send(new PrivateEvent.Prompt(PrivateEvent.Asked.CODE, question));
    }

    private void awaitProof() {
        deadline = after(patience, this::tooLate);
    }

    private ScheduledFuture<?> after(Duration time, Runnable step) {
        return session.channel().eventLoop().schedule(step, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopTimers() {
        cancel(silence);
        cancel(deadline);
        silence = null;
        deadline = null;
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public boolean wantsLines() {
        return state == State.LISTENING;
    }

    @Override
    public void onLine(String line) {
        String typed = line.strip();
        if (typed.isEmpty()) {
            // A program may send empty lines before it says in which format it speaks.
            if (!session.isUnheard()) {
                ask();
            }
            return;
        }
        decide(policy.admit(new Presented.Line(typed)), this::letIn, this::tryAgain);
    }

    @Override
    public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
        return command.atCodeDoor(this, ack);
    }

    @Override
    public boolean onProof(JsonCommand.Proof proof, JsonCommand.Ack ack) {
        if (proof.isName() && !policy.needsNoProof()) {
            return true;
        }
        Optional<Nick> nick = proof.nick().flatMap(Nick::parse);
        if (proof.nick().isPresent() && nick.isEmpty()) {
            session.send(
                    new PrivateEvent.Rejected("bad-nick", "A name has 1 to 24 letters, digits, spaces or . _ - '"));
            return true;
        }
        JsonCommand.Later answer = ack.later();
        decide(
                policy.admit(proof.presented(nick)),
                in -> {
                    answer.answer(() -> {
                        if (!in.resume().isEmpty()) {
                            session.send(new PrivateEvent.Admitted(in.resume()));
                        }
                    });
                    letIn(in);
                },
                not -> {
                    answer.answer(() -> session.send(rejection(not)));
                    end(not.reason(), not.sentence());
                });
        return true;
    }

    /** A program wants to know what a code leads to. */
    void look(String code, JsonCommand.Ack ack) {
        looks++;
        if (looks > MAX_LOOKS) {
            end(RefusalReason.BUSY, "You have looked too often.");
            return;
        }
        JsonCommand.Later answer = ack.later();
        decide(
                policy.look(code),
                seen -> {
                    patience = AFTER_A_LOOK;
                    answer.answer(() -> session.send(seen));
                    listenAgain();
                },
                not -> {
                    answer.answer(() -> session.send(rejection(not)));
                    failOnce(not, () -> {});
                });
    }

    /** The visitor goes without having come in. */
    void leave() {
        end(RefusalReason.NO_ANSWER, Farewell.LEFT, "You did not come in.");
    }

    private <T> void decide(
            CompletionStage<CodeDecision<T>> decision, Consumer<T> given, Consumer<CodeDecision.NotYet<T>> notYet) {
        state = State.DECIDING;
        stopTimers();
        decision.whenComplete((answer, trouble) -> session.channel().eventLoop().execute(() -> {
            if (state == State.OVER) {
                return;
            }
            CodeDecision<T> known = answer == null || trouble != null ? busy() : answer;
            known.fold(
                    it -> {
                        given.accept(it.what());
                        return true;
                    },
                    not -> {
                        notYet.accept(not);
                        return false;
                    });
        }));
    }

    private static <T> CodeDecision<T> busy() {
        return new CodeDecision.NotYet<>(RefusalReason.BUSY, RefusalReason.BUSY.sentence(""));
    }

    private void letIn(CodePolicy.ComeIn in) {
        over();
        comeIn.accept(in);
    }

    private void tryAgain(CodeDecision.NotYet<?> not) {
        session.send(rejection(not));
        failOnce(not, this::ask);
    }

    private void over() {
        state = State.OVER;
        stopTimers();
        policy.over();
    }

    private static PrivateEvent.Rejected rejection(CodeDecision.NotYet<?> not) {
        CodeDecision.Times times = not.times();
        return new PrivateEvent.Rejected(
                not.reason().label(),
                not.sentence(),
                times.pause().map(Duration::toMillis).orElse(0L),
                times.starts().map(Instant::toEpochMilli).orElse(0L),
                times.doors().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Counts a try; if there is another one, does that before. */
    private void failOnce(CodeDecision.NotYet<?> not, Runnable before) {
        failures++;
        if (failures >= TRIES) {
            end(not.reason(), "That was the last try.");
            return;
        }
        patience = within;
        before.run();
        listenAgain();
    }

    private void listenAgain() {
        state = State.LISTENING;
        awaitProof();
        // What came while it was being decided is next.
        session.stage(this);
    }

    private void tooLate() {
        if (policy.needsNoProof() && failures == 0) {
            decide(policy.admit(new Presented.Nothing(Optional.empty())), this::letIn, not -> {
                session.send(rejection(not));
                end(not.reason(), not.sentence());
            });
            return;
        }
        end(RefusalReason.NO_ANSWER, "No code for " + patience.toSeconds() + " seconds.");
    }

    /** Nobody can come in any more, because the server ends. On the dialogue's loop. */
    public void farewell() {
        end(RefusalReason.NO_ANSWER, Farewell.RESTART, "The server is stopping.");
    }

    private void end(RefusalReason reason, String why) {
        end(reason, Farewell.REFUSED, why);
    }

    private void end(RefusalReason reason, Farewell code, String why) {
        if (state == State.OVER) {
            return;
        }
        over();
        String label = code == Farewell.REFUSED ? reason.label() : "";
        session.send(new PrivateEvent.Goodbye(code, why + " Goodbye.", "", label));
        session.close();
        turnedAway.accept(reason);
    }

    @Override
    public void onLost(Departure how) {
        if (state != State.OVER) {
            over();
            turnedAway.accept(RefusalReason.NO_ANSWER);
        }
    }
}
