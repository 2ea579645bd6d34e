package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.paging.Inbox;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.Receipts;
import dev.convoke.paging.ReceivedText;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts in parts, from the PDUs of a message centre to the next step, with the inbox on disk between. */
@Timeout(60)
class LongTextsTest {

    private static final String TEXT = "OPEN [2001:db8::7]:5000 8401234 4921 😀 Alice";
    private static final StoreSecret SECRET = StoreSecret.of(new byte[32]);

    /** Every order of three parts. */
    private static final int[][] ORDERS = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};

    /** How a message centre may say which part is which. */
    private enum Way {
        NARROW,
        WIDE_BEHIND_A_PORT,
        SAR;

        Pdu part(String from, int reference, int number, int sequence) {
            byte[] ucs2 = TEXT.getBytes(StandardCharsets.UTF_16BE);
            // The second cut goes through the surrogate pair.
            int pair = 2 * TEXT.indexOf("😀") + 2;
            int[] cuts = {0, 40, pair, ucs2.length};
            byte[] body = Arrays.copyOfRange(ucs2, cuts[number - 1], cuts[number]);
            Pdu.Deliver deliver = new Pdu.Deliver().from(1, from).dataCoding(8);
            return switch (this) {
                case NARROW ->
                    headed(deliver, new byte[] {5, 0, 3, (byte) reference, 3, (byte) number}, body)
                            .pdu(sequence);
                case WIDE_BEHIND_A_PORT ->
                    headed(
                                    deliver,
                                    new byte[] {
                                        12, 5, 4, 0x12, 0x34, 0, 0, 8, 4, 0x70, (byte) reference, 3, (byte) number
                                    },
                                    body)
                            .pdu(sequence);
                case SAR ->
                    deliver.text(body)
                            .tlv(0x020C, new byte[] {0x70, (byte) reference})
                            .tlv(0x020E, new byte[] {3})
                            .tlv(0x020F, new byte[] {(byte) number})
                            .pdu(sequence);
            };
        }

        private static Pdu.Deliver headed(Pdu.Deliver deliver, byte[] header, byte[] body) {
            byte[] whole = Arrays.copyOf(header, header.length + body.length);
            System.arraycopy(body, 0, whole, header.length, body.length);
            return deliver.esmClass(0x40).text(whole);
        }
    }

    @TempDir
    Path folder;

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final Queue<ReceivedText> handed = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RawSmsc smsc;
    private Inbox inbox;
    private Peer peer;
    private int sequence;

    @BeforeEach
    void start() throws IOException {
        smsc = new RawSmsc();
        InboxSettings usual = InboxSettings.defaults();
        Store store =
                SqliteStore.open(StoreSettings.at(MigratedFile.at(folder.resolve("convoke.db"))), SECRET, threads);
        inbox = new Inbox(
                store.inbox(),
                store.parts(),
                new InboxSettings(
                        usual.maxAge(),
                        usual.duplicateWindow(),
                        usual.pending(),
                        usual.retention(),
                        0x1234,
                        usual.parts()),
                Clock.systemUTC(),
                threads);
        inbox.start(handed::add);
        Receipts receipts = new Receipts(store.outbox(), Clock.systemUTC());
        Links links =
                new Links(new SmppSettings(List.of(fast(smsc.port()))), inbox, receipts, Clock.systemUTC(), threads);
        open.addAll(List.of(links, inbox, store));
        links.start();
        peer = smsc.bound();
    }

    @AfterEach
    void stop() throws Exception {
        smsc.close();
        for (AutoCloseable one : open) {
            one.close();
        }
        open.clear();
    }

    private void send(Way way, int reference, int number) throws IOException {
        send(way, "447700900001", reference, number);
    }

    private void send(Way way, String from, int reference, int number) throws IOException {
        assertThat(peer.ask(way.part(from, reference, number, ++sequence)).status)
                .isZero();
    }

    private List<String> words() {
        return handed.stream().map(text -> text.mo().text()).toList();
    }

    /** So that the next one is no repetition. */
    private void settleAll() {
        handed.forEach(text -> inbox.settle(text.id(), "wrong-pin", false));
        await().atMost(PATIENCE).until(() -> inbox.counts().pending() == 0);
        handed.clear();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inWhateverOrderAndHoweverOftenThePartsComeTheTextIsOne(Way way) throws IOException {
        for (int i = 0; i < ORDERS.length; i++) {
            int[] order = ORDERS[i];
            send(way, i, order[0]);
            send(way, i, order[0]);
            send(way, i, order[1]);
            send(way, i, order[0]);
            send(way, i, order[1]);
            assertThat(handed).as("order %d, not whole yet", i).isEmpty();
            send(way, i, order[2]);
            send(way, i, order[2]);
            send(way, i, order[0]);
            send(way, i, order[1]);

            assertThat(words()).as("order %d", i).containsExactly(TEXT);
            settleAll();
        }
        assertThat(inbox.counts().stored()).isEqualTo(6);
        assertThat(inbox.counts().duplicates()).isEqualTo(36);
    }

    @Test
    void theSameReferenceOfTwoSendersAndOfTwoKindsNeverMixes() throws IOException {
        send(Way.NARROW, "447700900001", 7, 1);
        send(Way.NARROW, "447700900002", 7, 2);
        send(Way.SAR, "447700900001", 7, 3);
        send(Way.WIDE_BEHIND_A_PORT, "447700900001", 7, 2);
        send(Way.NARROW, "447700900002", 7, 1);
        send(Way.NARROW, "447700900001", 7, 3);
        assertThat(handed).isEmpty();

        send(Way.NARROW, "447700900002", 7, 3);
        send(Way.NARROW, "447700900001", 7, 2);

        assertThat(words()).containsExactly(TEXT, TEXT);
        assertThat(handed)
                .extracting(text -> text.mo().from().stored())
                .containsExactly("+447700900002", "+447700900001");
    }

    @Test
    void afterARestartTheOtherPartsAreStillWelcome() throws Exception {
        send(Way.NARROW, 7, 3);
        send(Way.NARROW, 7, 1);
        stop();
        start();

        send(Way.NARROW, 7, 1);
        send(Way.NARROW, 7, 2);

        assertThat(words()).containsExactly(TEXT);
    }

    @Test
    void thePortOfThePartsIsThatOfTheText() throws IOException {
        send(Way.WIDE_BEHIND_A_PORT, 7, 1);
        send(Way.WIDE_BEHIND_A_PORT, 7, 2);
        send(Way.WIDE_BEHIND_A_PORT, 7, 3);

        assertThat(handed)
                .extracting(ReceivedText::mo)
                .extracting(MobileOriginated::port)
                .singleElement()
                .hasToString("OptionalInt[4660]");
    }
}
