package dev.convoke.smpp;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.PageMessaging.Trouble;
import dev.convoke.paging.RetryPause;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.smpp.Encoding.LongTexts;
import dev.convoke.smpp.Encoding.PortBy;
import dev.convoke.smpp.pdu.CommandStatus;
import dev.convoke.smpp.pdu.SmppAddress;
import dev.convoke.smpp.pdu.SubmitSm;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.SegmentedText;
import dev.convoke.sms.SegmentedText.Shape;
import dev.convoke.terms.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;

/**
 * Hands texts to a message centre as {@code submit_sm} (SMPP 3.4 §4.4.1), in as many parts as each needs and no faster than the
 * link may, and tells from the answers what became of them. The first part that is not taken decides.
 *
 * <p>Runs on the threads of the session's {@link SubmitWindow}.
 */
final class Submission {

    private static final Duration MAX_VALIDITY = Duration.ofDays(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final LinkSettings link;
    private final Clock clock;
    private final RepeatedLog remarks;
    private final SubmitRate pace;

    /** Lasts after the message centre said that it gets too much. */
    private final RetryPause pause = new RetryPause(FIRST_PAUSE, LONGEST_PAUSE);

    Submission(LinkSettings link, Clock clock, RepeatedLog remarks) {
        this.link = link;
        this.clock = clock;
        this.remarks = remarks;
        this.pace = new SubmitRate(link.submit().rate());
    }

    /** Whether the message centre has said that it gets too much, and that is not long ago. */
    boolean isPaused() {
        return pause.lasts();
    }

    /** Whether as many texts wait for their turn as the rate lets go soon. */
    boolean isAhead() {
        return pace.isAhead();
    }

    /** Sends the text and waits for the answers; never throws. */
    Submitted send(LinkSession session, SubmitRequest errand) {
        Shape shape = shape(errand);
        Optional<SegmentedText> parts = encode(errand.text(), shape);
        return parts.isEmpty()
                ? new Submitted.Rejected("it takes more than " + shape.maxParts() + " messages", Sent.NOTHING)
                : new Attempt(session, errand, parts.get()).run();
    }

    private Shape shape(SubmitRequest errand) {
        Encoding encoding = link.encoding();
        OptionalInt port = errand.text().port();
        return new Shape(
                errand.reference(),
                encoding.maxParts(),
                encoding.portBy() == PortBy.HEADER ? port : OptionalInt.empty(),
                encoding.longTexts() == LongTexts.PAYLOAD);
    }

    /** People get as much of a text as may be sent; programs all or nothing, as octets that nobody on the way converts. */
    private Optional<SegmentedText> encode(MobileTerminated text, Shape shape) {
        Alphabet zero = link.encoding().alphabet();
        return text.port().isPresent()
                ? SegmentedText.data(text.text().getBytes(StandardCharsets.UTF_8), shape)
                : Optional.of(SegmentedText.cut(text.text(), zero, shape));
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

    /** One text, from its first part that is still to be sent to its last, or to the first that is not taken. */
    private final class Attempt {

        private final LinkSession session;
        private final SubmitRequest errand;
        private final SegmentedText parts;
        private final int after;
        private final List<MessageId> ids = new ArrayList<>();

        Attempt(LinkSession session, SubmitRequest errand, SegmentedText parts) {
            this.session = session;
            this.errand = errand;
            this.parts = parts;
            this.after = errand.begun().goesOnAfter(link.name(), parts.messages());
        }

        private Sent sent() {
            return new Sent(after, ids);
        }

        Submitted run() {
            Optional<Submitted> obstacle = Optional.empty();
            for (int part = after; part < parts.count() && obstacle.isEmpty(); part++) {
                obstacle = awaitTurn().or(this::expiry).or(this::mark);
                if (obstacle.isEmpty()) {
                    obstacle = send(part);
                }
            }
            return obstacle.orElseGet(() -> new Submitted.Taken(sent()));
        }

        private Optional<Submitted> awaitTurn() {
            try {
                pace.await(parts.messages() / parts.count());
            } catch (InterruptedException closed) {
                return Optional.of(putOff(Trouble.TEMPORARY, "the link was closed"));
            }
            return pause.lasts()
                    ? Optional.of(putOff(Trouble.THROTTLED, "the message centre gets too much"))
                    : Optional.empty();
        }

        /** What is not even marked was never tried. */
        private Submitted putOff(Trouble trouble, String reason) {
            return ids.isEmpty() ? new Submitted.NoRoom(reason) : later(trouble, reason);
        }

        /** For a text that is, or may be, marked: that has to be taken back. */
        private Submitted later(Trouble trouble, String reason) {
            return new Submitted.TryLater(trouble, reason, sent());
        }

        private Optional<Submitted> expiry() {
            return validity().isNegative() || validity().isZero()
                    ? Optional.of(new Submitted.Rejected("its time has run out", sent()))
                    : Optional.empty();
        }

        private Duration validity() {
            return Duration.between(clock.instant(), errand.text().expiresAt());
        }

        /** Before the first part of this attempt: nothing may leave of which the disk does not know. */
        private Optional<Submitted> mark() {
            if (!ids.isEmpty()) {
                return Optional.empty();
            }
            try {
                errand.mark()
                        .onSending(link.name(), parts.messages())
                        .get(link.timers().response().toMillis(), TimeUnit.MILLISECONDS);
                return Optional.empty();
            } catch (ExecutionException | TimeoutException e) {
                return Optional.of(later(Trouble.TEMPORARY, "it could not be marked as being sent"));
            } catch (InterruptedException closed) {
                return Optional.of(later(Trouble.TEMPORARY, "the link was closed"));
            }
        }

        private Optional<Submitted> send(int part) {
            try {
                ids.add(MessageId.of(session.submit(submitSm(part))));
                pause.endUnlessLasting();
                return Optional.empty();
            } catch (NotBoundException e) {
                return Optional.of(later(Trouble.TEMPORARY, "the link is not bound"));
            } catch (NegativeResponseException e) {
                return Optional.of(refused(e.getCommandStatus()));
            } catch (GenericNackResponseException e) {
                return Optional.of(refused(e.getCommandStatus()));
            } catch (PDUException e) {
                return Optional.of(new Submitted.Rejected("it does not fit a submit_sm: " + e.getMessage(), sent()));
            } catch (ResponseTimeoutException e) {
                return Optional.of(unknown(
                        session.submits().isClosed()
                                ? "the link was lost before the answer came"
                                : "no answer within " + link.timers().response().toMillis() + " ms"));
            } catch (IOException e) {
                return Optional.of(unknown("the link was lost while it was sent"));
            } catch (InvalidResponseException | RuntimeException e) {
                return Optional.of(unknown("the answer made no sense"));
            }
        }

        private SubmitSm submitSm(int part) {
            Encoding encoding = link.encoding();
            MobileTerminated text = errand.text();
            return new SubmitSm(
                    SmppAddress.of(text.from()),
                    SmppAddress.of(text.to()),
                    parts,
                    part,
                    encoding.longTexts() == LongTexts.PAYLOAD && parts.messages() > 1,
                    encoding.portBy() == PortBy.PARAMETER ? text.port() : OptionalInt.empty(),
                    relative(validity()),
                    link.submit().receipts());
        }

        private Submitted unknown(String reason) {
            return new Submitted.OutcomeUnknown(reason, sent());
        }

        private Submitted refused(int status) {
            String words = CommandStatus.words(status);
            Optional<Trouble> trouble = CommandStatus.trouble(status);
            if (trouble.isEmpty()) {
                return new Submitted.Rejected(words, sent());
            }
            if (trouble.get() == Trouble.THROTTLED && pause.begin()) {
                remarks.bad("throttled", "the message centre gets too much from us, nothing is sent for a while");
            }
            return later(trouble.get(), words);
        }
    }
}
