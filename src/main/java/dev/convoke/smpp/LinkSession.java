package dev.convoke.smpp;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.smpp.pdu.BoundedPduReader;
import dev.convoke.smpp.pdu.SubmitSm;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUSender;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;

/**
 * One attempt to bind, and the bind that comes of it; never used a second time.
 *
 * <p>Bound and shut by the thread of its {@link SupervisedBind}; sending and {@link #abort} are for any thread. The library
 * makes its own threads: a reader, which also takes the texts ({@link DeliverSmInterceptor}), one for {@code enquire_link}, and a few for
 * other requests and for answers to ours. Our own is the one that answers texts ({@link ResponseSender}), from {@link #bind} to
 * {@link #shut}, if the bind receives.
 */
final class LinkSession extends SMPPSession {

    /**
     * Threads of the library's. Texts do not come to them, and what does is not waited for; the second is there so that an
     * answer to a text of ours is heard while the first cannot write.
     */
    private static final int LIBRARY_THREADS = 2;

    /** What may wait for those threads beyond the answers to our texts. */
    private static final int SPARE_QUEUE = 100;

    private static final int MAX_UNBIND_MS = 2_000;

    /** How long an unbind waits for texts that are being stored, if they are not given up before. */
    private static final Duration MAX_ANSWER = Duration.ofSeconds(2);

    private final LinkSettings settings;
    private final BindKind kind;
    private final SmppState state;
    private final LinkConnector connector;
    private final BoundedPduReader reader;
    private final ResponseSender answers;
    private final SubmitWindow submits;

    private LinkSession(
            LinkSettings settings,
            BindKind kind,
            SmppState state,
            PDUSender sender,
            LinkConnector connector,
            BoundedPduReader reader,
            ResponseSender answers,
            SubmitWindow submits) {
        super(sender, reader, connector);
        this.settings = settings;
        this.kind = kind;
        this.state = state;
        this.connector = connector;
        this.reader = reader;
        this.answers = answers;
        this.submits = submits;
    }

    /** Makes a session that is not connected yet. */
    static LinkSession of(
            LinkSettings settings,
            BindKind kind,
            Optional<SSLSocketFactory> tls,
            DeliverSmHandler reception,
            ThreadMaker threads) {
        SmppState state = new SmppState();
        PDUSender sender = new SynchronizedPDUSender(new DefaultPDUSender());
        LinkConnector connector = new LinkConnector(settings.timers().connect(), tls);
        ResponseSender answers =
                new ResponseSender("smpp-" + settings.name() + "-answer", settings.window(), connector, threads);
        BoundedPduReader reader = new BoundedPduReader(
                settings.timers().response(),
                (status, sequence) -> sender.sendGenericNack(connector.output(), status, sequence),
                kind.receives()
                        ? new DeliverSmInterceptor(settings, state, reception, answers)
                        : (header, pdu) -> {
                            state.heard(header);
                            return false;
                        });
        SubmitWindow submits =
                new SubmitWindow(settings.window(), threads.factory("smpp-" + settings.name() + "-submit"));
        return new LinkSession(settings, kind, state, sender, connector, reader, answers, submits);
    }

    /**
     * Connects and binds; the calling thread waits for it.
     *
     * @param onEnd runs once when the session is closed, whoever closed it; it must not close anything itself
     * @throws IOException if there is no bind; the session is still to be {@link #shut}
     */
    void bind(Runnable onEnd) throws IOException {
        setMessageReceiverListener(new OtherRequests());
        setEnquireLinkTimer(Math.toIntExact(settings.timers().enquire().toMillis()));
        setTransactionTimer(settings.timers().response().toMillis());
        setPduProcessorDegree(LIBRARY_THREADS);
        setQueueCapacity(settings.window() + SPARE_QUEUE);
        addSessionStateListener((now, before, source) -> onState(now, onEnd));
        Login login = settings.login();
        BindParameter parameter = new BindParameter(
                kind.type(),
                login.systemId(),
                login.password().reveal(),
                login.systemType(),
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "");
        if (kind.receives()) {
            answers.start();
        }
        state.bindBegins();
        try {
            connectAndBind(
                    settings.endpoint().host(),
                    settings.endpoint().port(),
                    parameter,
                    settings.timers().response().toMillis());
        } catch (IOException e) {
            throw explained(e);
        } finally {
            state.bindEnds();
        }
    }

