package dev.convoke.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection to the web server, written by hand: it can do whatever a browser does and what none would (RFC 9112, RFC 6455). */
final class Browser implements Closeable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int CONTINUATION = 0;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x12, (byte) 0xa5, 0x6f, (byte) 0xff};
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean closing;

    Browser(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    void send(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.UTF_8));
    }

    Answer answer() throws IOException {
        return Answer.read(in, true);
    }

    /** Asks, on this connection; header lines without their ends. */
    Answer ask(String method, String target, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: " + host()));
        lines.addAll(List.of(headers));
        send(String.join("\r\n", lines) + "\r\n\r\n");
        return Answer.read(in, !method.equals("HEAD"));
    }

    String host() {
        return "127.0.0.1:" + socket.getPort();
    }

    /** The header lines of an upgrade as a page of ours sends them. */
    List<String> upgradeHeaders() {
        return new ArrayList<>(List.of(
                "Connection: keep-alive, Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                "Sec-WebSocket-Protocol: convoke.1",
                "Origin: http://" + host()));
    }

    Answer upgrade(List<String> headers) throws IOException {
        return ask("GET", "/ws", headers.toArray(String[]::new));
    }

    /** Opens the WebSocket and says that. */
    Browser open(String firstWords) throws IOException {
        Answer answer = upgrade(upgradeHeaders());
        if (answer.status() != 101) {
            throw new AssertionError("no upgrade: " + answer.status() + " " + answer.text());
        }
        say(firstWords);
        return this;
    }

    void say(String text) throws IOException {
        out.write(frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A text in fragments of so many octets. */
    void sayInFragments(String text, int octets) throws IOException {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; from += octets) {
            int until = Math.min(all.length, from + octets);
            int first = (from == 0 ? TEXT : CONTINUATION) | (until == all.length ? FIN : 0);
            frames.write(frame(first, java.util.Arrays.copyOfRange(all, from, until)));
        }
        out.write(frames.toByteArray());
    }

    void send(int opcode, byte[] payload) throws IOException {
        closing |= opcode == CLOSE;
        out.write(frame(FIN | opcode, payload));
    }

    void sendRaw(byte[] octets) throws IOException {
        out.write(octets);
    }

    /** A frame with its first octet as given, masked (RFC 6455 §5.2). */
    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    /** The next frame, which the server must not mask nor cut. */
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if ((first & FIN) == 0 || (first & 0x70) != 0 || (length & MASKED) != 0) {
            throw new AssertionError("a frame that a server must not send: " + first + " " + length);
        }
        long octets = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return new Frame(first & 0x0f, in.readNBytes(Math.toIntExact(octets)));
    }

    /** Reads on to a line with that in it. */
    String hears(String part) throws IOException {
        String all = hearsUpTo(part);
        return all.substring(all.lastIndexOf('\n', all.length() - 2) + 1).stripTrailing();
    }

    /** The same with all lines before it. */
    String hearsUpTo(String part) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (true) {
            Frame frame = next();
            if (frame.opcode() == CLOSE) {
                throw new AssertionError("closed with " + frame.closeCode() + " and not heard: " + part);
            }
            if (frame.opcode() == TEXT) {
                for (String line : frame.text().lines().toList()) {
                    heard.append(line).append('\n');
                    if (line.contains(part)) {
                        return heard.toString();
                    }
                }
            }
        }
    }

    /** Reads on to the close frame, answers it unless it is an answer, and sees that nothing follows it but the end. */
    int awaitClose() throws IOException {
        Frame frame = next();
        while (frame.opcode() != CLOSE) {
            frame = next();
        }
        if (!closing) {
            send(CLOSE, frame.payload());
        }
        awaitHangUp();
        return frame.closeCode();
    }

    void awaitHangUp() throws IOException {
        if (in.read() >= 0) {
            throw new AssertionError("octets after the end");
        }
    }

    boolean isAnsweredByHangUp() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
