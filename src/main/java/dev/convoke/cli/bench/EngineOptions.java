package dev.convoke.cli.bench;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.EngineUnderTest.Wire;
import dev.convoke.net.Transport;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the benches of the engine let one choose; commands mix it in. */
final class EngineOptions {

    private static final int MAX_LOOPS = 256;

    @Option(names = "--transport", paramLabel = "auto|epoll|io_uring|nio", description = "How sockets are driven.")
    private Transport.Choice transport = Transport.Choice.AUTO;

    @Option(names = "--loops", description = "How many event loops (default: ${DEFAULT-VALUE}).")
    private int loops = 1;

    @Option(
            names = "--transcript",
            paramLabel = "DIR",
            description = "Keeps what is said on disk, in DIR/" + BenchTranscript.FILE + ", before anyone hears it.")
    private Optional<Path> transcript = Optional.empty();

    /** Starts the engine, with a transcript if one is wanted; {@code seats} is what one room must hold. */
    EngineUnderTest start(int seats, Wire wire) {
        checkLoops();
        return new EngineUnderTest(transport, loops, seats, transcript.map(BenchTranscript::open), wire);
    }

    /** Starts the engine as if there were no {@code --transcript}. */
    EngineUnderTest startWithoutTranscript(int seats, Wire wire) {
        checkLoops();
        return new EngineUnderTest(transport, loops, seats, Optional.empty(), wire);
    }

    private void checkLoops() {
        if (loops < 1 || loops > MAX_LOOPS) {
            throw Complaint.aboutTyping("--loops: " + loops + " (expected: 1 to " + MAX_LOOPS + ")");
        }
    }

    boolean hasTranscript() {
        return transcript.isPresent();
    }

    int loops() {
        return loops;
    }
}
