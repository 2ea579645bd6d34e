package dev.convoke.callin;

import dev.convoke.terms.InvitationCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the connections that look at the same code. Whoever has looked may take their time and is nobody unknown any more, so that
 * many people behind one address can do so at once; but one code is one seat, and needs few. Any thread; the lock guards the counts.
 */
public final class Lookers {

    private final int most;
    private final Map<InvitationCode, Integer> ofCode = new HashMap<>();

    /** So many for each code. */
    public Lookers(int most) {
        this.most = most;
    }

    /** One connection, which is not over yet. */
    public Looker one() {
        return new Looker();
    }

    /** What one connection has looked at. */
    public final class Looker {
        private final Set<InvitationCode> codes = new HashSet<>();
        private boolean over;

        private Looker() {}

        /** Whether it may look at that code, which is a good one; as often as it likes then. */
        public boolean mayLook(InvitationCode code) {
            synchronized (Lookers.this) {
                if (over || codes.contains(code)) {
                    return true;
                }
                int here = ofCode.getOrDefault(code, 0);
                if (here >= most) {
                    return false;
                }
                ofCode.put(code, here + 1);
                return codes.add(code);
            }
        }

        /** The connection has come in or is gone. */
        public void over() {
            synchronized (Lookers.this) {
                over = true;
                codes.forEach(code -> ofCode.computeIfPresent(code, (same, here) -> here == 1 ? null : here - 1));
                codes.clear();
            }
        }
    }

    /** How many codes are being looked at. */
    int codes() {
        synchronized (this) {
            return ofCode.size();
        }
    }
}
