package dev.convoke.session;

import dev.convoke.room.Visitor;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the dialogue at the door wants of admission. */
@FunctionalInterface
public interface DoorPolicy {

    /**
     * May this visitor enter?
     *
     * @return completes on any thread; exceptionally only when the server is in trouble
     */
    CompletionStage<DoorDecision> ask(Visitor visitor, ConferenceNumber number, Optional<Pin> pin);
}
