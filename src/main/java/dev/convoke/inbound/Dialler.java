package dev.convoke.inbound;

import dev.convoke.admission.Visitor;
import dev.convoke.room.RoomEntry;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a dial-in wants of the dial-out. */
public interface Dialler {

    /**
     * Connects to a device and seats it.
     *
     * @return completes with empty when the device is in the room (or its lobby), or with why it is not; never exceptionally
     */
    CompletionStage<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry);

    /** Connects to a device, asks for number and PIN, and seats it; completes as {@link #dial} does. */
    CompletionStage<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor);
}
