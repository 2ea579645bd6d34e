package dev.convoke.session;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the dialogue at the door wants of admission, for one visitor, whom it knows. */
@FunctionalInterface
public interface DoorPolicy {

    /**
     * May the visitor enter there?
     *
     * @return completes on any thread; exceptionally only when the server is in trouble
     */
    CompletionStage<DoorDecision> ask(ConferenceNumber number, Optional<Pin> pin);
}
