package dev.convoke.web;

import dev.convoke.config.Configuration;
import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.leg.Recall;
import dev.convoke.room.event.CloseReason;
import dev.convoke.terms.Role;
import dev.convoke.terms.WayIn;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page and its WebSocket on a free port of loopback; whoever opens a WebSocket is in the room, the first as its moderator. */
final class WebSite implements AfterEachCallback {

    private final Engine engine = new Engine();
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger places = new AtomicInteger(1_000);
    private String settings = "";
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

    Engine engine() {
        return engine;
    }

    private Running running() {
        if (running.isEmpty()) {
            WebSettings read = Configuration.parse("web {\n" + settings + "}", Path.of("."), top -> {
                return WebSettings.read(top.section("web"));
            });
            WebDoor door = new WebDoor(read, new AllAreWelcome());
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

    private final class AllAreWelcome implements WebDoor.Visitors {

        @Override
        public Optional<Runnable> place(InetAddress client) {
            clients.add(client);
            if (places.decrementAndGet() < 0) {
                places.incrementAndGet();
                return Optional.empty();
            }
            return Optional.of(places::incrementAndGet);
        }

        @Override
        public void come(Channel channel, InetAddress client, Runnable proved) {
            Connection connection = engine.legs().openJson(channel, WayIn.BROWSER, new Connection.Watch() {
                private boolean taken;

                @Override
                public void onHeard() {
                    if (!taken) {
                        taken = true;
                        seat(channel, proved);
                    }
                }
            });
            waiting = connection;
        }

        private volatile Connection waiting;

        private void seat(Channel channel, Runnable proved) {
            int person = people.incrementAndGet();
            Role role = person == 1 ? Role.MODERATOR : Role.PARTICIPANT;
            Destination room = new Destination.InRoom(engine.entry(person, "P" + person, role));
            var unused = engine.legs().take(waiting, room, Recall.never()).thenRun(proved);
        }
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

    /** One that is in the room, and speaks JSON. */
    Browser inTheRoom() throws IOException {
        Browser browser = browser().open("{\"type\":\"hello\",\"protocol\":1}");
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
