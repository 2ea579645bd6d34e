package dev.convoke.smpp;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.paging.DeliveryReceipt;
import dev.convoke.paging.MoPart;
import dev.convoke.paging.MoSink;
import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.ReceiptSink;
import dev.convoke.smpp.pdu.ReceivedMessage;
import dev.convoke.smpp.pdu.ReceivedMessage.UnusableException;
import dev.convoke.smpp.pdu.SmppAddress;
import dev.convoke.smpp.pdu.SmscTime;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;

/**
 * Takes the texts of one link (US 8,018,877 steps 425 and 455): decodes, puts them into the sink, and says how each is to be
 * answered when it is safe there, or when it is clear that it will not be.
 *
 * <p>{@link #take} runs on the reader thread of a session and never waits: behind the text comes the next one, or an
 * {@code enquire_link}. What the sink says is counted on the sink's thread; that it says nothing in time, on the thread that
 * answers.
 *
 * <p>Trouble that a second sending cannot mend is answered ESME_ROK, else the message would come back for ever; a PDU that SMPP
 * does not allow is the message centre's mistake, and is answered with a permanent error that says so. Trouble of ours is
 * answered with a temporary error, so that the message centre keeps the text.
 */
final class DeliverSmHandler {

    /** "ESME receiver temporary application error" (SMPP 3.4 §5.1.3): try again later. */
    static final int OUR_TROUBLE = SMPPConstant.STAT_ESME_RX_T_APPN;

    private final LinkSettings link;
    private final MoSink sink;
    private final ReceiptSink receipts;
    private final ReceiptReader receiptReader;
    private final Clock clock;
    private final LinkCounts.Tally tally;
    private final RepeatedLog remarks;

    DeliverSmHandler(
            LinkSettings link,
            MoSink sink,
            ReceiptSink receipts,
            Clock clock,
            LinkCounts.Tally tally,
            RepeatedLog remarks) {
        this.link = link;
        this.sink = sink;
        this.receipts = receipts;
        this.receiptReader = new ReceiptReader(link);
        this.clock = clock;
        this.tally = tally;
        this.remarks = remarks;
    }

    /** Takes a message. Does not wait and does not throw, an Error neither: each message has an answer. */
    ResponseStatus take(DeliverSm message) {
        try {
            return receive(message);
        } catch (UnusableException e) {
            tally.dropped.increment();
            remarks.bad(e.why(), "dropped a text from " + originator(message) + ": " + e.why());
            return ResponseStatus.of(e.commandStatus());
        } catch (Throwable e) {
            return ResponseStatus.of(failed(e));
        }
    }

    private ResponseStatus receive(DeliverSm message) throws UnusableException {
        if (ReceiptReader.isReceipt(message)) {
            return receiveReceipt(message);
        }
        if (!ReceivedMessage.isText(message)) {
            tally.receipts.increment();
            return ResponseStatus.of(SMPPConstant.STAT_ESME_ROK);
        }
        return ResponseStatus.when(hand(message), this::count, this::notStored);
    }

    private ResponseStatus receiveReceipt(DeliverSm message) {
        tally.receipts.increment();
        Optional<DeliveryReceipt> receipt = receiptReader.read(message);
        return receipt.isEmpty()
                ? ResponseStatus.of(SMPPConstant.STAT_ESME_ROK)
                : ResponseStatus.when(
                        receipts.accept(receipt.get()),
                        stored -> SMPPConstant.STAT_ESME_ROK,
                        failure -> failure instanceof TimeoutException ? OUR_TROUBLE : failed(failure));
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

    private int notStored(Throwable failure) {
        if (!(failure instanceof TimeoutException)) {
            return failed(failure);
        }
        tally.failed.increment();
        remarks.bad("a text was not stored within " + link.timers().accept().toMillis()
                + " ms, the message centre shall keep it");
        return OUR_TROUBLE;
    }

    private int failed(Throwable failure) {
        tally.failed.increment();
        remarks.bad("a text could not be stored, the message centre shall keep it: " + failure);
        return OUR_TROUBLE;
    }

    /** Puts a message off that is more than the window allows; it is not looked at. */
    ResponseStatus throttle() {
        tally.throttled.increment();
        return ResponseStatus.of(SMPPConstant.STAT_ESME_RTHROTTLED);
    }

    /** A session that received has ended, and maybe not all answers were heard; called before another one begins. */
    void onLost() {
        sink.onLost(link.name());
    }

    /** Decodes the text and puts it into the sink. */
    private CompletableFuture<Taken> hand(DeliverSm message) throws UnusableException {
        ServiceNumber to = SmppAddress.received(
                        message.getDestAddrTon(), message.getDestAddrNpi(), message.getDestAddress())
                .serviceNumber(link.encoding().region())
                .orElseThrow(() -> new UnusableException("it is for no number that could be ours"));
        ReceivedMessage received = ReceivedMessage.of(message, link.encoding().alphabet());
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
                .originator(link.encoding().region());
    }
}
