package dev.convoke.web;

import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.leg.Recall;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import dev.convoke.web.Handshake.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said over HTTP on accepted connections, and how one becomes a WebSocket:
 *
 * <pre>
 *   http, requests  →  wsdecoder, wsencoder, fragments, frames, session
 * </pre>
 *
 * Any thread may ask; a connection belongs to its loop.
 */
public final class WebDoor {

    private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);

    /** The longest request line, and all headers of a request together. */
    private static final int LINE_OCTETS = 2_048;

    private static final int HEADER_OCTETS = 8_192;

    private final WebSettings settings;
    private final Requests.Site site;
    private final Visitors visitors;
    private final WebCounts counts = new WebCounts();

    /** How many connections speak HTTP. */
    private final AtomicInteger open = new AtomicInteger();

    private final FrameWire wire;

    /**
     * What happens to whoever opens a WebSocket: they show a code, and are in the room.
     *
     * @param legs seats them
     * @param codes what decides about what somebody at that address presents
     * @param places gives a place to somebody at that address who has shown nothing yet, and answers how it is given back; empty if
     *     there is none. Any thread
     * @param within how long each try may take
     * @param comesBack how long somebody who was lost may stay away
     */
    public record Visitors(
            LegSetup legs,
            Function<InetAddress, CodePolicy> codes,
            Function<InetAddress, Optional<Runnable>> places,
            Duration within,
            Duration comesBack) {}

    /**
     * Serves the page that lies on the class path.
     *
     * @throws IllegalStateException if there is no page, or one of its files names one that is not there
     */
    public WebDoor(WebSettings settings, Visitors visitors) {
        this(settings, Assets.ofClassPath(), visitors);
    }

    WebDoor(WebSettings settings, Assets assets, Visitors visitors) {
        this.settings = settings;
        this.visitors = visitors;
        this.site = new Requests.Site(
                settings,
                assets,
                new Reply(settings.url()),
                new Handshake(settings.url()),
                new Forwarded(settings.proxies()),
                counts,
                this::upgrade);
        this.wire = new FrameWire(settings.messageOctets(), counts);
        if (settings.hidesEverybody()) {
            LOG.warn("web.listen is on loopback and web.proxies is empty: whoever comes by a proxy on this machine seems to be the"
                    + " same person, and shares limits with everybody else; see config/convoke.conf");
        }
    }

    /** What came in so far. */
    public WebCounts counts() {
        return counts;
    }

    /** A connection was accepted, and perhaps put under TLS: from now on it speaks HTTP. On the channel's loop. */
    public void accept(Channel channel) {
        if (open.incrementAndGet() > settings.connections()) {
            open.decrementAndGet();
            counts.onRefused(WebRefusal.TOO_MANY);
            var unused = channel.close();
            return;
        }
        channel.pipeline()
                .addLast(
                        "http",
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LINE_OCTETS)
                                .setMaxHeaderSize(HEADER_OCTETS)))
                .addLast("requests", new Requests(site, open::decrementAndGet));
    }

    private Optional<Refused> upgrade(Channel channel, HttpRequest request, InetAddress client) {
        Optional<Runnable> place = visitors.places().apply(client);
        if (place.isEmpty()) {
            return Optional.of(new Refused(
                    WebRefusal.TOO_MANY,
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "Too many from your network are at the door. Try again in a moment."));
        }
        // Once, by whatever comes first: it is known who they are, or they are gone.
        CompletableFuture<Void> over = new CompletableFuture<>();
        var unused = over.thenRun(place.get());
        channel.closeFuture().addListener(closed -> over.complete(null));
        speakFrames(channel, client, request).thenRun(() -> over.complete(null));
        return Optional.empty();
    }

    /**
     * Answers the request, and from then on the connection speaks WebSocket; what has been sent before the answer is read then.
     * Completes when it is known who they are, or that they do not come in.
     */
    private CompletableFuture<Void> speakFrames(Channel channel, InetAddress client, HttpRequest request) {
        channel.config().setAutoRead(false);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(Requests.class);
        wire.addTo(pipeline);
        CompletableFuture<Void> known = new CompletableFuture<>();
        channel.writeAndFlush(Handshake.accepted(request)).addListener(answered -> {
            if (answered.isSuccess() && channel.isActive()) {
                counts.onUpgraded();
                bring(channel, client).thenAccept(known::complete);
                pipeline.remove(HttpServerCodec.class);
                channel.config().setAutoRead(true);
            } else {
                var unused = channel.close();
            }
        });
        return known;
    }

    /** Completes when it is known who they are, or that they do not come in. */
    private CompletableFuture<Void> bring(Channel channel, InetAddress client) {
        Connection connection = visitors.legs().openJson(channel, WayIn.BROWSER, new Connection.Watch() {});
        Destination door = new Destination.AtCodeDoor(visitors.codes().apply(client), visitors.within());
        return visitors.legs()
                .take(connection, door, Recall.awaiting(visitors.comesBack()))
                .thenAccept(refused -> refused.map(WebDoor::counted).ifPresent(counts::onRefused));
    }

    private static WebRefusal counted(RefusalReason reason) {
        return reason == RefusalReason.NO_ANSWER ? WebRefusal.TOO_LATE : WebRefusal.NOT_LET_IN;
    }
}
