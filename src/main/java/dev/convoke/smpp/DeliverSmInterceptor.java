package dev.convoke.smpp;

import dev.convoke.smpp.pdu.BoundedPduReader;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;

/**
 * Takes the {@code deliver_sm} of one session off the stream before the library sees it, from the moment the bind is granted
 * until either side has sent unbind. The library would keep a thread waiting for each text until it is stored, and write each
 * answer by itself; here the reader thread hands the text over, leaves the answer to {@link ResponseSender}, and reads on.
 *
 * <p>An unbind of the message centre reaches the library only when all answers that are owed by then have left: the library
 * answers it at once, and after that answer the message centre listens no more (SMPP 3.4 §4.2). Its answer to ours waits for
 * nothing: it listens no more already.
 *
 * <p>At most as many texts as the window are under way; those beyond are put off and not looked at. Runs on the session's
 * reader thread, which it makes wait only when too many answers wait to leave, and before such an unbind.
 */
final class DeliverSmInterceptor implements BoundedPduReader.Diversion {

    private static final PDUDecomposer DECOMPOSER = new DefaultDecomposer();

    private final SmppState state;
    private final DeliverSmHandler reception;
    private final ResponseSender answers;
    private final LinkTimers timers;
    private final Semaphore window;

    DeliverSmInterceptor(LinkSettings link, SmppState state, DeliverSmHandler reception, ResponseSender answers) {
        this.state = state;
        this.reception = reception;
        this.answers = answers;
        this.timers = link.timers();
        this.window = new Semaphore(link.window());
    }

    @Override
    public boolean takes(Command header, byte[] pdu) throws IOException {
        boolean bound = state.hearsTexts();
        state.heard(header);
        if (bound && header.getCommandId() == SMPPConstant.CID_UNBIND) {
            // Each text is answered within the time for storing it; the rest is for a message centre that reads slowly.
            answers.awaitLast(timers.response());
        }
        if (bound && header.getCommandId() == SMPPConstant.CID_DELIVER_SM) {
            take(header.getSequenceNumber(), pdu);
            return true;
        }
        return false;
    }

    private void take(int sequence, byte[] pdu) throws IOException {
        answers.owe(
                window.tryAcquire()
                        ? answer(sequence, pdu)
                        : PendingResponse.toText(sequence, reception.throttle(), timers.accept(), () -> {}));
    }

    private PendingResponse answer(int sequence, byte[] pdu) {
        try {
            DeliverSm message = DECOMPOSER.deliverSm(pdu);
            return PendingResponse.toText(sequence, reception.take(message), timers.accept(), window::release);
        } catch (PDUStringException tooLong) {
            return PendingResponse.nack(sequence, tooLong.getErrorCode(), window::release);
        }
    }
}
