package dev.convoke.terms;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * What letters look like: two texts with the same skeleton can hardly be told apart on a screen, {@code coco} in Latin letters
 * and in Cyrillic ones for instance. The idea is that of UTS #39 §4; the table is our own and knows only what a nick may hold of
 * the three scripts that share most of their shapes, Latin, Cyrillic and Greek, and the digits among them.
 *
 * <p>A skeleton is for comparing and makes no sense to people. Any thread.
 */
final class LookAlikes {

    /**
     * Each line: the letter that stands for all, then those that look like it. Capitals look as they are, not as they fold.
     * Escaped, because nobody could tell them apart here either.
     */
    private static final String[] ALIKE = {
        "a\u0430\u0410\u03b1\u0391\u0251",
        "b\u0412\u0392\u042c",
        "c\u0441\u0421",
        "d\u0501",
        "e\u0435\u0415\u0395",
        "f\u03dc",
        "g\u0261",
        "h\u04bb\u04ba\u041d\u0397",
        "i\u0456\u03b9\u0269\u0131",
        "j\u0458\u0408\u03f3\u037f",
        "k\u043a\u041a\u03ba\u039a",
        "l1I\u0406\u0399\u04c0\u04cf\u01c0",
        "m\u043c\u041c\u039c",
        "n\u03b7\u039d",
        "o0\u043e\u041e\u03bf\u039f",
        "p\u0440\u0420\u03c1\u03a1",
        "q\u051b\u051a",
        "r\u0433",
        "s\u0455\u0405",
        "t\u0442\u0422\u03c4\u03a4",
        "u\u03c5",
        "v\u03bd\u0475\u0474",
        "w\u0461\u051d\u051c",
        "x\u0445\u0425\u03c7\u03a7",
        "y\u0443\u0423\u04af\u04ae\u03b3\u03a5",
        "z\u0396",
        "3\u0437\u0417",
    };

    private static final Map<Integer, Integer> PROTOTYPES = prototypes();

    private LookAlikes() {}

    private static Map<Integer, Integer> prototypes() {
        Map<Integer, Integer> prototypes = new HashMap<>();
        for (String alike : ALIKE) {
            int prototype = alike.codePointAt(0);
            alike.codePoints().skip(1).forEach(letter -> prototypes.put(letter, prototype));
        }
        return Map.copyOf(prototypes);
    }

    /** The same for all texts that look alike, and its own skeleton. */
    static String skeleton(String text) {
        StringBuilder skeleton = new StringBuilder(text.length());
        // Taken apart, a letter with an accent looks like any other that has the same accent.
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .map(LookAlikes::prototype)
                .forEach(skeleton::appendCodePoint);
        return skeleton.toString();
    }

    /** Looks come before the case: a capital I looks like a small l, and a small i does not. */
    private static int prototype(int letter) {
        int shape = PROTOTYPES.getOrDefault(letter, letter);
        int folded = Character.toLowerCase(Character.toUpperCase(shape));
        return PROTOTYPES.getOrDefault(folded, folded);
    }
}
