package dev.convoke.session;

import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Folding;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks at the door for what the text did not say (US 8,018,877 section B: "the user may be prompted by the server to manually
 * enter the appropriate personal conference number or PIN number through the TCP connection").
 *
 * <p>Three tries; each prompt waits for a minute by default. Runs on the session's event loop.
 */
public final class DoorDialogue implements LineHandler {

    private static final int TRIES = 3;

    private final Session session;
    private final DoorPolicy doorkeeper;
    private final Duration patience;
    private final Consumer<RoomEntry> comeIn;
    private final Consumer<RefusalReason> turnedAway;
    private Asking asking = Asking.NUMBER;
    private PrivateEvent.@Nullable Prompt prompt;
    private @Nullable ConferenceNumber number;
    private @Nullable ScheduledFuture<?> timer;
    private int failures;

    /** What the next line answers. */
    private enum Asking {
        /** The conference number. */
        NUMBER,
        /** The PIN, or nothing. */
        PIN,
        /** Nothing: the doorkeeper is deciding. */
        NOTHING,
        /** Nothing any more: the dialogue is over. */
        OVER
    }

    /**
     * A dialogue; {@link #begin} asks the first question.
     *
     * @param doorkeeper decides about this visitor
     * @param patience how long each prompt waits
     * @param comeIn called once, on the loop, when the visitor may enter
     * @param turnedAway called once, on the loop, when the dialogue ended otherwise; the visitor has been told
     */
    public DoorDialogue(
            Session session,
            DoorPolicy doorkeeper,
            Duration patience,
            Consumer<RoomEntry> comeIn,
            Consumer<RefusalReason> turnedAway) {
        this.session = session;
        this.doorkeeper = doorkeeper;
        this.patience = patience;
        this.comeIn = comeIn;
        this.turnedAway = turnedAway;
    }

    /** Asks for the conference number. */
    public void begin() {
        ask(Asking.NUMBER, "Conference number:");
    }

    private void ask(Asking what, String question) {
        asking = what;
        prompt = new PrivateEvent.Prompt(
                what == Asking.PIN ? PrivateEvent.Asked.PIN : PrivateEvent.Asked.NUMBER, question);
        session.send(prompt);
        stopTimer();
        timer = session.channel().eventLoop().schedule(this::tooLate, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public boolean wantsLines() {
        return asking == Asking.NUMBER || asking == Asking.PIN;
    }

    @Override
    public void onLine(String line) {
        String typed = read(line);
        if (asking == Asking.NUMBER) {
            onNumber(typed);
        } else if (asking == Asking.PIN) {
            onPin(typed);
        }
    }

    /** As a text is read: what a keyboard or a copied text brings along does not make it another number. */
    private static String read(String typed) {
        String folded = Folding.fold(typed).strip();
        String bare = Folding.unwrap(folded).strip();
        // What is nothing but punctuation is a wrong answer, and not the same as none.
        return bare.isEmpty() ? folded : bare;
    }

    @Override
    public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
        return command.atDoor(this);
    }

    /** Takes the answer to the prompt at hand, and to the next; {@code false} if it does not answer the one at hand. */
    boolean answer(Optional<String> typedNumber, Optional<String> typedPin) {
        Optional<String> now = asking == Asking.NUMBER ? typedNumber : typedPin;
        if (!wantsLines() || now.isEmpty()) {
            return false;
        }
        int before = failures;
        if (asking == Asking.NUMBER) {
            onNumber(read(now.get()));
            if (failures == before && asking == Asking.PIN) {
                typedPin.map(DoorDialogue::read).ifPresent(this::onPin);
            }
        } else {
            onPin(read(now.get()));
        }
        return true;
    }

    /** Nobody can come in any more, because the server ends. On the dialogue's loop. */
    public void farewell() {
        if (asking != Asking.OVER) {
            end(RefusalReason.NO_ANSWER, Farewell.RESTART, "The server is stopping.");
        }
    }

    /** The visitor goes without having come in. */
    void leave() {
        end(RefusalReason.NO_ANSWER, Farewell.LEFT, "You did not come in.");
    }

    @Override
    public void onFormat() {
        if (wantsLines() && prompt != null) {
            session.send(prompt);
        }
    }

    private void onNumber(String typed) {
        Optional<ConferenceNumber> parsed = ConferenceNumber.parse(typed);
        if (parsed.isEmpty()) {
            tryAgain(RefusalReason.UNKNOWN_ROOM, "A conference number has 3 to 12 digits.");
            return;
        }
        number = parsed.get();
        ask(Asking.PIN, "PIN (press Enter if you were given none):");
    }

    private void onPin(String typed) {
        Optional<Pin> pin = Pin.parse(typed);
        if (!typed.isEmpty() && pin.isEmpty()) {
            tryAgain(RefusalReason.WRONG_PIN, "A PIN has 4 to 12 digits.");
            return;
        }
        ConferenceNumber wanted = number;
        if (wanted == null) {
            return;
        }
        asking = Asking.NOTHING;
        stopTimer();
        doorkeeper
                .ask(wanted, pin)
                .whenComplete(
                        (answer, trouble) -> session.channel().eventLoop().execute(() -> onAnswer(answer, trouble)));
    }

    private void onAnswer(@Nullable DoorDecision answer, @Nullable Throwable trouble) {
        if (asking == Asking.OVER) {
            return;
        }
        if (answer == null || trouble != null) {
            end(RefusalReason.BUSY, RefusalReason.BUSY.sentence(""));
            return;
        }
        answer.fold(
                in -> {
                    asking = Asking.OVER;
                    comeIn.accept(in.entry());
                    return true;
                },
                not -> {
                    tryAgain(not.reason(), not.sentence());
                    return false;
                });
    }

    private void tryAgain(RefusalReason reason, String why) {
        failures++;
        if (failures >= TRIES) {
            end(reason, why + " That was the last try.");
            return;
        }
        session.send(new PrivateEvent.Rejected(reason.label(), why));
        begin();
        // Lines that were typed ahead while the doorkeeper was asked are answers to the prompts that follow.
        session.stage(this);
    }

    private void tooLate() {
        end(RefusalReason.NO_ANSWER, "No answer for " + patience.toSeconds() + " seconds.");
    }

    private void end(RefusalReason reason, String why) {
        end(reason, Farewell.REFUSED, why);
    }

    private void end(RefusalReason reason, Farewell code, String why) {
        stopTimer();
        asking = Asking.OVER;
        String label = code == Farewell.REFUSED ? reason.label() : "";
        session.send(new PrivateEvent.Goodbye(code, why + " Goodbye.", "", label));
        session.close();
        turnedAway.accept(reason);
    }

    @Override
    public void onLost(Departure how) {
        if (asking != Asking.OVER) {
            stopTimer();
            asking = Asking.OVER;
            turnedAway.accept(RefusalReason.NO_ANSWER);
        }
    }
}
