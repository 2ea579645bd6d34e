package dev.convoke.paging;

import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import java.util.Optional;

/**
 * What a message centre says became of a message of ours (SMPP 3.4 §5.2.12, appendix B).
 *
 * @param link name of the link it came by
 * @param id the message, in whatever number system the receipt has it
 * @param recipient who it was for, where the receipt says so
 * @param state what became of it
 */
public record DeliveryReceipt(String link, MessageId id, Optional<Msisdn> recipient, Receipt state) {}
