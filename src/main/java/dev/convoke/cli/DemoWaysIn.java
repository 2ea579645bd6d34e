package dev.convoke.cli;

import dev.convoke.cli.DemoPlay.Missed;
import dev.convoke.peer.device.CallingDevice;
import dev.convoke.peer.device.WebSocketDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.turn.LocalRelay;
import dev.convoke.peer.turn.TurnAllocation;
import dev.convoke.peer.turn.TurnCredentials;
import dev.convoke.peer.turn.TurnTiming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's second act: people whose devices nobody can dial come in by themselves (FIG. 2, FIG. 3 and the relay). */
final class DemoWaysIn {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String RELAY_SECRET = "demo";
    private static final Pattern CODE = Pattern.compile("#([0-9A-Z]{12})");

    private final DemoStage stage;
    private final Narrator narrator;

    DemoWaysIn(DemoStage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    void play() throws InterruptedException {
        narrator.scene(
                "Frank opens the room from his own side, at the server's well-known port (steps 310-320, claim 5)");
        CallingDevice frank = stage.caller("Frank", "cyan");
        frank.say("OPEN " + DemoPlay.ROOM + " " + DemoPlay.PIN + " Frank");
        hears(frank, "the session is");

        narrator.scene(
                "No network lets Erin's phone be dialled: she texts the number alone, and taps the link in the answer");
        URI link = linkFor("Erin", "+447700900005");
        WebSocketDevice erin = stage.browser("Erin", "magenta", link);
        erin.enter(codeOf(link.toString()), "Erin");
        learns(erin, "welcome");
        hears(frank, "Erin joined");
        erin.speak("From a browser: no app, no account, no address.");
        hears(frank, "<Erin> From a browser");

        narrator.scene(
                "Her phone loses the network, and she taps the link once more: the same seat, and nobody notices");
        erin.drop();
        WebSocketDevice again = stage.browser("Erin", "magenta", link);
        again.enter(codeOf(link.toString()), "Erin");
        learns(again, "welcome");
        frank.say("Still there, Erin?");
        learns(again, "event");
        must("Frank heard nothing of it", frank.heard().stream().noneMatch(line -> line.contains("Erin left")));

        narrator.scene(
                "Frank asks for a code that he hands on himself; Gina shows it with nothing but nc (steps 330-380)");
        frank.say("/codes 1");
        String code = codeOf(frank.await(line -> CODE.matcher(line).find(), PATIENCE)
                .orElseThrow(() -> new Missed("Frank is given a code")));
        CallingDevice gina = stage.caller("Gina", "blue");
        gina.say(code);
        hears(gina, "Welcome to Stand-up");
        gina.say("/nick Gina");
        hears(frank, "is now Gina");

        throughARelay(frank);

        narrator.scene("Frank ends the meeting, and with it all its codes");
        frank.say("/end thank you");
        hears(gina, "The meeting is over");
        learns(again, "goodbye");
        WebSocketDevice late = stage.browser("Erin", "magenta", link);
        late.enter(codeOf(link.toString()), "Erin");
        must(
                "Erin's link opens nothing any more",
                late.await(event -> event.path("code").asText().equals("code-ended"), PATIENCE)
                        .isPresent());
    }

    private void throughARelay(CallingDevice frank) throws InterruptedException {
        Optional<Path> program = LocalRelay.program();
        if (program.isEmpty()) {
            narrator.scene("(No relay is installed here: with coturn, a device behind one would be dialled now)");
            return;
        }
        narrator.scene("Hal's device has an address at a relay, and Convoke dials it there (RFC 6062)");
        CompletableFuture<Socket> dialled = new CompletableFuture<>();
        try {
            Path folder = stage.folder("relay");
            try (LocalRelay relay = LocalRelay.start(
                            program.get(),
                            folder,
                            List.of("--use-auth-secret", "--static-auth-secret=" + RELAY_SECRET),
                            stage.threads());
                    TurnAllocation allocation = TurnAllocation.open(
                            relay.server(),
                            TurnCredentials.timeLimited(
                                    RELAY_SECRET, "hal", Instant.now().plusSeconds(600)),
                            List.of(InetAddress.getLoopbackAddress()),
                            TurnTiming.usual(),
                            stage.threads(),
                            listener(dialled))) {
                text("Hal", "+447700900006", allocation.address() + " " + DemoPlay.ROOM + " Hal");
                CallingDevice hal = stage.talker("Hal", "yellow", dialled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                hears(hal, "Welcome to Stand-up");
                hears(frank, "Hal joined");
                hal.say("/leave");
                hears(frank, "Hal left");
            }
        } catch (IOException | ExecutionException | TimeoutException trouble) {
            throw new Missed("Hal is dialled through the relay: " + trouble.getMessage());
        }
    }

    private static TurnAllocation.Listener listener(CompletableFuture<Socket> dialled) {
        return new TurnAllocation.Listener() {
            @Override
            public void onConnection(Socket data, InetSocketAddress from) {
                dialled.complete(data);
            }

            @Override
            public void onLost(String why) {
                dialled.completeExceptionally(new IOException(why));
            }
        };
    }

    private URI linkFor(String name, String number) throws InterruptedException {
        text(name, number, "JOIN " + DemoPlay.ROOM + " " + name);
        Delivered answer = stage.smsc()
                .await(
                        text -> text.to().equals(number)
                                && CODE.matcher(text.text()).find(),
                        PATIENCE)
                .orElseThrow(() -> new Missed(name + " is texted a link"));
        narrator.sms(answer.from(), name, answer.text());
        return URI.create(stage.page() + "/#" + codeOf(answer.text()));
    }

    private static String codeOf(String text) {
        Matcher found = CODE.matcher(text);
        if (!found.find()) {
            throw new Missed("there is a code in: " + text);
        }
        return found.group(1);
    }

    private void text(String name, String number, String text) {
        narrator.sms(name, DemoStage.SERVICE_NUMBER, text);
        var unused = stage.smsc().deliver(number, DemoStage.SERVICE_NUMBER, text);
    }

    private static void hears(CallingDevice device, String part) {
        if (device.await(line -> line.contains(part), PATIENCE).isEmpty()) {
            throw new Missed("somebody hears: " + part);
        }
    }

    private static void learns(WebSocketDevice device, String type) {
        if (device.await(event -> event.path("type").asText().equals(type), PATIENCE)
                .isEmpty()) {
            throw new Missed("the page learns: " + type);
        }
    }

    private void must(String what, boolean happened) {
        if (!happened) {
            throw new Missed(what);
        }
        narrator.happened(what);
    }
}
