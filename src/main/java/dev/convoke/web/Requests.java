package dev.convoke.web;

import dev.convoke.web.Handshake.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection as long as it speaks HTTP: it answers requests for the page, and has an upgrade made of the one for the
 * WebSocket. Each request has to be there, and answered, within a time, however slowly its octets come. Runs on the channel's
 * event loop.
 */
// A write or close that fails shows as the end of the channel; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
final class Requests extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private static final String WEB_SOCKET = "/ws";

    /** After so many a browser connects again. */
    private static final int PER_CONNECTION = 100;

    private final Site site;
    private final Runnable gone;
    private int answered;
    private boolean closing;

    /** The request whose end has not been read. */
    private @Nullable HttpRequest begun;

    private @Nullable ScheduledFuture<?> deadline;

    /**
     * What all connections share.
     *
     * @param assets the page
     * @param reply how answers look
     * @param handshake who may talk
     * @param forwarded who it is, behind proxies
     * @param upgrade what is done with who may
     */
    record Site(
            WebSettings settings,
            Assets assets,
            Reply reply,
            Handshake handshake,
            Forwarded forwarded,
            WebCounts counts,
            Upgrade upgrade) {}

    /** What is done with a request that may become a WebSocket. */
    @FunctionalInterface
    interface Upgrade {
        /**
         * Makes a WebSocket of it, or says why not; on the channel's loop.
         *
         * @param client who it is
         */
        Optional<Refused> take(Channel channel, HttpRequest request, InetAddress client);
    }

    /** {@code gone} is told when this connection does not speak HTTP any more. */
    Requests(Site site, Runnable gone) {
        this.site = site;
        this.gone = gone;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        awaitRequest(ctx);
    }

    private void awaitRequest(ChannelHandlerContext ctx) {
        stopWaiting();
        long ms = site.settings().requestTimeout().toMillis();
        deadline = ctx.executor().schedule(() -> tooLate(ctx), ms, TimeUnit.MILLISECONDS);
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void tooLate(ChannelHandlerContext ctx) {
        // A browser keeps a connection for later that it has been answered on; that is no fault of it.
        if (answered == 0) {
            site.counts().onRefused(WebRefusal.TOO_LATE);
        }
        ctx.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part instanceof HttpRequest request) {
            begun = request;
        }
        @Nullable HttpRequest request = begun;
        if (request == null || closing) {
            return;
        }
        boolean hasBody = HttpUtil.isTransferEncodingChunked(request)
                || (HttpUtil.isContentLengthSet(request) && !isEmpty(request));
        if (part.decoderResult().isFailure()) {
            refuse(ctx, request, unreadable(part.decoderResult()), true);
        } else if (hasBody) {
            refuse(
                    ctx,
                    request,
                    new Refused(
                            WebRefusal.BAD_REQUEST,
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                            "Nothing can be sent here."),
                    true);
        } else if (part instanceof LastHttpContent) {
            begun = null;
            onRequest(ctx, request);
        }
    }

    private static boolean isEmpty(HttpRequest request) {
        return "0".equals(request.headers().get(HttpHeaderNames.CONTENT_LENGTH));
    }

    private void onRequest(ChannelHandlerContext ctx, HttpRequest request) {
        if (path(request).equals(WEB_SOCKET)) {
            onWebSocket(ctx, request);
        } else {
            onPage(ctx, request);
        }
    }

    private static Refused unreadable(DecoderResult decoded) {
        Throwable cause = decoded.cause();
        HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
        if (cause instanceof TooLongHttpLineException) {
            status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return new Refused(WebRefusal.BAD_REQUEST, status, status.reasonPhrase() + ".");
    }

    /** What programs append to a link to follow it changes nothing. */
    private static String path(HttpRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private void onPage(ChannelHandlerContext ctx, HttpRequest request) {
        HttpMethod method = request.method();
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            refuse(
                    ctx,
                    request,
                    new Refused(WebRefusal.METHOD, HttpResponseStatus.METHOD_NOT_ALLOWED, "GET and HEAD only."),
                    false);
            return;
        }
        String path = path(request);
        Optional<Asset> asset = site.assets().at(path);
        if (asset.isPresent()) {
            site.counts().onServed();
            answer(ctx, request, site.reply().file(request, asset.get()), false);
        } else if (path.equals("/robots.txt")) {
            answer(ctx, request, ok(request, "User-agent: *\nDisallow: /"), false);
        } else if (path.equals("/healthz")) {
            answer(ctx, request, ok(request, "ok"), false);
        } else {
            refuse(
                    ctx,
                    request,
                    new Refused(WebRefusal.NOT_FOUND, HttpResponseStatus.NOT_FOUND, "There is nothing here."),
                    false);
        }
    }

    private FullHttpResponse ok(HttpRequest request, String text) {
        return site.reply().text(request, HttpResponseStatus.OK, text);
    }

    private void onWebSocket(ChannelHandlerContext ctx, HttpRequest request) {
        InetAddress peer = ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
        InetAddress client = site.forwarded().client(peer, request.headers().getAll("X-Forwarded-For"));
        Optional<Refused> refused =
                site.handshake().check(request).or(() -> site.upgrade().take(ctx.channel(), request, client));
        refused.ifPresentOrElse(why -> refuse(ctx, request, why, false), this::stopWaiting);
    }

    private void refuse(ChannelHandlerContext ctx, HttpRequest request, Refused refused, boolean last) {
        site.counts().onRefused(refused.why());
        FullHttpResponse response = site.reply().text(request, refused.status(), refused.sentence());
        if (refused.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, path(request).equals(WEB_SOCKET) ? "GET" : "GET, HEAD");
        } else if (refused.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, "websocket")
                    .set(HttpHeaderNames.CONNECTION, "upgrade")
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        answer(ctx, request, response, last);
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response, boolean last) {
        answered++;
        boolean keep = !last && answered < PER_CONNECTION && HttpUtil.isKeepAlive(request);
        if (!keep) {
            closing = true;
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        } else if (request.protocolVersion().minorVersion() == 0) {
            response.headers().set(HttpHeaderNames.CONNECTION, "keep-alive");
        }
        ChannelFuture written = ctx.writeAndFlush(response);
        if (keep) {
            written.addListener(done -> awaitRequest(ctx));
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopWaiting();
        gone.run();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopWaiting();
        ctx.fireChannelInactive();
    }

    /** A stranger's connection that fails concerns nobody else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof io.netty.handler.codec.DecoderException)) {
            LOG.error("a request could not be answered", cause);
        } else if (!(cause instanceof IOException)) {
            site.counts().onRefused(WebRefusal.BAD_REQUEST);
        }
        ctx.close();
    }
}
