package dev.convoke.web;

import dev.convoke.config.Configuration;
import dev.convoke.leg.Engine;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger presented = new AtomicInteger();
    private final AtomicInteger places = new AtomicInteger(1_000);
    private String settings = "";
    private Duration within = Engine.PATIENCE;
    private Optional<Running> running = Optional.empty();

    private record Running(Channel listening, WebDoor door) {}

    /** With that written in the section {@code web}; before it starts. */
    WebSite with(String more) {
        settings += more + "\n";
        return this;
    }

    /** With so many places for those who have not shown a code. */
    WebSite withPlaces(int count) {
        places.set(count);
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

    private Running running() {
        if (running.isEmpty()) {
            WebSettings read = Configuration.parse("web {\n" + settings + "}", Path.of("."), top -> {
                return WebSettings.read(top.section("web"));
            });
            WebDoor door = new WebDoor(read, new WebDoor.Visitors(
                            engine.legs(), client -> new Codes(), this::place, within, Duration.ofSeconds(30)));
            Channel listening = new ServerBootstrap()
                    .group(engine.transport().loops().get(0), engine.transport().loops().get(1))
                    .channel(serverType())
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            door.accept(channel);
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .syncUninterruptibly()
                    .channel();
            running = Optional.of(new Running(listening, door));
        }
        return running.get();
    }

    private Class<? extends ServerChannel> serverType() {
        return engine.transport().name().equals("epoll")
                ? EpollServerSocketChannel.class
                : NioServerSocketChannel.class;
    }

    private Optional<Runnable> place(InetAddress client) {
        clients.add(client);
        if (places.decrementAndGet() < 0) {
            places.incrementAndGet();
            return Optional.empty();
        }
        return Optional.of(places::incrementAndGet);
    }

    /** The code of a person is their number in digits; the first one is the moderator. */
    private final class Codes implements CodePolicy {

        @Override
        public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
            presented.incrementAndGet();
            CodeDecision<ComeIn> decision = what instanceof Presented.Code code && code.code().matches("[0-9]+")
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
        return (InetSocketAddress) running().listening().localAddress();
    }

    WebCounts counts() {
        return running().door().counts();
    }

    int placesLeft() {
        return places.get();
    }

    /** Who came to the door, oldest first. */
    List<InetAddress> clients() {
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
        running.ifPresent(site -> site.listening().close().syncUninterruptibly());
        engine.afterEach(context);
    }
}
