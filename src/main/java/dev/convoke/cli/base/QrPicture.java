package dev.convoke.cli.base;

import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code (ISO/IEC 18004) out of half blocks, two rows of it in one of text: as large as phones read it from a screen, and from
 * paper when it is printed. A value.
 */
public final class QrPicture {

    /** The white margin that readers look for, in modules. */
    private static final int MARGIN = 4;

    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String AS_BEFORE = "\u001b[0m";

    private final QrCode code;

    private QrPicture(QrCode code) {
        this.code = code;
    }

    /**
     * Of a link, with as much redundancy as survives a crease.
     *
     * @throws IllegalArgumentException if it is longer than a QR code holds, which is more than 2,000 characters
     */
    public static QrPicture of(String link) {
        return new QrPicture(QrCode.encodeText(link, QrCode.Ecc.MEDIUM));
    }

    /** How many modules it is wide and high, without the margin. */
    int size() {
        return code.size;
    }

    /**
     * Its rows, each as wide as all others.
     *
     * @param coloured whether the terminal is told black and white; otherwise blocks are dark, as on paper
     */
    public List<String> lines(boolean coloured) {
        List<String> lines = new ArrayList<>();
        for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -MARGIN; x < code.size + MARGIN; x++) {
                // Outside of the code there are no dark modules.
                line.append(half(code.getModule(x, y), code.getModule(x, y + 1)));
            }
            lines.add(coloured ? BLACK_ON_WHITE + line + AS_BEFORE : line.toString());
        }
        return lines;
    }

    private static char half(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
