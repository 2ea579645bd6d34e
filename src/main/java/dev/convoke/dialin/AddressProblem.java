package dev.convoke.dialin;

import dev.convoke.terms.DeviceAddress;
import java.util.Optional;

/** Says what is wrong with an address, so that its sender can mend it. */
final class AddressProblem {

    static final String NO_HOST = "host names are not accepted, only an IP address and port";

    private static final String NO_PORT = "the port is missing";
    private static final String BAD_PORT = "the port is not valid";
    private static final String BAD_IP = "the IP address is not valid";

    private AddressProblem() {}

    /** Empty if the address can be read. */
    static Optional<String> of(Token place) {
        return switch (place.kind()) {
            case ADDRESS -> Optional.empty();
            case BARE_ADDRESS -> Optional.of(ofBare(place.text()));
            case BROKEN_ADDRESS -> Optional.of(ofBroken(place.text()));
            case HOST, DIGITS, ODD, WORD -> Optional.of(NO_HOST);
        };
    }

    private static String ofBare(String address) {
        if (address.indexOf(':') >= 0) {
            return "put the IP address in square brackets, then colon and port";
        }
        return DeviceAddress.parseIp(address).isPresent() ? NO_PORT : BAD_IP;
    }

    private static String ofBroken(String address) {
        boolean bracketed = address.startsWith("[");
        int end = address.indexOf(bracketed ? ']' : ':');
        if (end < 0 || !isIp(address.substring(bracketed ? 1 : 0, end), bracketed)) {
            return BAD_IP;
        }
        String port = address.substring(bracketed ? end + 1 : end);
        return port.length() > 1 && port.startsWith(":") ? BAD_PORT : NO_PORT;
    }

    private static boolean isIp(String ip, boolean bracketed) {
        return bracketed == ip.indexOf(':') >= 0 && DeviceAddress.parseIp(ip).isPresent();
    }
}
