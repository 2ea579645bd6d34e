package dev.convoke.peer.smsc;

import dev.convoke.smpp.pdu.ReceivedMessage;
import dev.convoke.smpp.pdu.ReceivedMessage.UnusableException;
import dev.convoke.smpp.pdu.SmppAddress;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.UserDataHeader.Part;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** Takes what ESMEs submit to the embedded message centre; of all that SMPP knows, only {@code submit_sm}. */
final class SmscListener implements ServerMessageReceiverListener {

    /** Ids go on after a restart without coming twice: for so many a second, from the clock. */
    private static final int IDS_PER_SECOND = 1_000;

    private final Alphabet alphabet;
    private final PhoneMemory phones;
    private final Clock clock;
    private final Faults faults;
    private final PhoneReceipts receipts;
    private final PartsTray tray = new PartsTray();
    private final AtomicLong lastId;

    SmscListener(Alphabet alphabet, PhoneMemory phones, Clock clock, Faults faults, PhoneReceipts receipts) {
        this.alphabet = alphabet;
        this.phones = phones;
        this.clock = clock;
        this.faults = faults;
        this.receipts = receipts;
        this.lastId = new AtomicLong(clock.instant().getEpochSecond() * IDS_PER_SECOND);
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source) throws ProcessRequestException {
        Optional<Fault.RefuseSubmit> refusal = faults.strike(Fault.RefuseSubmit.class);
        if (refusal.isPresent()) {
            throw new ProcessRequestException("refused", refusal.get().status());
        }
        try {
            String id = Long.toHexString(lastId.incrementAndGet());
            receipts.onTaken(message, id, take(message));
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (UnusableException | PDUStringException e) {
            throw new ProcessRequestException("unusable", SMPPConstant.STAT_ESME_RSUBMITFAIL);
        }
    }

    /** Its text. */
    private String take(SubmitSm message) throws UnusableException {
        String from = SmppAddress.received(
                        message.getSourceAddrTon(), message.getSourceAddrNpi(), message.getSourceAddr())
                .written();
        String to = SmppAddress.received(message.getDestAddrTon(), message.getDestAddrNpi(), message.getDestAddress())
                .written();
        ReceivedMessage received = ReceivedMessage.of(message, alphabet);
        Optional<Part> part = received.part();
        Optional<String> whole =
                part.isPresent() ? tray.add(from, to, part.get(), received.text()) : Optional.of(received.text());
        whole.ifPresent(text -> phones.add(
                new Delivered(0, from, to, text, clock.instant(), received.port(), message.getDataCoding() & 0xFF)));
        return received.text();
    }

    private static ProcessRequestException notServed() {
        return new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession source)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession source) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession source) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession source) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session source) throws ProcessRequestException {
        throw notServed();
    }
}
