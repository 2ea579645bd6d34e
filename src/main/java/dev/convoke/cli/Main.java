package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.BenchCommand;
import dev.convoke.cli.phone.PhoneCommand;
import dev.convoke.config.SettingsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "convoke",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A conference room that people reach by text message (US 8,018,877).",
        subcommands = {
            ServeCommand.class,
            RoomCommand.class,
            BookingCommand.class,
            BanCommand.class,
            BlockCommand.class,
            LinkCommand.class,
            TranscriptCommand.class,
            SmscCommand.class,
            SmsCommand.class,
            PhoneCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            ConfigCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  convoke demo                                    play a whole meeting and exit",
            "  convoke config > convoke.conf                   write the commented default configuration",
            "  convoke room add --name \"Stand-up\"              make a room, print what the moderator texts",
            "  convoke serve --config convoke.conf             run",
            "",
            "Exit codes: 0 done, 1 not done (the reason is on stderr), 2 typed wrongly."
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    /** Made by picocli as well. */
    public Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(
                commandLine().setOut(utf8(System.out)).setErr(utf8(System.err)).execute(args));
    }

    /** Terminals speak UTF-8, also where no locale says so (as in containers), and Java would print question marks. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Runs a command within this process.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof SettingsException settings) {
            err.println("The configuration cannot be used:");
            settings.problems().forEach(problem -> err.println("  " + problem));
        } else if (failure instanceof Complaint complaint) {
            complaint.lines().forEach(line -> err.println("convoke: " + line));
            return complaint.exitCode();
        } else {
            err.println("convoke: " + Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
            // What is neither a person's mistake nor an explained outage is a defect: show where.
            if (!failure.getClass().getName().startsWith("dev.convoke.")) {
                failure.printStackTrace(err);
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What the manifest of the jar says. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not from a jar)");
            return new String[] {"convoke " + version, "Java " + Runtime.version()};
        }
    }
}
