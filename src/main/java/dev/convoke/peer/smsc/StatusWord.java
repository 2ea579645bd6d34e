package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jsmpp.SMPPConstant;

/** Words for the {@code command_status} (SMPP 3.4 §5.1.3) that people make a message centre answer with. */
enum StatusWord {
    BIND_FAILED(SMPPConstant.STAT_ESME_RBINDFAIL),
    ALREADY_BOUND(SMPPConstant.STAT_ESME_RALYBND),
    BAD_PASSWORD(SMPPConstant.STAT_ESME_RINVPASWD),
    BAD_SYSTEM_ID(SMPPConstant.STAT_ESME_RINVSYSID),
    SYSTEM_ERROR(SMPPConstant.STAT_ESME_RSYSERR),
    THROTTLED(SMPPConstant.STAT_ESME_RTHROTTLED),
    QUEUE_FULL(SMPPConstant.STAT_ESME_RMSGQFUL),
    SUBMIT_FAILED(SMPPConstant.STAT_ESME_RSUBMITFAIL),
    BAD_SOURCE(SMPPConstant.STAT_ESME_RINVSRCADR),
    BAD_DESTINATION(SMPPConstant.STAT_ESME_RINVDSTADR);

    private final int status;

    StatusWord(int status) {
        this.status = status;
    }

    /** The word for a status; its number in hexadecimal if there is none. */
    static String of(int status) {
        return Arrays.stream(values())
                .filter(word -> word.status == status)
                .findFirst()
                .map(Fault::word)
                .orElse("0x" + Integer.toHexString(status));
    }

    /**
     * The status for a word, or for a number in decimal or, after {@code 0x}, hexadecimal.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static int parse(String written) {
        for (StatusWord word : values()) {
            if (Fault.word(word).equalsIgnoreCase(written)) {
                return word.status;
            }
        }
        try {
            return Integer.decode(written);
        } catch (NumberFormatException neither) {
            SettingCheck.holds(false, "status", written, all() + ", or a number such as 0x58");
            throw neither;
        }
    }

    static String all() {
        return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
    }
}
