package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.peer.smsc.FaultKind;
import dev.convoke.peer.smsc.SmscClient;
import dev.convoke.peer.smsc.SmscControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The faults of a running embedded message centre. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = "Makes a running 'convoke smsc' misbehave, as real message centres do.",
        footer = {
            "",
            "Examples:",
            "  convoke smsc fault add refuse-bind status=bad-password times=3",
            "  convoke smsc fault add drop after=10 mid-pdu=true times=1",
            "  convoke smsc fault add refuse-submit status=throttled above=5",
            "  convoke smsc fault add receipts when=early ids=decimal layout=odd",
            "  convoke smsc fault list",
            "  convoke smsc fault clear"
        })
final class FaultCommand implements Runnable {

    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description = "The message centre's (default: ${DEFAULT-VALUE}).")
    private int controlPort = SmscControl.DEFAULT_PORT;

    /** Called by picocli; the list of faults in the help is the list that there is. */
    @Spec
    void setSpec(CommandSpec given) {
        spec = given;
        given.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING, (IHelpSectionRenderer)
                help -> catalogue());
    }

    private static String catalogue() {
        StringBuilder lines =
                new StringBuilder(String.format("%nThe faults; each may have times=N, how often it strikes:%n"));
        for (FaultKind kind : FaultKind.values()) {
            lines.append(String.format("  %s%n      %s%n", kind.usage(), kind.sentence()));
        }
        return lines.append(String.format("STATUS is a number such as 0x58, or %s.%n", FaultKind.statusWords()))
                .toString();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say add, list or clear.");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Arms a fault, and prints its id. Without times=N it strikes until it is cleared.",
            footer = {"", "Example:", "  convoke smsc fault add delay of=submit by=5s times=1"})
    int add(
            @Parameters(arity = "1..*", paramLabel = "FAULT", description = "Its name, then key=value pairs.")
                    List<String> words)
            throws InterruptedException {
        TypedFault fault = TypedFault.of(words);
        return ask(smsc -> out().println(smsc.arm(fault.name(), fault.parameters(), fault.times())));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the faults that are armed, and how often each has struck.",
            footer = {"", "Example:", "  convoke smsc fault list"})
    int list() throws InterruptedException {
        return ask(smsc -> smsc.faults().forEach(out()::println));
    }

    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            description = "Disarms a fault, or all.",
            footer = {"", "Example:", "  convoke smsc fault clear 2"})
    int clear(
            @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "0", description = "Of one fault; else all.")
                    long id)
            throws InterruptedException {
        return ask(smsc -> smsc.disarm(id));
    }

    private interface Question {
        void put(SmscClient smsc) throws IOException, InterruptedException;
    }

    private int ask(Question question) throws InterruptedException {
        SmscCommand.demandPort("--control-port", controlPort);
        try {
            question.put(new SmscClient(controlPort));
            out().flush();
            return 0;
        } catch (ConnectException nobody) {
            throw new Complaint("nobody listens on the message centre's control port " + controlPort
                    + "; is 'convoke smsc' running?");
        } catch (IOException refused) {
            throw new Complaint(String.valueOf(refused.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
