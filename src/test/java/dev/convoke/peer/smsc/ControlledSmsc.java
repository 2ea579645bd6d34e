package dev.convoke.peer.smsc;

import dev.convoke.smpp.LinkBench;
import dev.convoke.smpp.Links;
import java.io.IOException;
import java.time.Clock;

/** An embedded SMSC with its control port and a client for it, and links that can be bound to it; one per test. */
final class ControlledSmsc implements AutoCloseable {

    static final String ALICE = "+447700900001";

    final LinkBench bench = new LinkBench();
    final EmbeddedSmsc smsc;
    final SmscControl control;
    final SmscClient client;

    ControlledSmsc() throws IOException {
        smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), bench.threads);
        control = SmscControl.start(smsc, 0, bench.threads);
        client = new SmscClient(control.port());
    }

    /** Binds a link. */
    Links bound() {
        return bench.bound(LinkBench.fast(smsc.port()));
    }

    @Override
    public void close() {
        bench.close();
        control.close();
        smsc.close();
    }
}
