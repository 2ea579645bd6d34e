package dev.convoke.smpp;

import dev.convoke.smpp.ReceivedMessage.UnusableException;
import dev.convoke.sms.DeliveryReceipt;
import dev.convoke.sms.MoPart;
import dev.convoke.sms.MoSink;
import dev.convoke.sms.MoSink.Taken;
import dev.convoke.sms.MobileOriginated;
import dev.convoke.sms.ReceiptSink;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/**
 * Takes the texts of one link (US 8,018,877 steps 425 and 455): decodes, puts them into the sink, and answers when they are
 * safe there.
 *
 * <p>Runs on the library's threads, where the answer leaves when the method returns. So it waits for the sink, but never for
 * longer than the accept time-out, never with more threads than the window, and never for anything else: an
 * {@code enquire_link} must find a free thread, and a {@code submit_sm} from here could wait for an answer that waits for
 * this very thread.
 *
 * <p>Trouble that a second sending cannot mend is answered ESME_ROK, else the message would come back for ever; a PDU that SMPP
 * does not allow is the message centre's mistake, and is answered with a permanent error that says so. Trouble of ours is answered with a temporary error, so that the message centre keeps the text.
 */
final class MoListener implements MessageReceiverListener {

    /** "ESME receiver temporary application error" (SMPP 3.4 §5.1.3): try again later. */
    private static final int OUR_TROUBLE = SMPPConstant.STAT_ESME_RX_T_APPN;

    private final LinkSettings link;
    private final MoSink sink;
    private final ReceiptSink receipts;
    private final ReceiptReader receiptReader;
    private final Clock clock;
    private final LinkCounts.Tally tally;
    private final Remarks remarks;
    private final Semaphore window;

    MoListener(
            LinkSettings link,
            MoSink sink,
            ReceiptSink receipts,
            Clock clock,
            LinkCounts.Tally tally,
            Remarks remarks) {
        this.link = link;
        this.sink = sink;
        this.receipts = receipts;
        this.receiptReader = new ReceiptReader(link);
        this.clock = clock;
        this.tally = tally;
        this.remarks = remarks;
        this.window = new Semaphore(link.traffic().window());
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        int status = answerTo(message);
        if (status != SMPPConstant.STAT_ESME_ROK) {
            throw new ProcessRequestException("put off", status);
        }
    }

    private int answerTo(DeliverSm message) {
        if (!window.tryAcquire()) {
            tally.throttled.increment();
            return SMPPConstant.STAT_ESME_RTHROTTLED;
        }
        try {
            return take(message);
        } catch (UnusableException e) {
            tally.dropped.increment();
            remarks.bad(e.why(), "dropped a text from " + originator(message) + ": " + e.why());
            return e.commandStatus();
        } catch (Throwable e) {
            // An Error too: the library would end the thread and leave the message centre without an answer.
            tally.failed.increment();
            remarks.bad("a text could not be stored, the message centre shall keep it: " + e);
            return OUR_TROUBLE;
        } finally {
            window.release();
        }
    }

    private int take(DeliverSm message) throws UnusableException, ExecutionException {
        if (ReceiptReader.isReceipt(message)) {
            return takeReceipt(message);
        }
        if (!ReceivedMessage.isText(message)) {
            tally.receipts.increment();
            return SMPPConstant.STAT_ESME_ROK;
        }
        CompletableFuture<Taken> taken = hand(message);
        try {
            return count(taken.get(link.timers().accept().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            tally.failed.increment();
            remarks.bad("a text was not stored within " + link.timers().accept().toMillis()
                    + " ms, the message centre shall keep it");
            return OUR_TROUBLE;
        } catch (InterruptedException e) {
            // The session is being closed; the answer will not leave any more.
            Thread.currentThread().interrupt();
            return OUR_TROUBLE;
        }
    }

    private int takeReceipt(DeliverSm message) throws ExecutionException {
        tally.receipts.increment();
        Optional<DeliveryReceipt> receipt = receiptReader.read(message);
        if (receipt.isEmpty()) {
            return SMPPConstant.STAT_ESME_ROK;
        }
        try {
            receipts.accept(receipt.get()).get(link.timers().accept().toMillis(), TimeUnit.MILLISECONDS);
            return SMPPConstant.STAT_ESME_ROK;
        } catch (TimeoutException e) {
            return OUR_TROUBLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OUR_TROUBLE;
        }
    }

    private int count(Taken taken) {
        switch (taken) {
            case STORED -> tally.stored.increment();
            case DUPLICATE -> tally.duplicates.increment();
            case FULL -> {
                tally.throttled.increment();
                remarks.bad("the inbox is full, the message centre shall keep its texts");
                return SMPPConstant.STAT_ESME_RTHROTTLED;
            }
        }
        return SMPPConstant.STAT_ESME_ROK;
    }

    /** Decodes the text and puts it into the sink. */
    private CompletableFuture<Taken> hand(DeliverSm message) throws UnusableException {
        ServiceNumber to = SmppAddress.received(
                        message.getDestAddrTon(), message.getDestAddrNpi(), message.getDestAddress())
                .serviceNumber(link.traffic().region())
                .orElseThrow(() -> new UnusableException("it is for no number that could be ours"));
        ReceivedMessage received = ReceivedMessage.of(message, link.traffic().alphabet());
        return received.part().isPresent()
                ? sink.acceptPart(part(message, to, received, received.part().get()))
                : sink.accept(new MobileOriginated(
                        link.name(),
                        originator(message),
                        to,
                        received.text(),
                        received.port(),
                        sentAt(message),
                        clock.instant()));
    }

    private MoPart part(DeliverSm message, ServiceNumber to, ReceivedMessage received, Part part)
            throws UnusableException {
        if (received.body().octets().count() > MoPart.MAX_OCTETS) {
            throw new UnusableException("a part of it is longer than a message can be");
        }
        return new MoPart(
                link.name(),
                originator(message),
                to,
                part,
                received.body(),
                received.port(),
                sentAt(message),
                clock.instant());
    }

    /**
     * SMPP has no field for the time stamp of a {@code deliver_sm}; message centres that give one write it where a
     * {@code submit_sm} has its schedule_delivery_time, which is else empty (SMPP 3.4 §4.6.1).
     */
    private static Optional<Instant> sentAt(DeliverSm message) {
        return Optional.ofNullable(message.getScheduleDeliveryTime()).flatMap(SmscTime::parse);
    }

    private Originator originator(DeliverSm message) {
        return SmppAddress.received(message.getSourceAddrTon(), message.getSourceAddrNpi(), message.getSourceAddr())
                .originator(link.traffic().region());
    }

    /** Message centres send texts as {@code deliver_sm}; a {@code data_sm} is for applications that we are not. */
    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not served", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        // Tells that a phone is reachable again; the message centre itself sends what it holds.
    }
}
