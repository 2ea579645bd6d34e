package dev.convoke.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code convoke bench}: measurements that anyone can repeat. Runs on the main thread. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine and this build, with a progress line and a table at the end.",
        subcommands = {DialInBench.class, CallInBench.class, SmsBench.class, FanoutBench.class, EngineBench.class},
        footer = {
            "",
            "Examples:",
            "  convoke bench dial-in --count 1000 --window 50 --rounds 5",
            "  convoke bench sms --rate 200",
            "  convoke bench fanout --receivers 1000 --window 64"
        })
public final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Made by picocli. */
    BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: dial-in, sms, fanout or engine.");
    }
}
