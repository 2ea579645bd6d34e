package dev.convoke.cli.phone;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.QrPicture;
import dev.convoke.cli.base.SmsLink;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.phone.GatewayCommand;
import dev.convoke.peer.phone.OwnAddress;
import dev.convoke.peer.phone.Phone;
import dev.convoke.peer.phone.PhoneException;
import dev.convoke.peer.phone.Way;
import dev.convoke.peer.smsc.SmscClient;
import dev.convoke.peer.smsc.SmscControl;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.ServiceNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A device in a terminal. */
@Command(
        name = "phone",
        mixinStandardHelpOptions = true,
        description =
                "A device for a room, in this terminal: waits for the server to connect, calls it, or is reached through a relay. "
                        + "Shows what is said and sends what is typed; Tab completes commands and names, the arrow keys bring back "
                        + "lines, /help lists the commands, and Ctrl-C or Ctrl-D leave.",
        footer = {
            "",
            "Examples:",
            "  convoke phone --listen 5000 --room 8401234 --pin 4921 --nick Alice --to 84433",
            "        prints the text to send, with a link and a QR code that write it on a phone",
            "  convoke phone --listen 0 --room 8401234 --nick Bob --to 84433 --send \"gammu sendsms TEXT {to} -text {text}\"",
            "  convoke phone --listen 0 --address 127.0.0.1 --room 8401234 --to 84433 --sms-from +447700900001",
            "        sends it as 'convoke sms' does, and shows the answers",
            "  convoke phone --call talk.example.net:7000 --tls --code K7QW-3M9X-PT4H",
            "  convoke phone --relay turn:relay.example.net --relay-secret-file secret --server 203.0.113.20 \\",
            "        --room 8401234 --nick Bob --to 84433",
            "",
            "Exit codes: 0 you left or the meeting is over, 1 it did not come about, 2 typed wrongly."
        })
public final class PhoneCommand implements Callable<Integer> {

    private static final Duration SENDING = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    private final ThreadMaker threads = CliThreads.maker();
    private final AtomicReference<@Nullable TextWatch> watch = new AtomicReference<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private WayOptions ways = new WayOptions();

    @Mixin
    private TextOptions text = new TextOptions();

    @Option(
            names = "--send",
            paramLabel = "COMMAND",
            description =
                    "Send the text with this program, with {to} and {text} in place of number and text; no shell reads it.")
    private Optional<String> send = Optional.empty();

    @Option(
            names = "--sms-from",
            paramLabel = "NUMBER",
            description =
                    "Send the text as this number through the message centre of 'convoke smsc' or 'convoke demo --stay'.")
    private Optional<String> smsFrom = Optional.empty();

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "With --sms-from: where that message centre is (default: ${DEFAULT-VALUE}).")
    private int controlPort = SmscControl.DEFAULT_PORT;

    @Option(names = "--no-qr", description = "No QR code.")
    private boolean noQr;

    @Option(
            names = "--plain",
            description =
                    "Lines in, lines out, for programs and screen readers; so it is where input or output is a pipe.")
    private boolean plain;

    @Option(names = "--no-color", description = "No colours; neither are there any if NO_COLOR is set.")
    private boolean noColor;

    /** Made by picocli. */
    public PhoneCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        text.check();
        Optional<GatewayCommand> gateway = send.map(PhoneCommand::gateway);
        if ((gateway.isPresent() || smsFrom.isPresent()) && text.to().isEmpty()) {
            throw Complaint.aboutTyping("--to NUMBER is needed to send the text");
        }
        AtomicReference<@Nullable Phone> made = new AtomicReference<>();
        Way way = ways.way(text, threads, at -> announce(made, gateway, at));
        CountDownLatch over = new CountDownLatch(1);
        try (way;
                Phone phone = phone()) {
            made.set(phone);
            leaveWhenTold(phone, over);
            phone.run(way);
            return 0;
        } finally {
            over.countDown();
            @Nullable TextWatch watching = watch.get();
            if (watching != null) {
                watching.close();
            }
        }
    }

    private static GatewayCommand gateway(String typed) {
        try {
            return GatewayCommand.parse(typed);
        } catch (PhoneException mistyped) {
            throw Complaint.aboutTyping(String.valueOf(mistyped.getMessage()));
        }
    }

    /** From Java 22 on there is a console for pipes too; then it is the terminal that finds out that it is none. */
    @SuppressWarnings("SystemConsoleNull")
    private Phone phone() {
        if (plain || System.console() == null || "dumb".equals(System.getenv("TERM"))) {
            return plainPhone();
        }
        try {
            return Phone.atTerminal(!noColor && System.getenv("NO_COLOR") == null, threads);
        } catch (PhoneException noTerminal) {
            return plainPhone();
        }
    }

    private Phone plainPhone() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Phone.plain(in, spec.commandLine().getOut(), threads);
    }

    /** A room waits for whoever vanishes, and a relay keeps the address: SIGTERM and Ctrl-C leave in order. */
    private void leaveWhenTold(Phone phone, CountDownLatch over) {
        Runtime.getRuntime().addShutdownHook(threads.thread("stop", () -> {
            phone.leave();
            try {
                var unused = over.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void announce(AtomicReference<@Nullable Phone> made, Optional<GatewayCommand> gateway, DeviceAddress at) {
        @Nullable Phone phone = made.get();
        if (phone == null) {
            throw new IllegalStateException("nobody is told before the phone runs");
        }
        String words = text.text(at);
        if (isSent(phone, gateway, words)) {
            return;
        }
        phone.tell(text.to().map(to -> "Text this to " + to + ":").orElse("Text this to the service number:"));
        phone.tell("    " + words);
        text.to().ifPresent(to -> tellLink(phone, new SmsLink(to, words)));
        if (OwnAddress.isPrivate(at)) {
            phone.tell(at.ip().getHostAddress()
                    + " is an address of a private network: a server elsewhere cannot connect to it. "
                    + "--address names another, and --relay or --call do without.");
        }
    }

    private void tellLink(Phone phone, SmsLink link) {
        phone.tell("On a phone, this writes it: " + link);
        if (!noQr) {
            boolean coloured = Ansi.AUTO.enabled() && !plain && !noColor;
            phone.tell(String.join("\n", QrPicture.of(link.toString()).lines(coloured)));
        }
    }

    /** Whether the text is on its way; if it cannot be sent, the person still may. */
    private boolean isSent(Phone phone, Optional<GatewayCommand> gateway, String words) {
        if (gateway.isEmpty() && smsFrom.isEmpty()) {
            return false;
        }
        ServiceNumber to = text.to().orElseThrow();
        try {
            if (gateway.isPresent()) {
                gateway.get().send(to.value(), words, SENDING);
                phone.tell("The text was handed on; waiting for the server to connect.");
            } else {
                phone.tell(
                        "The text was sent as " + smsFrom.get() + ": " + sentAs(phone, smsFrom.get(), to, words) + ".");
            }
            return true;
        } catch (PhoneException failed) {
            phone.tell(String.valueOf(failed.getMessage()));
        } catch (IOException failed) {
            phone.tell("The message centre's control port " + controlPort
                    + " does not answer; is 'convoke smsc' or 'convoke demo --stay' running?");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private String sentAs(Phone phone, String from, ServiceNumber to, String words)
            throws IOException, InterruptedException {
        SmscClient smsc = new SmscClient(controlPort);
        if (watch.get() == null) {
            watch.set(TextWatch.over(smsc, from, phone::tell, threads));
        }
        return smsc.send(from, to.value(), words);
    }
}
