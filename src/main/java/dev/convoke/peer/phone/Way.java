package dev.convoke.peer.phone;

/** How connections to the room come about. {@link #run} is called once, by the phone; {@link #close} by any thread. */
public sealed interface Way extends AutoCloseable permits Listening, Calling, Relayed {

    /**
     * Brings connections to a line until it is closed or there is no more use in trying.
     *
     * @throws PhoneException if it cannot go on; the message says why
     */
    void run(Line line) throws InterruptedException;

    /** Ends {@link #run}, and gives back what it holds; waits for at most some seconds. */
    @Override
    void close();
}
