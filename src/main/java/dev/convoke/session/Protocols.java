package dev.convoke.session;

import dev.convoke.command.Commands;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.wire.JsonFormat;

/**
 * What devices may speak. One object for a server, because legs that share a format object share a room log.
 *
 * @param line what every leg speaks until its device says otherwise
 * @param json for a device whose first line begins with a brace
 * @param reader reads what such devices send
 * @param commands what people may ask for, in either
 * @param settings how sessions behave
 */
public record Protocols(
        WireFormat line, JsonFormat json, JsonReader reader, Commands commands, SessionSettings settings) {

    /** The line protocol and the JSON protocol, for people who write phone numbers in international form. */
    public static Protocols with(WireFormat line, SessionSettings settings) {
        return with(line, settings, NumberingPlan.international());
    }

    /** The line protocol and the JSON protocol, for people who write phone numbers by that plan. */
    public static Protocols with(WireFormat line, SessionSettings settings, NumberingPlan plan) {
        return new Protocols(
                line, new JsonFormat(settings.replayOctets()), new JsonReader(), new Commands(plan), settings);
    }
}
