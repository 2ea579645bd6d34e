package dev.convoke.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.convoke.cli.base.Complaint;
import dev.convoke.peer.smsc.SmscControl;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a whole meeting in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Plays a whole meeting in one process, on the real parts: an embedded message centre, a SQLite file in a temporary "
                        + "folder, the server, and phones with real TCP ports. Exit code 0 if every step happened, 1 if one did not.",
        footer = {
            "",
            "Examples:",
            "  convoke demo",
            "  convoke demo --stay     then join by hand with nc and convoke sms"
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--stay", description = "Keep the server up, with a room to join by hand, and print how.")
    private boolean stay;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "With --stay: the message centre's control port (default: ${DEFAULT-VALUE}).")
    private int controlPort = SmscControl.DEFAULT_PORT;

    @Override
    public Integer call() throws InterruptedException {
        quietLogs();
        Narrator narrator = new Narrator(spec.commandLine().getOut(), Ansi.AUTO);
        try (DemoStage stage = new DemoStage(narrator)) {
            stage.trouble().ifPresent(what -> {
                throw new DemoPlay.Missed(what);
            });
            DemoPlay play = new DemoPlay(stage, narrator);
            play.addRoom();
            if (stay) {
                stay(stage, narrator);
                return 0;
            }
            play.play();
            new DemoWaysIn(stage, narrator).play();
            narrator.plainly("");
            narrator.happened("Every step happened.");
            return 0;
        } catch (DemoPlay.Missed missed) {
            narrator.failed("did not happen: " + missed.getMessage());
            return 1;
        }
    }

    /** The play tells what happens; the log speaks up only when something is wrong. */
    private static void quietLogs() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }

    private void stay(DemoStage stage, Narrator narrator) throws InterruptedException {
        try (SmscControl control = SmscControl.start(stage.smsc(), controlPort, stage.threads())) {
            stage.smsc().onText(text -> narrator.sms(text.from(), text.to(), text.text()));
            explain(narrator, control.port(), stage.page());
            Runtime.getRuntime().addShutdownHook(stage.threads().thread("stop", () -> {
                stage.close();
                Runtime.getRuntime().halt(0);
            }));
            // Until the process is told to stop.
            new CountDownLatch(1).await();
        } catch (IOException taken) {
            throw new Complaint("port " + controlPort + " cannot be opened: " + taken.getMessage()
                    + "; --control-port names another");
        }
    }

    private static void explain(Narrator narrator, int controlPort, URI page) {
        String sms = "     java -jar target/convoke.jar sms"
                + (controlPort == SmscControl.DEFAULT_PORT ? "" : " --control-port " + controlPort);
        narrator.scene("The server is up. Join by hand:");
        narrator.plainly("1. A phone is a listening port. In one terminal (with OpenBSD's netcat leave out -p):");
        narrator.plainly("     nc -l -p 5000");
        narrator.plainly("2. Text its address, the number and the PIN, in another terminal:");
        narrator.plainly(sms + " --from +447700900001 --to " + DemoStage.SERVICE_NUMBER + " \"OPEN 127.0.0.1:5000 "
                + DemoPlay.ROOM + " " + DemoPlay.PIN + " Alice\"");
        narrator.plainly("3. Someone else, at another port, without the PIN:");
        narrator.plainly("     nc -l -p 5001");
        narrator.plainly(sms + " --from +447700900002 --to " + DemoStage.SERVICE_NUMBER + " \"127.0.0.1:5001 "
                + DemoPlay.ROOM + " Bob\"");
        narrator.plainly("4. Type into the two nc: everything is said to everyone, /help lists the commands.");
        narrator.plainly(
                "5. With a browser, as from a phone that nobody can dial: text this and open the link in the answer,");
        narrator.plainly("   which is shown here; or open " + page + " and type the code.");
        narrator.plainly(sms + " --from +447700900003 --to " + DemoStage.SERVICE_NUMBER + " \"JOIN " + DemoPlay.ROOM
                + " Carol\"");
        narrator.plainly("Ctrl-C ends the server; whoever is in the room is told.");
    }
}
