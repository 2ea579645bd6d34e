package dev.convoke.web;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * The handlers between the octets of a WebSocket and the lines of a session (RFC 6455 §5).
 *
 * <p>There is no compression of messages: it costs memory for each leg, and what somebody else says next to a secret could be told
 * from its length.
 */
public final class FrameWire {

    private final WebSocketDecoderConfig config;
    private final WebCounts counts;

    /**
     * For messages of browsers that are not longer than that, all fragments together.
     *
     * @param counts is told what is refused
     */
    FrameWire(int messageOctets, WebCounts counts) {
        this.config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(messageOctets)
                .allowExtensions(false)
                // Frames closes, so that the browser can still read why.
                .closeOnProtocolViolation(false)
                .build();
        this.counts = counts;
    }

    /** With the defaults of the configuration, for measuring. */
    public FrameWire() {
        this(WebSettings.defaults().messageOctets(), new WebCounts());
    }

    /** Puts them at the end of a pipeline, on its channel's loop; the session comes behind them. */
    public void addTo(ChannelPipeline pipeline) {
        pipeline.addLast("wsdecoder", new WebSocket13FrameDecoder(config))
                .addLast("fragments", new WebSocketFrameAggregator(config.maxFramePayloadLength()))
                .addLast("frames", new Frames(counts));
    }
}
