package dev.convoke.room;

import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;

/**
 * One line of the roster.
 *
 * @param nick the name
 * @param role by which right they are here
 * @param lobby whether they wait in the lobby
 * @param sinceMs when they came, in milliseconds since 1970
 */
public record RosterRow(Nick nick, Role role, boolean lobby, long sinceMs) {}
