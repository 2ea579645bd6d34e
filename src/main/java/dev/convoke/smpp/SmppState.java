package dev.convoke.smpp;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * The state of one session (SMPP 3.4 §2.2), and what the message centre has said of it. The library has a state too, but it hears
 * of a PDU later than the reader, and of some never if the connection is cut; what is asked here holds as soon as it is read.
 *
 * <p>Told by the reader thread ({@link #heard}), by the thread that binds and by the library; asked by any thread.
 */
final class SmppState {

    /** How far the session is. */
    enum Phase {
        /** No bind of ours has left. */
        OPEN,
        /** Our bind has left, or is about to, and is not granted. */
        BINDING,
        /** The bind is granted. */
        BOUND,
        /** The message centre has sent {@code unbind}, or answered ours. */
        UNBINDING,
        /** The connection is gone, or given up. */
        CLOSED
    }

    // All below are written under this object's lock. What the wire said stays so when the session is closed: the
    // reader may still
    // be at work, and what was lost is asked afterwards.

    private volatile Phase onTheWire = Phase.OPEN;
    private volatile boolean closed;
    private volatile int bindRefusal = SMPPConstant.STAT_ESME_ROK;
    private volatile boolean granted;
    private volatile boolean unbindHeard;
    private volatile boolean unbindAnswerHeard;
    /** The library has answered the message centre's unbind. */
    private volatile boolean unbound;

    /** The thread that binds, while it does. */
    private volatile @Nullable Thread binder;

    /** Whether it waits for the answer. */
    private boolean awaitsBind;
    /** Whether it was interrupted because the session closed. */
    private volatile boolean interrupted;

    /** A PDU came that made sense; called before anybody else sees it. */
    void heard(Command header) {
        switch (header.getCommandId()) {
            case SMPPConstant.CID_BIND_RECEIVER_RESP,
                    SMPPConstant.CID_BIND_TRANSMITTER_RESP,
                    SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> bindAnswered(header.getCommandStatus());
            case SMPPConstant.CID_UNBIND, SMPPConstant.CID_UNBIND_RESP ->
                unbinding(header.getCommandId() == SMPPConstant.CID_UNBIND);
            default -> {
                // Says nothing of the session.
            }
        }
    }

    private synchronized void bindAnswered(int status) {
        bindRefusal = status;
        if (status == SMPPConstant.STAT_ESME_ROK) {
            granted = true;
            onTheWire = Phase.BOUND;
        }
    }

    private synchronized void unbinding(boolean byPeer) {
        unbindHeard |= byPeer;
        unbindAnswerHeard |= !byPeer;
        if (onTheWire == Phase.BOUND) {
            onTheWire = Phase.UNBINDING;
        }
    }

    /** The library has answered the message centre's unbind; not every one closes the connection then. */
    synchronized void unbound() {
        unbound = true;
    }

    /** The session is closed; a thread that waits for the answer to its bind waits no longer. */
    synchronized void closed() {
        closed = true;
        Thread waiting = binder;
        if (awaitsBind && waiting != null) {
            interrupted = true;
            waiting.interrupt();
        }
    }

    /** The calling thread binds, until {@link #bindEnds}. */
    synchronized void bindBegins() {
        binder = Thread.currentThread();
    }

    /** It binds no more, whatever came of it. */
    synchronized void bindEnds() {
        binder = null;
    }

    /** Whether it is the calling thread that binds. */
    boolean isBinder() {
        return binder == Thread.currentThread();
    }

    /** The thread that binds sends its bind and waits; it is interrupted if the session is closed, or is already. */
    synchronized void awaitsBind() {
        awaitsBind = true;
        if (onTheWire == Phase.OPEN) {
            onTheWire = Phase.BINDING;
        }
        if (phase() == Phase.CLOSED) {
            Thread.currentThread().interrupt();
            interrupted = true;
        }
    }

    /** It waits no more. */
    synchronized void awaitsBindNoMore() {
        awaitsBind = false;
        if (interrupted) {
            // It was ours, and has done its work.
            Thread.interrupted();
        }
    }

    /** How far the session is. */
    Phase phase() {
        return closed ? Phase.CLOSED : onTheWire;
    }

    /** Whether what comes is of a bind: granted, and no unbind heard; also while what came before the close is read. */
    boolean hearsTexts() {
        return onTheWire == Phase.BOUND;
    }

    /** Whether the bind is over: closed, or ended by the message centre. */
    boolean hasEnded() {
        return phase() == Phase.CLOSED || unbound;
    }

    /** Whether the message centre has ended the bind, and has its answer. */
    boolean isUnbound() {
        return unbound;
    }

    /** Whether the bind was interrupted because the session closed. */
    boolean wasCutWhileBinding() {
        return interrupted;
    }

    /**
     * The status with which our bind was refused; 0 if it was not. The library loses it if the message centre closes the connection
     * right after its answer, as many do.
     */
    int bindRefusal() {
        return bindRefusal;
    }

    /** Whether the bind was ever granted; the thread that binds may not have heard of it, and never will if it is cut. */
    boolean wasGranted() {
        return granted;
    }

    /** Whether the message centre has sent unbind; the library may not have heard of it yet. */
    boolean unbindHeard() {
        return unbindHeard;
    }

    /** Whether one side has heard the other's unbind, so that nothing came to it unread. */
    boolean partedByUnbind() {
        return unbindHeard || unbindAnswerHeard;
    }
}
