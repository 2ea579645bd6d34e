package dev.convoke.web;

import dev.convoke.callin.CallInSettings;
import dev.convoke.callin.Gate;
import dev.convoke.callin.Unproved;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.config.Configuration;
import dev.convoke.leg.Engine;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page and its WebSocket on a free port of loopback; whoever has a code is in the room. */
final class WebSite implements AfterEachCallback {

    private final Engine engine = new Engine();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger presented = new AtomicInteger();
    private int places = 16;
    private String settings = "";
    private Duration within = Engine.PATIENCE;
    private Unproved unproved = new Unproved(new CallInSettings.Unproved(1, 1));
    private Optional<WebDoor> running = Optional.empty();

    /** With that written in the section {@code web}; before it starts. */
    WebSite with(String more) {
        settings += more + "\n";
        return this;
    }

    /** With so many places for those who have not shown a code. */
    WebSite withPlaces(int count) {
        places = count;
        return this;
    }

    /** With so much time for a code. */
    WebSite withTimeForACode(Duration other) {
        within = other;
        return this;
    }

    Engine engine() {
        return engine;
    }

    private WebDoor door() {
        if (running.isEmpty()) {
            WebSettings read = Configuration.parse(
                    "web { listen = \"127.0.0.1:0\", proxies = [\"127.0.0.2\"]\n" + settings + "}",
                    Path.of("."),
                    top -> WebSettings.read(top.section("web")));
            unproved = new Unproved(new CallInSettings.Unproved(places, 256));
            running = WebDoor.open(
                    engine.transport(),
                    read,
                    new WebDoor.Visitors(engine.legs(), new AtTheGate(), unproved, within, Duration.ofSeconds(30)),
                    new ThreadMaker((thread, failure) -> {
                        throw new AssertionError(thread.getName() + " ended", failure);
                    }));
        }
        return running.orElseThrow();
    }

    private final class AtTheGate implements Gate {

        @Override
        public String networkOf(InetAddress from) {
            return from.getHostAddress();
        }

        @Override
        public CodePolicy policy(String network) {
            clients.add(network);
            return new Codes();
        }

        @Override
        public CodePolicy policy(String network, MeetingPorts.Owner owner) {
            return policy(network);
        }

        @Override
        public CompletionStage<Optional<PrivateEvent>> openPort(ConferenceNumber room, Person by) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<String>> meeting(ConferenceNumber room) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** The code of a person is their number in digits; the first one is the moderator. */
    private final class Codes implements CodePolicy {

        @Override
        public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
            presented.incrementAndGet();
            CodeDecision<ComeIn> decision =
                    what instanceof Presented.Code code && code.code().matches("[0-9]+")
                            ? new CodeDecision.Given<>(new ComeIn(entry(Integer.parseInt(code.code())), ""))
                            : new CodeDecision.NotYet<>(RefusalReason.WRONG_PIN, "No such code.");
            return CompletableFuture.completedFuture(decision);
        }

        private RoomEntry entry(int person) {
            return engine.entry(person, "P" + person, person == 1 ? Role.MODERATOR : Role.PARTICIPANT);
        }

        @Override
        public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
            return CompletableFuture.completedFuture(
                    new CodeDecision.NotYet<>(RefusalReason.WRONG_PIN, "No such code."));
        }
    }

    /** How often a code was presented. */
    int presented() {
        return presented.get();
    }

    InetSocketAddress address() {
        return door().place();
    }

    WebCounts counts() {
        return door().counts();
    }

    /** How many stand at the door who have shown nothing good. */
    int unproved() {
        return unproved.all();
    }

    /** The networks of those who came to the door, oldest first. */
    List<String> clients() {
        return clients;
    }

    /** A new connection. */
    Browser browser() {
        try {
            Browser browser = new Browser(address());
            engine.onceClosed(() -> {
                try {
                    browser.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page of that person says first. */
    static String hello(int person) {
        return "{\"type\":\"hello\",\"protocol\":1,\"code\":\"" + person + "\"}";
    }

    /** Somebody else each time; the first is the moderator. */
    Browser inTheRoom() throws IOException {
        Browser browser = browser().open(hello(people.incrementAndGet()));
        browser.hears("\"type\":\"welcome\"");
        return browser;
    }

    void stopTheRooms() {
        engine.rooms()
                .closeAll(CloseReason.SHUTDOWN)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        running.ifPresent(WebDoor::close);
        engine.afterEach(context);
    }
}
