package dev.convoke.peer.turn;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests with long-term credentials (RFC 8489 §9.2): the first is sent without, the relay names realm and nonce, and from then on
 * each is signed. A nonce that has become stale (438) is replaced once per request; a signed request that is refused with 401 is not
 * sent again: an expired password stays expired. Any thread.
 */
final class Credentialed {

    private static final int UNAUTHENTICATED = 401;
    private static final int STALE_NONCE = 438;

    /** RFC 8489 §14.9 and §14.10: fewer than 128 characters, which may take 763 octets. */
    private static final int MAX_CHARS = 763;

    private final TurnCredentials who;
    private final SecureRandom random;

    /** What the relay named last; published by whoever was challenged, read by all. */
    private volatile @Nullable Challenge challenge;

    /** The key is not in it: a record with an array would be equal to none. */
    private record Challenge(String realm, String nonce) {}

    Credentialed(TurnCredentials who, SecureRandom random) {
        this.who = who;
        this.random = random;
    }

    /**
     * Asks for something until it is granted or refused for good, in three requests at most.
     *
     * @param what it is, for people
     * @param body adds its attributes; may be called several times
     * @throws TurnException if it is refused
     */
    StunMessage ask(String what, int method, UnaryOperator<StunRequest> body, Exchange exchange) throws IOException {
        boolean renewed = false;
        while (true) {
            @Nullable Challenge with = challenge;
            StunMessage answer = exchange.ask(request(method, body, with));
            if (answer.isSuccess()) {
                return verified(what, answer, with);
            }
            StunMessage.Failure failure = answer.failure().orElse(new StunMessage.Failure(0, "without a reason"));
            boolean first = failure.code() == UNAUTHENTICATED && with == null;
            boolean stale = failure.code() == STALE_NONCE && !renewed;
            Optional<Challenge> next = challengeOf(answer);
            if (!(first || stale) || next.isEmpty()) {
                throw TurnException.refused(what, failure);
            }
            renewed |= stale;
            challenge = next.get();
        }
    }

    private StunRequest request(int method, UnaryOperator<StunRequest> body, @Nullable Challenge with) {
        byte[] transaction = new byte[Stun.TRANSACTION_OCTETS];
        random.nextBytes(transaction);
        StunRequest request = body.apply(new StunRequest(method, transaction));
        return with == null
                ? request
                : request.with(Stun.USERNAME, TurnText.prepared(who.user()))
                        .with(Stun.REALM, with.realm())
                        .with(Stun.NONCE, with.nonce())
                        .signed(who.key(with.realm()));
    }

    private StunMessage verified(String what, StunMessage answer, @Nullable Challenge with) throws TurnException {
        if (with != null && !answer.isSignedWith(who.key(with.realm()))) {
            throw TurnException.unsigned(what);
        }
        return answer;
    }

    private Optional<Challenge> challengeOf(StunMessage answer) {
        Optional<String> realm = answer.text(Stun.REALM).filter(text -> text.length() <= MAX_CHARS / 2);
        Optional<String> nonce = answer.text(Stun.NONCE).filter(text -> text.length() <= MAX_CHARS / 2);
        return realm.flatMap(in -> nonce.map(at -> new Challenge(in, at)));
    }
}
