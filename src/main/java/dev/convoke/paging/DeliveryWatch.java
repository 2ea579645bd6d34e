package dev.convoke.paging;

/** Who wants to know what became of texts. */
@FunctionalInterface
public interface DeliveryWatch {

    /**
     * A text is on its phone, or never will be, as the message centre says. Called when that is on disk, on whatever thread, perhaps
     * twice; must neither block nor throw.
     *
     * @param textId which text, as {@link Outbox#send(MobileTerminated, java.util.function.LongConsumer)} told
     */
    void settled(long textId, boolean delivered);

    /** For a server in which nobody asks. */
    static DeliveryWatch none() {
        return (textId, delivered) -> {};
    }
}
