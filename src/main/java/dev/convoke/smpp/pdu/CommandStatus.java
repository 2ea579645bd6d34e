package dev.convoke.smpp.pdu;

import dev.convoke.paging.PageMessaging.Trouble;
import java.util.Optional;
import org.jsmpp.SMPPConstant;

/** What a {@code command_status} means for us (SMPP 3.4 §5.1.3). */
public final class CommandStatus {

    private CommandStatus() {}

    /** Whether the same request may succeed later. */
    public static boolean isTemporary(int status) {
        return trouble(status).isPresent();
    }

    /**
     * Why the same request may succeed later; empty if it never will, which is what we take of a status that we do not know,
     * vendors' own among them: to send a text for ever that is refused for ever costs more than to lose one.
     */
    public static Optional<Trouble> trouble(int status) {
        return switch (status) {
            // We send faster than we may.
            case SMPPConstant.STAT_ESME_RTHROTTLED -> Optional.of(Trouble.THROTTLED);
            // Too much waits for this phone, or for all of ours.
            case SMPPConstant.STAT_ESME_RMSGQFUL -> Optional.of(Trouble.QUEUE_FULL);
            // The bind is being taken down; the next one, or another link, takes the text.
            case SMPPConstant.STAT_ESME_RINVBNDSTS,
                    // Its own failure.
                    SMPPConstant.STAT_ESME_RSYSERR,
                    // It says no more than that it did not work; many say so of a network that is away.
                    SMPPConstant.STAT_ESME_RSUBMITFAIL,
                    SMPPConstant.STAT_ESME_RX_T_APPN,
                    SMPPConstant.STAT_ESME_RDELIVERYFAILURE,
                    SMPPConstant.STAT_ESME_RSERTYPUNAVAIL -> Optional.of(Trouble.TEMPORARY);
            // A fault in the request, or a right that we do not have.
            default -> Optional.empty();
        };
    }

    /** The status in words, with its number. */
    public static String words(int status) {
        String words = switch (status) {
            case SMPPConstant.STAT_ESME_ROK -> "ok";
            case SMPPConstant.STAT_ESME_RINVMSGLEN -> "message length is wrong";
            case SMPPConstant.STAT_ESME_RINVCMDLEN -> "command length is wrong";
            case SMPPConstant.STAT_ESME_RINVCMDID -> "command is not known";
            case SMPPConstant.STAT_ESME_RINVBNDSTS -> "not possible with this bind";
            case SMPPConstant.STAT_ESME_RALYBND -> "already bound";
            case SMPPConstant.STAT_ESME_RINVREGDLVFLG -> "delivery receipts are not possible";
            case SMPPConstant.STAT_ESME_RSYSERR -> "system error";
            case SMPPConstant.STAT_ESME_RINVSRCADR -> "source address is wrong";
            case SMPPConstant.STAT_ESME_RINVDSTADR -> "destination address is wrong";
            case SMPPConstant.STAT_ESME_RBINDFAIL -> "bind failed";
            case SMPPConstant.STAT_ESME_RINVPASWD -> "password is wrong";
            case SMPPConstant.STAT_ESME_RINVSYSID -> "system id is wrong";
            case SMPPConstant.STAT_ESME_RMSGQFUL -> "message queue is full";
            case SMPPConstant.STAT_ESME_RINVESMCLASS -> "user data headers are not possible";
            case SMPPConstant.STAT_ESME_RSUBMITFAIL -> "submit failed";
            case SMPPConstant.STAT_ESME_RINVSRCTON, SMPPConstant.STAT_ESME_RINVSRCNPI -> "source type is wrong";
            case SMPPConstant.STAT_ESME_RINVDSTTON, SMPPConstant.STAT_ESME_RINVDSTNPI -> "destination type is wrong";
            case SMPPConstant.STAT_ESME_RTHROTTLED -> "throttled";
            case SMPPConstant.STAT_ESME_RINVEXPIRY -> "validity period is wrong";
            case SMPPConstant.STAT_ESME_RX_T_APPN -> "temporary error of the receiver";
            case SMPPConstant.STAT_ESME_RX_P_APPN -> "permanent error of the receiver";
            case SMPPConstant.STAT_ESME_RX_R_APPN -> "rejected by the receiver";
            case SMPPConstant.STAT_ESME_RTLVNOTALLWD -> "optional parameter is not possible";
            case SMPPConstant.STAT_ESME_RDELIVERYFAILURE -> "delivery failed";
            case SMPPConstant.STAT_ESME_RSERTYPUNAVAIL -> "service is not available";
            case SMPPConstant.STAT_ESME_RPROHIBITED -> "prohibited";
            case SMPPConstant.STAT_ESME_RINVDCS -> "alphabet is not possible";
            default -> "an error";
        };
        return words + String.format(" (command_status 0x%08x)", status);
    }
}
