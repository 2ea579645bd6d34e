package dev.convoke.peer.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delivery receipts as an ESME gets them that is not ours. */
@Timeout(60)
class PhoneReceiptsTest {

    private static final int ALWAYS = 1;
    private static final int ON_FAILURE = 2;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failures.add(failure));
    private final BlockingQueue<DeliverSm> received = new LinkedBlockingQueue<>();
    private EmbeddedSmsc smsc;
    private SMPPSession esme;

    @BeforeEach
    void bind() throws IOException {
        smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), threads);
        esme = new SMPPSession();
        esme.setTransactionTimer(10_000);
        esme.setMessageReceiverListener(new Listener());
        esme.connectAndBind(
                "127.0.0.1",
                smsc.port(),
                new BindParameter(
                        BindType.BIND_TRX, "test", "", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, ""));
    }

    @AfterEach
    void close() {
        esme.unbindAndClose();
        smsc.close();
        assertThat(failures).isEmpty();
    }

    private final class Listener implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm message) {
            received.add(message);
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm message, Session source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {}
    }

    /** Texts a phone; the id that the answer gives. */
    private String submit(int registeredDelivery, String text) throws Exception {
        return esme.submitShortMessage(
                        "",
                        TypeOfNumber.NETWORK_SPECIFIC,
                        NumberingPlanIndicator.ISDN,
                        "84433",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "447700900001",
                        new ESMClass(0),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(registeredDelivery),
                        (byte) 0,
                        new RawDataCoding((byte) 0),
                        (byte) 0,
                        text.getBytes(StandardCharsets.US_ASCII))
                .getMessageId();
    }

    private DeliverSm receipt() throws InterruptedException {
        return Optional.ofNullable(received.poll(10, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no receipt came"));
    }

    private static String text(DeliverSm receipt) {
        return new String(receipt.getShortMessage(), StandardCharsets.US_ASCII);
    }

    private void arm(Map<String, String> parameters) {
        smsc.faults().arm(FaultKind.parse("receipts", parameters), 1);
    }

    @Test
    void comesFromThePhoneForWhoAsksForIt() throws Exception {
        submit(0, "not this one");
        String id = submit(ALWAYS, "a text that is longer than what is shown");

        DeliverSm receipt = receipt();

        assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
        assertThat(receipt.getSourceAddr()).isEqualTo("447700900001");
        assertThat(receipt.getDestAddress()).isEqualTo("84433");
        assertThat(text(receipt))
                .matches(
                        "id:" + id + " sub:001 dlvrd:001 submit date:[0-9]{10} done date:[0-9]{10} stat:DELIVRD err:000"
                                + " text:a text that is longe");
        assertThat(received).isEmpty();
    }

    @Test
    void comesOnlyOnFailureIfThatIsWhatWasAsked() throws Exception {
        submit(ON_FAILURE, "arrives");
        arm(Map.of("state", "undeliv"));
        String lost = submit(ON_FAILURE, "does not");

        assertThat(text(receipt())).contains("id:" + lost).contains("dlvrd:000").contains("stat:UNDELIV err:001");
        assertThat(received).isEmpty();
    }

    @Test
    void anEarlyOneComesBeforeTheAnswer() throws Exception {
        arm(Map.of("when", "early", "by", "500ms"));

        String id = submit(ALWAYS, "text");

        assertThat(received)
                .singleElement()
                .satisfies(receipt -> assertThat(text(receipt)).contains("id:" + id));
    }

    @Test
    void idsAndLayoutsAreWhatOperatorsSend() throws Exception {
        arm(Map.of("ids", "decimal", "layout", "terse"));
        String first = submit(ALWAYS, "text");
        assertThat(text(receipt())).isEqualTo("id:" + Long.parseLong(first, 16) + " stat:DELIVRD");

        arm(Map.of("ids", "padded", "layout", "odd", "state", "rejectd"));
        String second = submit(ALWAYS, "text");
        assertThat(text(receipt())).contains("STAT:rejectd ID:" + "0".repeat(16 - second.length()) + second + " ");

        arm(Map.of("ids", "upper", "layout", "tlv", "state", "expired"));
        String third = submit(ALWAYS, "text");
        DeliverSm bare = receipt();
        assertThat(text(bare)).isEmpty();
        assertThat(bare.getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                        .getValueAsString())
                .isEqualTo(third.toUpperCase(Locale.ROOT));
        assertThat(bare.getOptionalParameter(OptionalParameter.Message_state.class)
                        .getValue())
                .isEqualTo((byte) Fault.State.EXPIRED.number());
    }

    @Test
    void oneMayComeTwiceOrNever() throws Exception {
        arm(Map.of("when", "missing"));
        submit(ALWAYS, "never");
        arm(Map.of("when", "twice"));
        String id = submit(ALWAYS, "twice");

        assertThat(text(receipt())).contains("id:" + id);
        assertThat(text(receipt())).contains("id:" + id);
        assertThat(received).isEmpty();
    }
}
