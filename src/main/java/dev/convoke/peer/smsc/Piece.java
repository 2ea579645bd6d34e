package dev.convoke.peer.smsc;

import dev.convoke.sms.SegmentedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;

/** What one {@code deliver_sm} says: a text, a part of one, or a delivery receipt. */
final class Piece {

    final byte esmClass;
    final byte dataCoding;
    private final byte[] octets;
    private final OptionalParameter[] tlvs;

    Piece(int esmClass, int dataCoding, byte[] octets, OptionalParameter... tlvs) {
        this.esmClass = (byte) esmClass;
        this.dataCoding = (byte) dataCoding;
        this.octets = octets.clone();
        this.tlvs = tlvs.clone();
    }

    /** The pieces of a text, in order. */
    static List<Piece> of(SegmentedText text) {
        int esmClass = text.hasHeader() ? SMPPConstant.ESMCLS_UDHI_INDICATOR_SET : SMPPConstant.ESMCLS_DEFAULT_MODE;
        List<Piece> pieces = new ArrayList<>();
        for (int part = 0; part < text.count(); part++) {
            pieces.add(new Piece(esmClass, text.dataCoding(), text.part(part)));
        }
        return List.copyOf(pieces);
    }

    /** The pieces of a long text as a fault has them. */
    static List<Piece> in(Fault.Order order, List<Piece> pieces) {
        List<Piece> changed = new ArrayList<>(pieces);
        switch (order) {
            case REVERSED -> Collections.reverse(changed);
            case DUPLICATED -> {
                changed.clear();
                pieces.forEach(piece -> changed.addAll(List.of(piece, piece)));
            }
            case MISSING -> changed.remove(changed.size() - 1);
        }
        return List.copyOf(changed);
    }

    byte[] octets() {
        return octets.clone();
    }

    OptionalParameter[] tlvs() {
        return tlvs.clone();
    }
}
