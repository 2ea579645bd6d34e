package dev.convoke.peer.turn;

/** The numbers of STUN and TURN that are used here (RFC 8489 §18, RFC 8656 §18, RFC 6062 §6). */
final class Stun {

    static final int COOKIE = 0x2112_a442;
    static final int HEADER_OCTETS = 20;
    static final int TRANSACTION_OCTETS = 12;

    static final int ALLOCATE = 0x003;
    static final int REFRESH = 0x004;
    static final int CREATE_PERMISSION = 0x008;
    static final int CONNECTION_BIND = 0x00b;

    /** An indication: a peer has connected to the relayed address. */
    static final int CONNECTION_ATTEMPT = 0x00c;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int LIFETIME = 0x000d;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int CONNECTION_ID = 0x002a;
    static final int FINGERPRINT = 0x8028;

    /** IANA's protocol number, as REQUESTED-TRANSPORT has it. */
    static final int TCP = 6;

    static final int FAMILY_IPV4 = 1;
    static final int FAMILY_IPV6 = 2;

    private Stun() {}
}
