package dev.convoke.paging;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A mobile-originated text that waits to be handled. It is in the inbox, or being written there: it can be decided about, and a
 * device be dialled, while the disk works. All else that is done for it must wait until the text is on disk, because a text that
 * does not get there is sent again by its message centre, and comes as another.
 *
 * @param id its id in the inbox; {@link Inbox#settle} wants it back
 * @param mo the text
 * @param onDisk completes on any thread when the text is on disk; exceptionally if it will never be
 */
public record ReceivedText(long id, MobileOriginated mo, CompletableFuture<Void> onDisk) {

    /** A text that is on disk. */
    public static ReceivedText stored(long id, MobileOriginated mo) {
        return new ReceivedText(id, mo, CompletableFuture.completedFuture(null));
    }

    /**
     * Waits until the text is on disk, or will never be; not for longer than the store lets a write wait.
     *
     * @return whether it is on disk; if not, it is no longer the next step's, and owed no settlement
     */
    public boolean awaitOnDisk() throws InterruptedException {
        try {
            onDisk.get();
            return true;
        } catch (ExecutionException neverThere) {
            return false;
        }
    }
}
