package dev.convoke.smpp;

import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.sms.SegmentedText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;

/**
 * Hands one text to a message centre as {@code submit_sm} (SMPP 3.4 §4.4.1), in as many parts as it needs, and tells from the
 * answers what became of it. The first part that is not taken decides.
 *
 * <p>Runs on a thread of the session's {@link SubmitWindow}.
 */
final class Submission {

    private static final Duration MAX_VALIDITY = Duration.ofDays(30);

    private final LinkSettings link;
    private final Clock clock;
    private final AtomicInteger references;

    /** @param references numbers the texts that take several parts */
    Submission(LinkSettings link, Clock clock, AtomicInteger references) {
        this.link = link;
        this.clock = clock;
        this.references = references;
    }

    /** Sends the text and waits for the answers; never throws. */
    Submitted send(LinkSession session, MobileTerminated text) {
        try {
            return sendParts(session, text);
        } catch (NotBoundException e) {
            return new Submitted.TryLater("the link is not bound");
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus());
        } catch (GenericNackResponseException e) {
            return refused(e.getCommandStatus());
        } catch (PDUException e) {
            return new Submitted.Rejected("it does not fit a submit_sm: " + e.getMessage());
        } catch (ResponseTimeoutException e) {
            return new Submitted.OutcomeUnknown(
                    session.submits().isClosed()
                            ? "the link was lost before the answer came"
                            : "no answer within " + link.timers().response().toMillis() + " ms");
        } catch (IOException e) {
            return new Submitted.OutcomeUnknown("the link was lost while it was sent");
        } catch (InvalidResponseException | RuntimeException e) {
            return new Submitted.OutcomeUnknown("the answer made no sense");
        }
    }

    private Submitted sendParts(LinkSession session, MobileTerminated text)
            throws IOException, PDUException, InvalidResponseException, NegativeResponseException,
                    ResponseTimeoutException {
        Duration validity = Duration.between(clock.instant(), text.expiresAt());
        if (validity.isNegative() || validity.isZero()) {
            return new Submitted.Rejected("its time has run out");
        }
        Optional<SegmentedText> parts = SegmentedText.of(
                text.text(),
                link.traffic().alphabet(),
                references.incrementAndGet(),
                link.traffic().maxParts());
        if (parts.isEmpty()) {
            return new Submitted.Rejected("it takes more than " + link.traffic().maxParts() + " messages");
        }
        List<String> ids = new ArrayList<>();
        for (int part = 0; part < parts.get().count(); part++) {
            ids.add(session.submit(
                    SmppAddress.of(text.from()), SmppAddress.of(text.to()), parts.get(), part, relative(validity)));
        }
        return new Submitted.Taken(String.join(",", ids));
    }

    /** A {@code validity_period} relative to the message centre's clock, {@code YYMMDDhhmmss000R} (SMPP 3.4 §7.1.1). */
    static String relative(Duration validity) {
        Duration bounded = validity.compareTo(MAX_VALIDITY) < 0 ? validity : MAX_VALIDITY;
        long seconds = Math.max(1, bounded.toSeconds());
        return String.format(
                Locale.ROOT,
                "0000%02d%02d%02d%02d000R",
                seconds / 86_400,
                seconds / 3_600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }

    private static Submitted refused(int status) {
        String words = CommandStatus.words(status);
        return CommandStatus.isTemporary(status) ? new Submitted.TryLater(words) : new Submitted.Rejected(words);
    }
}
