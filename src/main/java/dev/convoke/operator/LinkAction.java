package dev.convoke.operator;

import dev.convoke.terms.DesiredState;

/** What may be done with a link to a message centre; {@link LinkActions} does it. */
public sealed interface LinkAction {

    /**
     * Stops, drains or starts a link: what is wanted holds until something else is, across restarts too.
     *
     * @param link its name in the configuration
     * @param wanted what is wanted of it
     */
    record ChangeLink(String link, DesiredState wanted) implements LinkAction {}
}
