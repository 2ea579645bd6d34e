package dev.convoke.session;

import dev.convoke.room.port.WireFormat;

/**
 * What devices may speak. One object for a server, because legs that share a format object share a room log.
 *
 * @param line what every leg speaks until its device says otherwise
 * @param json for a device whose first line begins with a brace
 * @param settings how sessions behave
 */
public record Protocols(WireFormat line, JsonFormat json, SessionSettings settings) {

    /** The line protocol and the JSON protocol. */
    public static Protocols with(WireFormat line, SessionSettings settings) {
        return new Protocols(line, new JsonFormat(settings.replayOctets()), settings);
    }
}
