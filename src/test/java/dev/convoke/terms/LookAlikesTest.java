package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikesTest {

    private static final long SEED = 20_261_126;

    /** Where the letters of the three scripts, their accents and the digits are. */
    private static final int LAST_OF_THE_THREE = 0x530;

    @ParameterizedTest
    @CsvSource({
        // Cyrillic, small and capital
        "coco, \u0441\u043e\u0441\u043e",
        "BOB, \u0412\u041e\u0412",
        "Tom, \u0422\u043e\u043c",
        "Alex, \u0410l\u0435\u0445",
        // Greek, small and capital
        "TINA, \u03a4\u0399\u039d\u0391",
        "koko, \u03ba\u03bf\u03ba\u03bf",
        // digits, and capitals that look like small letters
        "Bob, B0b",
        "Alice, AIice",
        "Alice, A1ice",
        // an accent, in one character and in two
        "Jos\u00e9, J\u043es\u0435\u0301",
        // whatever the case
        "alice, ALICE",
        "Ivan, \u0456van",
    })
    void whatLooksAlikeHasTheSameSkeletonInThisCaseOrFolded(String one, String other) {
        Nick first = new Nick(one);
        Nick second = new Nick(other);

        assertThat(first.skeleton().equals(second.skeleton())
                        || first.foldedSkeleton().equals(second.foldedSkeleton()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Kai, Kal",
        "Bill, Biil",
        "Jose, Jos\u00e9",
        "Bob 2, Bob 3",
        "Ivan, \u0418\u0432\u0430\u043d",
        "\u0418\u0432\u0430\u043d, \u0418\u0432\u043e\u043d",
        "Guest 1, Guest 11",
    })
    void whatCanBeToldApartHasSkeletonsOfItsOwn(String one, String other) {
        assertThat(new Nick(one).skeleton()).isNotEqualTo(new Nick(other).skeleton());
        assertThat(new Nick(one).foldedSkeleton()).isNotEqualTo(new Nick(other).foldedSkeleton());
    }

    @Test
    void theSkeletonOfASkeletonIsItself() {
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            if (Character.isLetterOrDigit(letter)) {
                String skeleton = LookAlikes.skeleton(Character.toString(letter));
                assertThat(LookAlikes.skeleton(skeleton))
                        .as("of U+%04X", letter)
                        .isEqualTo(skeleton);
            }
        }
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(1 + random.nextInt(Nick.MAX_CHARS), ' ', LAST_OF_THE_THREE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String skeleton = LookAlikes.skeleton(text);
            assertThat(LookAlikes.skeleton(skeleton)).as(text).isEqualTo(skeleton);
        }
    }
}
