package dev.convoke.cli;

import dev.convoke.config.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the commented default configuration. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints the commented default configuration, which documents every setting.",
        footer = {"", "Example:", "  convoke config > convoke.conf"})
final class ConfigCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Configuration.shippedText());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
