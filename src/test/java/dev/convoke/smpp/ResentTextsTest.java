package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.paging.Inbox;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.Receipts;
import dev.convoke.paging.ReceivedText;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A refused text that comes again: from its sender, or from a message centre that did not hear our answer. */
@Timeout(60)
class ResentTextsTest {

    private static final StoreSecret SECRET = StoreSecret.of(new byte[32]);
    private static final String TEXT = "203.0.113.7:5000 8401234";

    @TempDir
    Path folder;

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final BlockingQueue<ReceivedText> handed = new LinkedBlockingQueue<>();
    private RawSmsc smsc;
    private Store store;
    private Inbox inbox;
    private Links links;

    @BeforeEach
    void start() throws IOException {
        smsc = new RawSmsc();
        store = SqliteStore.open(StoreSettings.at(MigratedFile.at(folder.resolve("convoke.db"))), SECRET, threads);
        inbox = new Inbox(store.inbox(), store.parts(), InboxSettings.defaults(), Clock.systemUTC(), threads);
        inbox.start(handed::add);
        links = new Links(
                new SmppSettings(List.of(fast(smsc.port()))),
                inbox,
                new Receipts(store.outbox(), Clock.systemUTC()),
                Clock.systemUTC(),
                threads);
        links.start();
    }

    @AfterEach
    void stop() throws IOException {
        smsc.close();
        links.close();
        inbox.close();
        store.close();
    }

    private void refuseNext() throws InterruptedException {
        ReceivedText text = handed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(text).isNotNull();
        inbox.settle(text.id(), "wrong-pin", false);
        await().atMost(PATIENCE).until(() -> inbox.counts().pending() == 0);
    }

    @Test
    void isHandledOnceIfTheConnectionIsLostBeforeTheAnswerIsHeard() throws Exception {
        Peer lost = smsc.bound();
        lost.send(Pdu.deliver(7, TEXT));
        refuseNext();
        lost.close();

        Pdu answer = smsc.bound().ask(Pdu.deliver(1, TEXT));

        assertThat(answer.status).isZero();
        assertThat(inbox.counts().duplicates()).isEqualTo(1);
        assertThat(handed).isEmpty();
    }

    @Test
    void isItsSendersNewTryAfterAnUnbind() throws Exception {
        Peer leaving = smsc.bound();
        leaving.ask(Pdu.deliver(7, TEXT));
        refuseNext();
        leaving.ask(Pdu.header(Pdu.UNBIND, 8));
        Peer refused = smsc.accept();
        refused.send(refused.read().headerOnlyAnswer(5));

        smsc.bound().ask(Pdu.deliver(1, TEXT));

        refuseNext();
        assertThat(inbox.counts().duplicates()).isZero();
    }

    @Test
    void isItsSendersNewTryAsLongAsTheConnectionStands() throws Exception {
        Peer peer = smsc.bound();
        peer.ask(Pdu.deliver(7, TEXT));
        refuseNext();

        peer.ask(Pdu.deliver(8, TEXT));

        refuseNext();
        assertThat(inbox.counts().duplicates()).isZero();
    }
}
