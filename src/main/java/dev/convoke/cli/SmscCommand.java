package dev.convoke.cli;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscControl;
import dev.convoke.peer.smsc.SmscSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The embedded message centre, by itself. */
@Command(
        name = "smsc",
        mixinStandardHelpOptions = true,
        subcommands = FaultCommand.class,
        description =
                "Runs a message centre on loopback: an SMPP 3.4 server for 'convoke serve' or any other ESME, and a small HTTP "
                        + "control port through which 'convoke sms' sends texts as any number. Shows every text that phones receive, "
                        + "and misbehaves when told to.",
        footer = {
            "",
            "Example, in two terminals:",
            "  convoke smsc",
            "  convoke sms --from +447700900001 --to 84433 \"203.0.113.7:5000 8401234 Bob\"",
            "",
            "Misbehaving from the start, and while it runs ('convoke smsc fault --help' lists the faults):",
            "  convoke smsc --fault \"refuse-bind status=bad-password times=3\" --fault duplicate",
            "  convoke smsc fault add drop after=10 mid-pdu=true times=1"
        })
final class SmscCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "SMPP port (default: ${DEFAULT-VALUE}).")
    private int port = SmscSettings.DEFAULT_PORT;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "HTTP control port (default: ${DEFAULT-VALUE}).")
    private int controlPort = SmscControl.DEFAULT_PORT;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description =
                    "How it misbehaves from the start, such as \"drop after=100 times=3\"; may be given several times.")
    private List<String> faults = List.of();

    @Override
    public Integer call() throws InterruptedException {
        demandPort("--port", port);
        demandPort("--control-port", controlPort);
        List<TypedFault> arming = faults.stream().map(TypedFault::of).toList();
        PrintWriter out = spec.commandLine().getOut();
        ThreadMaker threads = CliThreads.maker();
        try (EmbeddedSmsc smsc = start(threads);
                SmscControl control = SmscControl.start(smsc, controlPort, threads)) {
            arming.forEach(fault -> smsc.faults().arm(fault.fault(), fault.times()));
            smsc.onText(text -> show(out, text));
            Runtime.getRuntime()
                    .addShutdownHook(
                            threads.thread("stop", () -> Runtime.getRuntime().halt(0)));
            out.println("ready: SMPP on 127.0.0.1:" + smsc.port() + ", control on 127.0.0.1:" + control.port());
            out.flush();
            // Until the process is told to stop.
            new CountDownLatch(1).await();
        } catch (IOException taken) {
            throw new Complaint("port " + controlPort + " cannot be opened: " + taken.getMessage()
                    + "; --control-port names another");
        }
        return 0;
    }

    static void demandPort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new Complaint(option + ": " + port + " (expected: 0..65535, where 0 is any free one)");
        }
    }

    private EmbeddedSmsc start(ThreadMaker threads) {
        try {
            return EmbeddedSmsc.start(SmscSettings.defaults().onPort(port), Clock.systemUTC(), threads);
        } catch (IOException taken) {
            throw new Complaint("port " + port + " cannot be opened: " + taken.getMessage() + "; --port names another");
        }
    }

    static synchronized void show(PrintWriter out, Delivered text) {
        out.println(text.from() + " → " + text.to() + "  " + text.text());
        out.flush();
    }
}
