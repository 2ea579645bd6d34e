package dev.convoke.web;

import dev.convoke.web.Handshake.Refused;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said over HTTP on accepted connections, and how one becomes a WebSocket:
 *
 * <pre>
 *   http, requests  →  wsencoder, wsdecoder, fragments, frames  (and a session behind them)
 * </pre>
 *
 * There is no compression of messages: it costs memory for each leg, and what somebody else says next to a secret could be told
 * from its length. Any thread may ask; a connection belongs to its loop.
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

    private final WebSocketDecoderConfig frames;

    /** Who takes a WebSocket from here. */
    public interface Visitors {

        /**
         * Whether one more who has not shown a code yet may come from there. Any thread.
         *
         * @return what gives the place back; empty if there is none
         */
        Optional<Runnable> place(InetAddress client);

        /**
         * A WebSocket stands: this puts a session at the end of its pipeline. On the channel's loop, before anything is read.
         *
         * @param proved to be called, once, when it has shown who it is, or ends
         */
        void come(Channel channel, InetAddress client, Runnable proved);
    }

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
        this.frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.messageOctets())
                .allowExtensions(false)
                // Frames closes, so that the browser can still read why.
                .closeOnProtocolViolation(false)
                .build();
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
        Optional<Runnable> place = visitors.place(client);
        if (place.isEmpty()) {
            return Optional.of(new Refused(
                    WebRefusal.TOO_MANY,
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "Too many from your network are at the door. Try again in a moment."));
        }
        AtomicBoolean holds = new AtomicBoolean(true);
        Runnable proved = () -> {
            if (holds.getAndSet(false)) {
                place.get().run();
            }
        };
        channel.closeFuture().addListener(closed -> proved.run());
        speakFrames(channel, request).addListener((ChannelFuture answered) -> {
            if (answered.isSuccess() && channel.isActive()) {
                counts.onUpgraded();
                visitors.come(channel, client, proved);
                channel.config().setAutoRead(true);
            } else {
                var unused = channel.close();
            }
        });
        return Optional.empty();
    }

    /** Answers the request, and from then on the connection speaks WebSocket. Nothing is read until somebody is there to listen. */
    private ChannelFuture speakFrames(Channel channel, HttpRequest request) {
        channel.config().setAutoRead(false);
        // What was sent before the answer comes out of the HTTP decoder as it is, and Frames refuses it.
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(Requests.class);
        pipeline.addLast("fragments", new WebSocketFrameAggregator(settings.messageOctets()));
        pipeline.addLast("frames", new Frames(counts));
        FullHttpRequest whole = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        return new WebSocketServerHandshaker13("", Handshake.SUBPROTOCOL, frames).handshake(channel, whole);
    }
}
