package dev.convoke.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.smpp.SmppState.Phase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SmppStateTest {

    private final SmppState state = new SmppState();

    private void hear(int commandId) {
        hear(commandId, SMPPConstant.STAT_ESME_ROK);
    }

    private void hear(int commandId, int status) {
        Command header = new Command();
        header.setCommandId(commandId);
        header.setCommandStatus(status);
        state.heard(header);
    }

    @Test
    void goesFromOpenToClosed() {
        assertThat(state.phase()).isEqualTo(Phase.OPEN);

        state.bindBegins();
        state.awaitsBind();
        assertThat(state.phase()).isEqualTo(Phase.BINDING);

        hear(SMPPConstant.CID_BIND_TRANSCEIVER_RESP);
        assertThat(state.phase()).isEqualTo(Phase.BOUND);
        assertThat(state.hearsTexts()).isTrue();

        hear(SMPPConstant.CID_UNBIND);
        assertThat(state.phase()).isEqualTo(Phase.UNBINDING);
        assertThat(state.hearsTexts()).isFalse();
        assertThat(state.hasEnded()).isFalse();

        state.closed();
        assertThat(state.phase()).isEqualTo(Phase.CLOSED);
        assertThat(state.hasEnded()).isTrue();
    }

    @Test
    void aRefusedBindIsNoneAndItsStatusIsKept() {
        hear(SMPPConstant.CID_BIND_TRANSCEIVER_RESP, SMPPConstant.STAT_ESME_RALYBND);
        state.closed();

        assertThat(state.bindRefusal()).isEqualTo(SMPPConstant.STAT_ESME_RALYBND);
        assertThat(state.wasGranted()).isFalse();
        assertThat(state.hearsTexts()).isFalse();
    }

    @Test
    void whatTheWireSaidHoldsAfterTheClose() {
        hear(SMPPConstant.CID_BIND_RECEIVER_RESP);
        state.closed();

        assertThat(state.wasGranted()).isTrue();
        // The reader may still have texts in its buffer.
        assertThat(state.hearsTexts()).isTrue();
        assertThat(state.partedByUnbind()).isFalse();

        hear(SMPPConstant.CID_UNBIND);
        assertThat(state.partedByUnbind()).isTrue();
    }

    @Test
    void theAnswerToOurUnbindPartsWithoutEndingOurSending() {
        hear(SMPPConstant.CID_BIND_TRANSCEIVER_RESP);

        hear(SMPPConstant.CID_UNBIND_RESP);

        assertThat(state.partedByUnbind()).isTrue();
        assertThat(state.unbindHeard()).isFalse();
        assertThat(state.phase()).isEqualTo(Phase.UNBINDING);
    }

    @Test
    void anUnbindThatTheLibraryHasAnsweredEndsTheBindThoughTheConnectionStands() {
        hear(SMPPConstant.CID_BIND_TRANSCEIVER_RESP);
        hear(SMPPConstant.CID_UNBIND);
        assertThat(state.hasEnded()).isFalse();

        state.unbound();

        assertThat(state.hasEnded()).isTrue();
        assertThat(state.isUnbound()).isTrue();
    }

    @Test
    void aCloseReleasesTheThreadThatWaitsForItsBind() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        AtomicBoolean interruptStays = new AtomicBoolean(true);
        Thread binder = new Thread(
                () -> {
                    state.bindBegins();
                    state.awaitsBind();
                    waits.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException released) {
                        Thread.currentThread().interrupt();
                    }
                    state.awaitsBindNoMore();
                    interruptStays.set(Thread.currentThread().isInterrupted());
                },
                "binder");
        binder.start();
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

        state.closed();
        binder.join();

        assertThat(state.wasCutWhileBinding()).isTrue();
        assertThat(interruptStays).isFalse();
    }

    @Test
    void whoBindsOnAClosedSessionDoesNotWait() {
        state.bindBegins();
        state.closed();

        state.awaitsBind();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(state.wasCutWhileBinding()).isTrue();
    }

    @Test
    void aCloseInterruptsNobodyWhoDoesNotWait() {
        state.bindBegins();
        state.awaitsBind();
        state.awaitsBindNoMore();
        state.bindEnds();

        state.closed();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(state.wasCutWhileBinding()).isFalse();
    }
}
