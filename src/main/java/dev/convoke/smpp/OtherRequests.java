package dev.convoke.smpp;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/**
 * What a message centre may send beside the texts that {@link DeliverSmInterceptor} takes. Runs on the library's threads, and never waits
 * there: an {@code enquire_link} must find a free thread.
 */
final class OtherRequests implements MessageReceiverListener {

    /** A text that comes after the unbind, while the library has not heard of it: the message centre shall keep it. */
    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        throw new ProcessRequestException("the bind has ended", SMPPConstant.STAT_ESME_RX_T_APPN);
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
