package dev.convoke.cli;

import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.LinkAction.ChangeLink;
import dev.convoke.operator.LinkActions;
import dev.convoke.operator.LinkActions.Noted;
import dev.convoke.operator.LinkReport;
import dev.convoke.operator.LinkReport.Standing;
import dev.convoke.terms.DesiredState;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Links of a running server: {@code list}, {@code stop}, {@code start}, {@code drain}. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the links to message centres, and stops, drains and starts each while the server runs and the others work.",
            "What is wanted of a link holds until something else is, across restarts too."
        },
        footer = {
            "",
            "Examples:",
            "  convoke link list",
            "  convoke link drain main          no new texts; ends when those under way are answered",
            "  convoke link stop main           ends now; texts under way have an unknown outcome",
            "  convoke link start main          binds it again",
            "",
            "Exit codes: 0 done, 1 not done (the reason is on stderr), 2 typed wrongly."
        })
final class LinkCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** How a change is waited for. */
    static final class Waiting {
        @Option(names = "--no-wait", description = "Write down what is wanted, and do not wait for the server.")
        private boolean none;

        @Option(
                names = "--wait",
                paramLabel = "TIME",
                description = "How long to wait for the server (default: ${DEFAULT-VALUE}).")
        private String time = "30s";
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with links: list, stop, start or drain.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the links and where they stand.")
    int list(@Mixin StoreAccess access) {
        return access.with(operator -> {
            LinkReport report = operator.links().list();
            if (report instanceof LinkReport.Running running) {
                LinkListing.running(out(), running);
            } else {
                LinkListing.withoutServer(out(), (LinkReport.WithoutServer) report);
            }
            out().flush();
            return 0;
        });
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description =
                    "Unbinds a link now. Texts of ours that wait for an answer have an unknown outcome: see drain.")
    int stop(@Mixin StoreAccess access, @Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return change(access, name, DesiredState.STOPPED, waiting);
    }

    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description =
                    "Gives a link no more texts of ours and unbinds it when those under way are answered; until then what"
                            + " people text is still taken.")
    int drain(@Mixin StoreAccess access, @Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return change(access, name, DesiredState.DRAINED, waiting);
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Binds a link, and keeps it bound.")
    int start(@Mixin StoreAccess access, @Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return change(access, name, DesiredState.UP, waiting);
    }

    private int change(StoreAccess access, String name, DesiredState wanted, Waiting waiting) {
        Duration patience = Values.duration("--wait", waiting.time);
        return access.with(operator -> {
            LinkActions links = operator.links();
            Noted noted = Outcomes.byOption()
                    .typed("link", "link", "\"" + SafeText.marked(name) + "\"")
                    .value(links.change(new ChangeLink(name, wanted)));
            if (!noted.serverRuns()) {
                out().println("Written down. No server is running; the next one heeds it.");
            } else if (waiting.none) {
                out().println("Written down; the running server heeds it within a second or two.");
            } else {
                new LinkWatch(links, noted.wanted(), out()).await(patience);
            }
            out().flush();
            return 0;
        });
    }

    /** {@code main (transceiver)}. */
    static String who(Standing bind) {
        return SafeText.marked(bind.wanted().link()) + " (" + SafeText.marked(bind.bind()) + ")";
    }

    /** {@code draining: 3 texts are under way}. */
    static String standing(Standing bind) {
        return SafeText.marked(bind.state()) + (bind.trouble().isEmpty() ? "" : ": " + SafeText.marked(bind.trouble()));
    }
}
