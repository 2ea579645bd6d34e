package dev.convoke.paging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a text that says the same as one that failed is its sender's new try, or the message centre's repetition. The
 * second happens when the connection is lost before our response has arrived, and must not cost a second refusal, or extend a
 * booking a second time. So a text counts as repeated that came before its link was last lost, or before the start, and not
 * longer ago than the duplicate window; as long as a link stands, everything is a new try.
 *
 * <p>In memory alone: what a crash interrupts is open, and fails in the run that hears the repetition. Of what failed nothing is
 * kept but digests, because they may hold PINs, and of those {@value #LIMIT}: what comes again had no response yet, and is no more
 * than the windows of the links.
 *
 * <p>Any thread; the lock guards what failed.
 */
final class DuplicateGuard {

    private static final int LIMIT = 10_000;

    private final Duration window;
    private final Clock clock;
    private final Instant start;
    private final Map<String, Instant> lostAt = new ConcurrentHashMap<>();
    /** Written by whoever loses a link; lets texts pass at no cost while none was lost lately. */
    private volatile Instant lastLost;

    /** In the order in which they failed; guarded by itself. */
    private final Map<Digest, Came> failed = new LinkedHashMap<>();

    /** Half of a SHA-256 over sender, service number and text. */
    private record Digest(long high, long low) {

        static Digest of(MobileOriginated mo) {
            byte[] words =
                    (mo.from().stored() + '\n' + mo.to().value() + '\n' + mo.text()).getBytes(StandardCharsets.UTF_8);
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(words));
                return new Digest(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** When a text came, and by which link. */
    private record Came(String link, Instant at) {}

    DuplicateGuard(InboxSettings settings, Clock clock) {
        this.window = settings.duplicateWindow();
        this.clock = clock;
        this.start = clock.instant();
        this.lastLost = start;
    }

    /** A link was lost: what came by it may come again. */
    void onLost(String link) {
        Instant now = clock.instant();
        lostAt.put(link, now);
        lastLost = now;
    }

    /** A text that the next step had has failed. */
    void add(MobileOriginated mo) {
        if (!isRecent(mo.receivedAt())) {
            return;
        }
        Digest digest = Digest.of(mo);
        synchronized (failed) {
            // Again at the end, if it is there already.
            failed.remove(digest);
            failed.put(digest, new Came(mo.link(), mo.receivedAt()));
            dropOld();
        }
    }

    private boolean isRecent(Instant then) {
        return then.plus(window).isAfter(clock.instant());
    }

    private void dropOld() {
        Iterator<Came> oldest = failed.values().iterator();
        while (oldest.hasNext() && (!isRecent(oldest.next().at()) || failed.size() > LIMIT)) {
            oldest.remove();
        }
    }

    /** Whether the message centre sends a text again that has failed. */
    boolean isRepeatedBy(MobileOriginated mo) {
        if (!isRecent(lastLost)) {
            return false;
        }
        Digest digest = Digest.of(mo);
        synchronized (failed) {
            Came first = failed.get(digest);
            if (first == null || !isRecent(first.at()) || !first.at().isBefore(lostAt(first.link()))) {
                return false;
            }
            // What comes by the same connection as the repetition is the sender's again.
            failed.put(digest, new Came(mo.link(), mo.receivedAt()));
            return true;
        }
    }

    private Instant lostAt(String link) {
        return lostAt.getOrDefault(link, start);
    }
}
