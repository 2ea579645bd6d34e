package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.SmscClient;
import dev.convoke.peer.smsc.SmscControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A text as any number, through the embedded message centre. */
@Command(
        name = "sms",
        mixinStandardHelpOptions = true,
        description =
                "Sends a text as any number through the message centre of 'convoke smsc' or 'convoke demo --stay', and shows what "
                        + "that number is answered. 'convoke sms log' shows all texts of a server instead.",
        subcommands = SmsLogCommand.class,
        footer = {
            "",
            "Examples:",
            "  convoke sms --from +447700900001 --to 84433 \"OPEN 127.0.0.1:5000 8401234 4921 Alice\"",
            "  convoke sms log --since 2h",
            "",
            "Exit codes: 0 the text was taken, 1 it was not."
        })
final class SmsCommand implements Callable<Integer> {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "NUMBER", description = "Who texts, such as +447700900001.")
    private String from = "";

    @Option(names = "--to", paramLabel = "NUMBER", description = "The service number.")
    private String to = "";

    @Option(names = "--control-port", paramLabel = "PORT", description = "Where it is (default: ${DEFAULT-VALUE}).")
    private int controlPort = SmscControl.DEFAULT_PORT;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long to wait for an answer, at most 10s (default: ${DEFAULT-VALUE}).")
    private String wait = "2s";

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "The text.")
    private List<String> text = List.of();

    @Override
    public Integer call() throws InterruptedException {
        // Not declared as required: sms log does without them.
        if (from.isEmpty() || to.isEmpty() || text.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Missing: --from NUMBER, --to NUMBER and the text are all needed.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Duration patience = Values.duration("--wait", wait);
        SmscClient smsc = new SmscClient(controlPort);
        try {
            long before = last(smsc.texts(from, 0, Duration.ZERO));
            String outcome = smsc.send(from, to, String.join(" ", text));
            out.println(
                    outcome.equals("held") ? "held: nobody takes texts yet, it is sent when someone does" : outcome);
            out.flush();
            List<Delivered> replies =
                    smsc.texts(from, before, patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience);
            replies.forEach(reply -> SmscCommand.show(out, reply));
            if (replies.isEmpty()) {
                out.println("no answer by SMS within " + wait + "; later ones show where the message centre runs");
                out.flush();
            }
            return outcome.equals("taken") || outcome.equals("held") ? 0 : 1;
        } catch (ConnectException nobody) {
            // Its message is often null.
            throw new Complaint("nobody listens on the message centre's control port " + controlPort
                    + "; is 'convoke smsc' or 'convoke demo --stay' running?");
        } catch (IOException failed) {
            throw new Complaint("the message centre's control port " + controlPort + " does not answer: "
                    + failed.getMessage() + "; is 'convoke smsc' or 'convoke demo --stay' running?");
        }
    }

    private static long last(List<Delivered> texts) {
        return texts.isEmpty() ? 0 : texts.get(texts.size() - 1).seq();
    }
}
