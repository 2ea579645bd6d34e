package dev.convoke.peer.phone;

import java.io.IOException;
import java.util.Optional;

/** What a person sees and types. {@link #read} is called by one thread, everything else by any. */
interface Screen extends AutoCloseable {

    /** Whether what was typed stays to be seen, so that its return from the room need not be shown. */
    boolean showsTyped();

    /** Shows what the room says. */
    void show(HeardLine line);

    /** Tells something of the phone's own, in words without anything of strangers'. */
    void tell(String words);

    /** Waits for the next line; empty when the person wants to quit or there is nothing more to read. */
    Optional<String> read() throws IOException;

    @Override
    void close();
}
