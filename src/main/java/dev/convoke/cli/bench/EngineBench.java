package dev.convoke.cli.bench;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.EngineUnderTest.Party;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The engine as a peer of an external load generator that plays the phones. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description =
                "Dials CONNECTIONS devices into one room or several, number i at HOST:FIRSTPORT + (i mod PORTS), and stays until it "
                        + "is stopped: for an external load generator that plays the devices.",
        footer = {
            "",
            "Examples:",
            "  convoke bench engine 127.0.0.1 20000 1 1010",
            "  convoke bench engine 127.0.0.1 20000 1 1010 --transcript /var/tmp/bench",
            "  convoke bench engine 127.0.0.1 20000 1 10000 --rooms 2000"
        })
final class EngineBench implements Callable<Integer> {

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

    @Option(
            names = "--rooms",
            paramLabel = "K",
            description =
                    "Over how many rooms the devices are spread, device i in room i mod K (default: ${DEFAULT-VALUE}).")
    private int rooms = 1;

    @Mixin
    private EngineOptions options = new EngineOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (rooms < 1 || rooms > connections) {
            throw Complaint.aboutTyping("--rooms: " + rooms + " (expected: 1 to CONNECTIONS)");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (EngineUnderTest engine = options.start(Math.max(2, connections), EngineUnderTest.Wire.OCTETS)) {
            List<RefusalReason> refused = engine.seat(new Party(0, rooms, 0, connections), this::address);
            out.println("dialled " + (connections - refused.size()) + " devices by " + engine.transportName());
            out.flush();
            if (!refused.isEmpty()) {
                spec.commandLine().getErr().println(Fanout.unseated(refused));
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private DeviceAddress address(int i) {
        int port = firstPort + i % ports;
        return DeviceAddress.parse(host + ":" + port)
                .orElseThrow(() -> new Complaint("HOST:PORT: " + host + ":" + port + " (expected: 127.0.0.1:1024…)"));
    }
}
