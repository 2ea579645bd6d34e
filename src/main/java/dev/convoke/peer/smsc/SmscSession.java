package dev.convoke.peer.smsc;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.config.Secret;
import dev.convoke.peer.smsc.Delivery.Outcome;
import dev.convoke.smpp.LinkConnection;
import dev.convoke.smpp.Login;
import dev.convoke.smpp.pdu.BoundedPduReader;
import dev.convoke.smpp.pdu.CommandStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ESME at the embedded message centre: lets it bind, and while it is bound for receiving, sends it the held texts with as
 * many threads as the window allows, each of which sends one and waits for the answer.
 *
 * <p>{@link #admit} runs on a thread of the door; the delivering threads, {@code smsc-deliver-n}, end with the session.
 */
final class SmscSession {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSmsc.class);
    private static final String SYSTEM_ID = "convoke-smsc";
    private static final Duration BIND_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int ENQUIRE_MS = 30_000;
    private static final int LISTENER_THREADS = 4;
    private static final int QUEUE = 2_000;
    private static final int UNBIND_MS = 500;

    private final SmscSettings settings;
    private final HeldTexts held;
    private final Faults faults;
    private final LinkConnection connection;
    private final SMPPServerSession session;
    private final ExecutorService workers;

    SmscSession(
            SmscSettings settings,
            HeldTexts held,
            Faults faults,
            LinkConnection connection,
            ServerMessageReceiverListener listener,
            ThreadMaker threads) {
        this.settings = settings;
        this.held = held;
        this.faults = faults;
        this.connection = connection;
        this.workers = Executors.newFixedThreadPool(settings.window(), threads.factory("smsc-deliver"));
        PDUSender sender = new SynchronizedPDUSender(new DefaultPDUSender());
        BoundedPduReader reader = new BoundedPduReader(
                settings.response(),
                (status, sequence) -> sender.sendGenericNack(connection.getOutputStream(), status, sequence));
        ExecutorService ended = workers;
        this.session = new SMPPServerSession(
                connection,
                (now, before, source) -> {
                    if (now == SessionState.CLOSED) {
                        ended.shutdownNow();
                    }
                },
                listener,
                null,
                LISTENER_THREADS,
                QUEUE,
                sender,
                reader);
    }

    /** Waits for the bind, answers it, and begins to deliver; without a bind the session is closed and this {@code false}. */
    boolean admit() {
        session.setTransactionTimer(settings.response().toMillis());
        boolean admitted = false;
        try {
            admitted = answer(session.waitForBind(BIND_WITHIN.toMillis()));
        } catch (TimeoutException | PDUStringException | IllegalStateException | IOException e) {
            LOG.debug("a connection ended before it was bound: {}", e.getMessage());
        }
        if (!admitted) {
            close();
            return false;
        }
        session.setEnquireLinkTimer(ENQUIRE_MS);
        for (int i = 0; isReceiver() && i < settings.window(); i++) {
            startWorker();
        }
        return true;
    }

    private boolean answer(BindRequest request) throws PDUStringException, IOException {
        int status = check(request);
        if (status != SMPPConstant.STAT_ESME_ROK) {
            request.reject(status);
            return false;
        }
        request.accept(SYSTEM_ID, InterfaceVersion.IF_34);
        return true;
    }

    private void startWorker() {
        try {
            workers.execute(this::deliverWhileBound);
        } catch (RejectedExecutionException endedMeanwhile) {
            LOG.debug("a session ended as soon as it was bound");
        }
    }

    private int check(BindRequest request) {
        Optional<Fault.RefuseBind> refusal = faults.strike(Fault.RefuseBind.class);
        if (refusal.isPresent()) {
            return refusal.get().status();
        }
        if (settings.login().isEmpty()) {
            return SMPPConstant.STAT_ESME_ROK;
        }
        Login login = settings.login().get();
        if (!login.systemId().equals(Optional.ofNullable(request.getSystemId()).orElse(""))) {
            return SMPPConstant.STAT_ESME_RINVSYSID;
        }
        return login.password()
                        .equals(Secret.of(
                                Optional.ofNullable(request.getPassword()).orElse("")))
                ? SMPPConstant.STAT_ESME_ROK
                : SMPPConstant.STAT_ESME_RINVPASWD;
    }

    private void deliverWhileBound() {
        try {
            while (isReceiver()) {
                held.next(POLL).ifPresent(this::deliver);
            }
        } catch (InterruptedException e) {
            // The session has ended; whoever binds next has the rest.
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(HeldText text) {
        while (!text.isTaken()) {
            int status = send(text);
            if (status == SMPPConstant.STAT_ESME_ROK && isUnheard()) {
                held.putOff(text);
                return;
            }
            text.onAnswer(status);
            if (status == Delivery.NO_ANSWER) {
                held.putBack(text);
                return;
            }
            if (CommandStatus.isTemporary(status)) {
                held.putOff(text);
                return;
            }
            if (status != SMPPConstant.STAT_ESME_ROK) {
                held.end(text, Outcome.REFUSED);
                return;
            }
        }
        held.end(text, Outcome.TAKEN);
        if (!text.isRepeat() && faults.strike(Fault.Duplicate.class).isPresent()) {
            held.add(text.again());
        }
    }

    private boolean isUnheard() {
        return faults.strike(Fault.Silence.class, fault -> fault.of() == Fault.Answer.DELIVER)
                .isPresent();
    }

    private int send(HeldText text) {
        Piece piece = text.next();
        try {
            session.deliverShortMessage(
                    "",
                    text.from.ton(),
                    text.from.npi(),
                    text.from.digits(),
                    text.to.ton(),
                    text.to.npi(),
                    text.to.digits(),
                    new ESMClass(piece.esmClass),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    new RawDataCoding(piece.dataCoding),
                    piece.octets(),
                    piece.tlvs());
            return SMPPConstant.STAT_ESME_ROK;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        } catch (GenericNackResponseException e) {
            return e.getCommandStatus();
        } catch (PDUException e) {
            return SMPPConstant.STAT_ESME_RINVSRCADR;
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            return Delivery.NO_ANSWER;
        }
    }

    boolean isReceiver() {
        return session.getSessionState().isReceivable();
    }

    boolean isOver() {
        return session.getSessionState() == SessionState.CLOSED;
    }

    /** Cuts the connection without a word, as a failing network does. */
    void cut() {
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    /** Unbinds, if the ESME answers soon, and closes. */
    void close() {
        session.setTransactionTimer(UNBIND_MS);
        session.unbindAndClose();
        workers.shutdownNow();
    }
}
