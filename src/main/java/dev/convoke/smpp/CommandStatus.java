package dev.convoke.smpp;

import org.jsmpp.SMPPConstant;

/** What a {@code command_status} means for us (SMPP 3.4 §5.1.3). */
public final class CommandStatus {

    private CommandStatus() {}

    /** Whether the same request may succeed later. */
    public static boolean isTemporary(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVBNDSTS,
                    SMPPConstant.STAT_ESME_RSYSERR,
                    SMPPConstant.STAT_ESME_RMSGQFUL,
                    SMPPConstant.STAT_ESME_RSUBMITFAIL,
                    SMPPConstant.STAT_ESME_RTHROTTLED,
                    SMPPConstant.STAT_ESME_RX_T_APPN -> true;
            default -> false;
        };
    }

    /** The status in words, with its number. */
    public static String words(int status) {
        String words = switch (status) {
            case SMPPConstant.STAT_ESME_ROK -> "ok";
            case SMPPConstant.STAT_ESME_RINVMSGLEN -> "message length is wrong";
            case SMPPConstant.STAT_ESME_RINVCMDLEN -> "command length is wrong";
            case SMPPConstant.STAT_ESME_RINVBNDSTS -> "not possible with this bind";
            case SMPPConstant.STAT_ESME_RALYBND -> "already bound";
            case SMPPConstant.STAT_ESME_RSYSERR -> "system error";
            case SMPPConstant.STAT_ESME_RINVSRCADR -> "source address is wrong";
            case SMPPConstant.STAT_ESME_RINVDSTADR -> "destination address is wrong";
            case SMPPConstant.STAT_ESME_RBINDFAIL -> "bind failed";
            case SMPPConstant.STAT_ESME_RINVPASWD -> "password is wrong";
            case SMPPConstant.STAT_ESME_RINVSYSID -> "system id is wrong";
            case SMPPConstant.STAT_ESME_RMSGQFUL -> "message queue is full";
            case SMPPConstant.STAT_ESME_RSUBMITFAIL -> "submit failed";
            case SMPPConstant.STAT_ESME_RTHROTTLED -> "throttled";
            case SMPPConstant.STAT_ESME_RINVEXPIRY -> "validity period is wrong";
            case SMPPConstant.STAT_ESME_RX_T_APPN -> "temporary error of the receiver";
            case SMPPConstant.STAT_ESME_RX_P_APPN -> "permanent error of the receiver";
            default -> "an error";
        };
        return words + String.format(" (command_status 0x%08x)", status);
    }
}
