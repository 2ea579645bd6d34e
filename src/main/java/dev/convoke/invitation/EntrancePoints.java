package dev.convoke.invitation;

import dev.convoke.config.Section;
import dev.convoke.terms.InvitationCode;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where people come in by a code, as texts name it.
 *
 * @param web the page, as browsers reach it ({@code web.url}); empty if there is none
 * @param callIn host and port, as devices reach it ({@code call-in.address}, or that of one meeting); empty if there is none
 * @param needsCode whether it takes a code to come in there
 * @param programs the application port at which programs on phones take invitations ({@code call-in.invitation-port}); empty if they
 *     are sent none, as without the address
 */
public record EntrancePoints(Optional<URI> web, Optional<String> callIn, boolean needsCode, OptionalInt programs) {

    /** Neither a page nor a port: the server only calls devices. */
    public static final EntrancePoints NONE = new EntrancePoints(Optional.empty(), Optional.empty());

    private static final int MAX_CHARS = 80;
    private static final int LAST_PORT = 65_535;
    private static final String INVITATION_PORT = "invitation-port";

    /** For people alone. */
    public EntrancePoints(Optional<URI> web, Optional<String> callIn) {
        this(web, callIn, true, OptionalInt.empty());
    }

    /** Where it takes a code. */
    public EntrancePoints(Optional<URI> web, Optional<String> callIn, OptionalInt programs) {
        this(web, callIn, true, programs);
    }

    /** Reads {@code web.url} and {@code call-in.address}, which texts name and others listen at. */
    public static EntrancePoints read(Section web, Section callIn) {
        Optional<String> address = address(callIn);
        return new EntrancePoints(url(web), address, true, programs(callIn));
    }

    private static OptionalInt programs(Section section) {
        int port = section.count(INVITATION_PORT);
        if (port < 0 || port > LAST_PORT) {
            section.wrong(INVITATION_PORT, String.valueOf(port), "an application port, 1 to 65535, or 0 for none");
        }
        return port > 0 ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static Optional<URI> url(Section section) {
        String written = section.text("url");
        Optional<URI> url = Optional.of(written).filter(text -> !text.isEmpty()).flatMap(EntrancePoints::link);
        if (!written.isEmpty() && url.isEmpty()) {
            section.wrong(
                    "url", '"' + written + '"', "https://HOST, perhaps with port and path, at most 80 characters");
        }
        return url;
    }

    private static Optional<URI> link(String text) {
        try {
            URI url = URI.create(text);
            boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            boolean isBare = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            return isWeb && isBare && url.getHost() != null && text.length() <= MAX_CHARS
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static Optional<String> address(Section section) {
        String written = section.text("address");
        if (!written.isEmpty() && !isAddress(written)) {
            section.wrong("address", '"' + written + '"', "HOST:PORT or [IPv6]:PORT, at most 80 characters");
            return Optional.empty();
        }
        return Optional.of(written).filter(text -> !text.isEmpty());
    }

    private static boolean isAddress(String text) {
        return text.length() <= MAX_CHARS && text.matches("([0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+\\]):[1-9][0-9]{0,4}");
    }

    /** The same, but that devices connect there. */
    public EntrancePoints at(String address, boolean takesCode) {
        return new EntrancePoints(web, Optional.of(address), takesCode, programs);
    }

    /** The same for somebody who has a code and is to use it. */
    public EntrancePoints withCode() {
        return new EntrancePoints(web, callIn, true, programs);
    }

    /** Whether there is neither. */
    public boolean areNone() {
        return web.isEmpty() && callIn.isEmpty();
    }

    /**
     * How to come in: {@code Join: https://talk.example.net/#K7QW3M9XPT4H}, or {@code Connect to 203.0.113.9:7400 and enter
     * K7QW-3M9X-PT4H}, or without the code where it takes none; empty if there is no way. The code stands in the fragment, which no
     * server and no preview is sent.
     */
    public Optional<String> words(InvitationCode code) {
        return web.map(url -> "Join: " + link(url, code))
                .or(() -> callIn.map(at -> "Connect to " + at + (needsCode ? " and enter " + code.grouped() : "")));
    }

    /**
     * The same for a program (US 8,018,877 step 245 and claim 3): {@code CONVOKE1 203.0.113.9:7400 2xj5o9uoponwd K7QW3M9XPT4H}, in one
     * SMS with its port; {@code -} stands for the meeting where none is on. Empty if programs are sent nothing.
     */
    public Optional<String> forPrograms(InvitationCode code, Optional<String> meeting) {
        return programs.isEmpty()
                ? Optional.empty()
                : callIn.map(at -> "CONVOKE1 " + at + " " + meeting.orElse("-") + " " + code.digits());
    }

    private static String link(URI url, InvitationCode code) {
        String text = url.toString();
        return text + (text.endsWith("/") ? "#" : "/#") + code.digits();
    }
}
