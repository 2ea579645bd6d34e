package dev.convoke.inbound;

import dev.convoke.admission.Consent;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInText.Keyword;
import dev.convoke.invitation.Codes;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import java.util.Locale;
import java.util.Optional;

/** The words that anyone may text alone: HELP, STOP and START. */
final class KeywordHandler {

    static final String HELP =
            "Convoke: text JOIN, conference number, PIN if you have one, and your name. To be called by us, open a TCP port"
                    + " and text IP:port, conference number and so on.";
    /** Where nobody can come in by themselves. */
    static final String HELP_TO_BE_CALLED =
            "Convoke: open a TCP port and text IP:port, conference number, PIN if you have one," + " and your name.";

    static final String STOPPED = "You get no more texts from Convoke. Text START to get them again.";
    static final String STARTED = "You get texts from Convoke again. Text STOP to end that, HELP for help.";

    private final Consent consent;
    private final Codes codes;

    KeywordHandler(Consent consent, Codes codes) {
        this.consent = consent;
        this.codes = codes;
    }

    /** Does what the word says. Who is blocked may say STOP and START too, and hears nothing of it. */
    void heed(MoTask text, Keyword keyword) {
        Msisdn who = text.from();
        boolean blocked = consent.isBlocked(who);
        switch (keyword) {
            case HELP -> help(text, blocked);
            case STOP ->
                // Whoever has the phone of somebody who wants no texts has their codes, too.
                text.afterwards(
                        consent.stop(who).thenCombine(codes.revoke(new Person.Phone(who)), (first, count) -> first),
                        false,
                        first -> stopped(text, first && !blocked));
            case START ->
                text.afterwards(
                        consent.start(who),
                        false,
                        first -> text.finish(blocked ? Optional.empty() : Optional.of(STARTED), label(keyword)));
        }
    }

    private void help(MoTask text, boolean blocked) {
        if (blocked) {
            text.conclude(new Refused(RefusalReason.SENDER_BLOCKED), false);
        } else {
            String sentence = codes.entrance().areNone() ? HELP_TO_BE_CALLED : HELP;
            text.finish(Optional.of(sentence), label(Keyword.HELP));
        }
    }

    private static void stopped(MoTask text, boolean tells) {
        if (tells) {
            text.confirm(STOPPED);
        }
        text.settle(label(Keyword.STOP), false);
    }

    private static String label(Keyword keyword) {
        return keyword.name().toLowerCase(Locale.ROOT);
    }
}
