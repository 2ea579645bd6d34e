package dev.convoke.peer.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last texts that phones got from the embedded message centre. Any thread; its lock guards the texts. */
final class PhoneMemory {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSmsc.class);

    private final int kept;
    private final ArrayDeque<Delivered> texts = new ArrayDeque<>();
    private final List<Consumer<Delivered>> listeners = new CopyOnWriteArrayList<>();
    private long lastSeq;

    PhoneMemory(int kept) {
        this.kept = kept;
    }

    /** Keeps a text; its {@code seq} is given here. */
    void add(Delivered unnumbered) {
        Delivered text;
        synchronized (this) {
            text = unnumbered.numbered(++lastSeq);
            texts.addLast(text);
            if (texts.size() > kept) {
                texts.removeFirst();
            }
            notifyAll();
        }
        listeners.forEach(listener -> tell(listener, text));
    }

    private static void tell(Consumer<Delivered> listener, Delivered text) {
        try {
            listener.accept(text);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on a delivered text", e);
        }
    }

    void onText(Consumer<Delivered> listener) {
        listeners.add(listener);
    }

    synchronized List<Delivered> find(Predicate<Delivered> wanted, int limit) {
        return texts.stream().filter(wanted).limit(limit).toList();
    }

    synchronized Optional<Delivered> await(Predicate<Delivered> wanted, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            List<Delivered> found = find(wanted, 1);
            long leftMs = (until - System.nanoTime()) / 1_000_000;
            if (!found.isEmpty() || leftMs <= 0) {
                return found.stream().findFirst();
            }
            wait(leftMs);
        }
    }
}
