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
import org.jspecify.annotations.Nullable;

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

    /** How long a good-bye waits for texts that are being stored, if they are not given up before. */
    private static final Duration MAX_ANSWER = Duration.ofSeconds(2);

    private final LinkSettings settings;
    private final BindKind kind;
    private final LinkConnector connector;
    private final BoundedPduReader reader;
    private final ResponseSender answers;
    private final SubmitWindow submits;
    private final Object binderLock = new Object();
    /** The thread that binds, while it does; written by itself. */
    private volatile @Nullable Thread binder;

    /** Whether it waits for the answer; guarded by {@code binderLock}. */
    private boolean awaitsBind;

    /** Whether it was interrupted because the session ended; written under {@code binderLock}. */
    private volatile boolean interrupted;

    /** Both written by the library's threads, read by the supervisor. */
    private volatile boolean unboundByPeer;

    private volatile boolean ended;

    private LinkSession(
            LinkSettings settings,
            BindKind kind,
            PDUSender sender,
            LinkConnector connector,
            BoundedPduReader reader,
            ResponseSender answers,
            SubmitWindow submits) {
        super(sender, reader, connector);
        this.settings = settings;
        this.kind = kind;
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
        PDUSender sender = new SynchronizedPDUSender(new DefaultPDUSender());
        LinkConnector connector = new LinkConnector(settings.timers().connect(), tls);
        ResponseSender answers = new ResponseSender(
                "smpp-" + settings.name() + "-answer", settings.window(), connector, threads);
        BoundedPduReader reader = new BoundedPduReader(
                settings.timers().response(),
                (status, sequence) -> sender.sendGenericNack(connector.output(), status, sequence),
                kind.receives() ? new DeliverSmInterceptor(settings, reception, answers) : (header, pdu) -> false);
        SubmitWindow submits =
                new SubmitWindow(settings.window(), threads.factory("smpp-" + settings.name() + "-submit"));
        return new LinkSession(settings, kind, sender, connector, reader, answers, submits);
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
        binder = Thread.currentThread();
        try {
            connectAndBind(
                    settings.endpoint().host(),
                    settings.endpoint().port(),
                    parameter,
                    settings.timers().response().toMillis());
        } catch (IOException e) {
            throw explained(e);
        } finally {
            binder = null;
        }
    }

    private IOException explained(IOException trouble) {
        if (reader.bindRefusal() != SMPPConstant.STAT_ESME_ROK) {
            return new BindRefusedException(reader.bindRefusal(), trouble);
        }
        return interrupted ? new IOException("it closed the connection before it answered the bind", trouble) : trouble;
    }

    /**
     * Called by the library to send a request and wait for its answer. It does not tell the thread that waits for the bind's
     * answer that the connection is gone; an interrupt does.
     */
    @Override
    protected Command executeSendCommand(SendCommandTask task, long timeoutMs)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        if (binder != Thread.currentThread()) {
            return super.executeSendCommand(task, timeoutMs);
        }
        awaitsBind(true);
        try {
            return super.executeSendCommand(task, timeoutMs);
        } finally {
            awaitsBind(false);
        }
    }

    private void awaitsBind(boolean awaits) {
        synchronized (binderLock) {
            awaitsBind = awaits;
            if (awaits && ended) {
                Thread.currentThread().interrupt();
                interrupted = true;
            } else if (!awaits && interrupted) {
                // It was ours, and has done its work.
                Thread.interrupted();
            }
        }
    }

    private void onState(SessionState now, Runnable onEnd) {
        if (now == SessionState.UNBOUND) {
            // Its good-bye is answered. Not every message centre closes the connection then.
            unboundByPeer = true;
            onEnd.run();
        } else if (now == SessionState.CLOSED) {
            ended = true;
            submits.close();
            releaseBinder();
            onEnd.run();
        }
    }

    private void releaseBinder() {
        synchronized (binderLock) {
            Thread waiting = binder;
            if (awaitsBind && waiting != null) {
                interrupted = true;
                waiting.interrupt();
            }
        }
    }

    boolean hasEnded() {
        return ended || unboundByPeer;
    }

    /** Why a session that {@link #hasEnded} did so. */
    String ending() {
        return unboundByPeer ? "the message centre ended the bind" : "the connection to the message centre was lost";
    }

    /** Whether the message centre has said good-bye: the bind may stand a while, but takes no text of ours any more. */
    boolean isLeaving() {
        return reader.heardGoodBye();
    }

    /**
     * Whether the message centre may have sent texts whose answers it has not heard; asked after {@link #shut}. Without a
     * good-bye that holds for every bind: what was written may be lost with the connection.
     */
    boolean mayHaveLostAnswers() {
        boolean parted = reader.heardGoodBye() || reader.heardGoodByeAnswer();
        return kind.receives() && reader.heardGrant() && !(parted && answers.allLeftByGoodBye());
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
     * good-bye nothing more is sent: nobody would answer it.
     */
    @Override
    protected void ensureTransmittable(String activity, boolean only) throws IOException {
        if (!getSessionState().isTransmittable() || isLeaving()) {
            throw new NotBoundException();
        }
    }

    /**
     * Says good-bye if the session is bound, and closes it; waits for the texts that are being stored and for the other side's
     * good-bye, but not for long.
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
