package dev.convoke.cli;

import dev.convoke.dialout.Transport;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.port.Chronicle;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The engine as a peer of an external load generator that plays the phones. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description =
                "Dials CONNECTIONS devices into one room, number i at HOST:FIRSTPORT + (i mod PORTS), and stays until it is "
                        + "stopped: for an external load generator that plays the devices.",
        footer = {"", "Example:", "  convoke bench engine 127.0.0.1 20000 1 1010"})
final class FanoutBench implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST", description = "Where the devices listen, on loopback.")
    private String host = "";

    @Parameters(index = "1", paramLabel = "FIRSTPORT")
    private int firstPort;

    @Parameters(index = "2", paramLabel = "PORTS")
    private int ports;

    @Parameters(index = "3", paramLabel = "CONNECTIONS")
    private int connections;

    @Option(names = "--transport", paramLabel = "auto|epoll|io_uring|nio", description = "How sockets are driven.")
    private Transport.Choice transport = Transport.Choice.AUTO;

    @Option(names = "--loops", description = "How many event loops (default: ${DEFAULT-VALUE}).")
    private int loops = 1;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (EngineUnderTest engine =
                new EngineUnderTest(transport, loops, new NoChronicle(), false, Math.max(2, connections))) {
            List<CompletableFuture<?>> dialled = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                var one = engine.dial(i, address(i));
                dialled.add(one);
                if (i == 0) {
                    one.join();
                }
            }
            CompletableFuture.allOf(dialled.toArray(CompletableFuture[]::new)).join();
            out.println("dialled " + connections + " devices by " + engine.transportName());
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private DeviceAddress address(int i) {
        int port = firstPort + i % ports;
        return DeviceAddress.parse(host + ":" + port)
                .orElseThrow(() -> new Complaint("HOST:PORT: " + host + ":" + port + " (expected: 127.0.0.1:1024…)"));
    }

    /** Keeps nothing. */
    private static final class NoChronicle implements Chronicle, Chronicle.MeetingRecord {

        @Override
        public MeetingRecord opened(ConferenceNumber room, long atMs) {
            return this;
        }

        @Override
        public void joined(Msisdn who, Nick nick, Role role, long atMs) {}

        @Override
        public void left(Msisdn who, Departure why, long atMs) {}

        @Override
        public CompletionStage<Void> append(List<LogEntry> entries) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void closed(CloseReason reason, long atMs) {}
    }
}
