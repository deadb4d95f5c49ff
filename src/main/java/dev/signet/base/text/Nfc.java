package dev.signet.base.text;

import java.text.Normalizer;

/** Normalisation form C, in which texts are kept. */
public final class Nfc {
    /** What is longer is refused anywhere, and normalising it could take long. */
    private static final int LONGEST = 4096;

    private Nfc() {}

    /** The text in NFC; left as it is where it is too long to be kept. */
    public static String of(String text) {
        return text.length() > LONGEST ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
