package dev.convoke.terms;

import java.util.Collection;
import java.util.Optional;

/** What an SMSC says in a receipt became of a message (SMPP 3.4 §5.2.28, appendix B). */
public enum Receipt {
    /** On its way. */
    ENROUTE(0),
    /** Some say so of what is on its way, some of what was read for the subscriber; what comes later counts. */
    ACCEPTED(1),
    /** Nobody knows. */
    UNKNOWN(2),
    /** It is on the phone. */
    DELIVERED(3),
    /** It could not be delivered in its time. */
    EXPIRED(3),
    /** Somebody deleted it. */
    DELETED(3),
    /** It cannot be delivered. */
    UNDELIVERABLE(3),
    /** It was rejected. */
    REJECTED(3);

    private final int finality;

    Receipt(int finality) {
        this.finality = finality;
    }

    /** Whether nothing else will come of it: it is on the phone, or never will be. */
    public boolean isFinal() {
        return finality == DELIVERED.finality;
    }

    /** Whether this is news to those who know the other; receipts may overtake one another. */
    public boolean supersedes(Receipt other) {
        return finality > other.finality;
    }

    /**
     * What the receipts for its parts say of a text: that it failed if one part did, what is said of all parts alike, else that
     * it is on its way.
     *
     * @param parts one for each part, empty where there is no receipt yet
     */
    public static Receipt ofAll(Collection<Optional<Receipt>> parts) {
        Optional<Receipt> failure = parts.stream()
                .flatMap(Optional::stream)
                .filter(part -> part.finality == DELIVERED.finality && part != DELIVERED)
                .findFirst();
        return failure.or(() -> parts.stream()
                        .distinct()
                        .reduce((one, other) -> Optional.of(ENROUTE))
                        .orElse(Optional.empty()))
                .orElse(ENROUTE);
    }
}
