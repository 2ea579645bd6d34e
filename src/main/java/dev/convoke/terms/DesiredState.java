package dev.convoke.terms;

/** What an operator wants of a link. It holds until another is made, across restarts too. */
public enum DesiredState {
    /** That it is bound, and bound again whenever it falls. */
    UP,
    /** That it takes no more texts of ours, ends when those under way are answered, and stays unbound. */
    DRAINED,
    /** That it ends now, and stays unbound; texts under way have an unknown outcome. */
    STOPPED
}