    private IOException explained(IOException trouble) {
        if (state.bindRefusal() != SMPPConstant.STAT_ESME_ROK) {
            return new BindFailure.Refused(state.bindRefusal(), trouble);
        }
        return state.wasCutWhileBinding()
                ? new IOException("it closed the connection before it answered the bind", trouble)
                : trouble;
    }

    /**
     * Called by the library to send a request and wait for its answer. It does not tell the thread that waits for the bind's
     * answer that the connection is gone; an interrupt does.
     */
    @Override
    protected Command executeSendCommand(SendCommandTask task, long timeoutMs)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        if (!state.isBinder()) {
            return super.executeSendCommand(task, timeoutMs);
        }
        state.awaitsBind();
        try {
            return super.executeSendCommand(task, timeoutMs);
        } finally {
            state.awaitsBindNoMore();
        }
    }

    private void onState(SessionState now, Runnable onEnd) {
        if (now == SessionState.UNBOUND) {
            state.unbound();
            onEnd.run();
        } else if (now == SessionState.CLOSED) {
            state.closed();
            submits.close();
            onEnd.run();
        }
    }

    boolean hasEnded() {
        return state.hasEnded();
    }

    /** Why a session that {@link #hasEnded} did so. */
    String ending() {
        return state.isUnbound()
                ? "the message centre ended the bind"
                : "the connection to the message centre was lost";
    }

    /** Whether the message centre has sent unbind: the bind may stand a while, but takes no text of ours any more. */
    boolean isLeaving() {
        return state.unbindHeard();
    }

    /**
     * Whether the message centre may have sent texts whose answers it has not heard; asked after {@link #shut}. Without an
     * unbind that holds for every bind: what was written may be lost with the connection.
     */
    boolean mayHaveLostAnswers() {
        return kind.receives() && state.wasGranted() && !(state.partedByUnbind() && answers.allLeftByUnbind());
    }

    /** How long the link may stay as silent as it is before it counts as deaf; zero or less if it is deaf now. */
    Duration hearsFor() {
        return settings.timers().deaf().minus(reader.silentFor());
    }

    /** The texts of ours that are under way. */
    SubmitWindow submits() {
        return submits;
    }

    /**
     * Sends one part and waits for the answer.
     *
     * @return the message centre's id for it
     * @throws NotBoundException if nothing was sent
     */
    String submit(SubmitSm message)
            throws IOException, PDUException, InvalidResponseException, NegativeResponseException,
                    ResponseTimeoutException {
        String id = submitShortMessage(
                        "",
                        message.from().ton(),
                        message.from().npi(),
                        message.from().digits(),
                        message.to().ton(),
                        message.to().npi(),
                        message.to().digits(),
                        message.esmClass(),
                        (byte) 0,
                        (byte) 0,
                        "",
                        message.validityPeriod(),
                        new RegisteredDelivery(message.registeredDelivery()),
                        (byte) 0,
                        new RawDataCoding((byte) message.text().dataCoding()),
                        (byte) 0,
                        message.shortMessage(),
                        message.parameters())
                .getMessageId();
        return id == null ? "" : id;
    }

    /**
     * Called by the library before it sends; its own exception could not be told from one of the socket. After the other side's
     * unbind nothing more is sent: nobody would answer it.
     */
    @Override
    protected void ensureTransmittable(String activity, boolean only) throws IOException {
        if (!getSessionState().isTransmittable() || isLeaving()) {
            throw new NotBoundException();
        }
    }

    /**
     * Unbinds if the session is bound, and closes it; waits for the texts that are being stored and for the other side's answer to
     * the unbind, but not for long.
     */
    void unbindAndShut() {
        answers.awaitLast(MAX_ANSWER);
        setTransactionTimer(Math.min(MAX_UNBIND_MS, getTransactionTimer()));
        unbindAndClose();
        shut();
    }

    /** Closes the session and all it has. */
    void shut() {
        abort();
        close();
        answers.close();
        submits.close();
    }

    /** Cuts the connection, in whatever state it is. Any thread; does not wait. */
    void abort() {
        connector.abort();
    }
}
