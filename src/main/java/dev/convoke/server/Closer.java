package dev.convoke.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened so far, to be closed in reverse; used by one thread at a time. */
final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closer) {}

    /** Remembers a part; returns it, for wiring. */
    <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /** Something to be done at that point of the closing. */
    void onClose(String name, AutoCloseable step) {
        parts.push(new Part(name, step));
    }

    /** Closes everything, the last one first; what fails is logged and does not keep the rest open. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closer().close();
            } catch (Exception failure) {
                LOG.warn("{} did not close as it should: {}", part.name(), failure.toString());
            }
        }
    }
}
