package dev.convoke.peer.device;

/**
 * What the phones of a {@link PhoneBank} say and when, and what is noted of what they hear. Runs on the bank's thread; its
 * figures may be read by others when the run is over, and {@link #heardSoFar} at any time.
 */
public interface Load {

    /** Who can be made to speak. */
    interface Speakers {

        /** How many there are. */
        int count();

        /** Lets a speaker say its text of that number; {@code false} if its connection takes no more now. */
        boolean say(int speaker, int number);
    }

    /** The run begins: each text will be heard by so many phones. */
    void begin(int hearers, long nowNanos);

    /** Says what is due; returns in how many nanoseconds there is something to say again, if nothing is heard until then. */
    long say(Speakers speakers, long nowNanos);

    /** A phone has heard a text, the next one of that speaker. */
    void heard(int speaker, int number, long nowNanos);

    /** Whether everything was said and heard, or waited for in vain. */
    boolean isDone(long nowNanos);

    /** How many texts the phones have heard, all together; any thread. */
    long heardSoFar();

    /** How many deliveries were waited for in vain. */
    long missing();
}
