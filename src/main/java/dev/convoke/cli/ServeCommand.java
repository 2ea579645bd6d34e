package dev.convoke.cli;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.server.App;
import dev.convoke.smpp.LinkState;
import dev.convoke.smpp.LinkStatus;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Runs Convoke. Prints the one line 'ready' on stdout when store, scheduler and links are up; logs to stderr. "
                        + "A link that cannot bind yet is reported and tried again. SIGTERM (or Ctrl-C) closes meetings with a notice and "
                        + "ends with exit code 0.",
        footer = {"", "Example:", "  convoke serve --config convoke.conf"})
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    /** How long the start waits for links to bind before it says what the matter is and goes on. */
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(3);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private StoreAccess access = new StoreAccess();

    @Override
    public Integer call() throws InterruptedException {
        App app = App.start(access.settings(), Clock.systemUTC());
        onSignal(app);
        reportLinks(app);
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready");
        out.flush();
        // Until the process is told to stop.
        new CountDownLatch(1).await();
        return 0;
    }

    private static void reportLinks(App app) throws InterruptedException {
        try {
            app.links().firstAttempts().get(LINK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.debug("not every link has been tried yet", late);
        }
        for (LinkStatus link : app.links().status()) {
            if (link.state() == LinkState.BOUND) {
                LOG.info("link {}", link.sentence());
            } else if (link.state() != LinkState.STOPPED) {
                LOG.warn("link {}; it is tried again until it binds", link.sentence());
            }
        }
    }

    private static void onSignal(App app) {
        Thread stopper = CliThreads.maker().thread("stop", () -> {
            LOG.info("stopping");
            app.close();
            LOG.info("stopped");
            // The exit code of a process that was told to stop and did: 0, where the JVM would say 143.
            Runtime.getRuntime().halt(0);
        });
        Runtime.getRuntime().addShutdownHook(stopper);
    }
}
