package dev.signet.launch.settings;

/** Which of two keys somebody may have meant. */
final class KeySuggestion {
    /** Letters that are wrong, missing or too many. */
    private static final int SLIPS = 2;

    private KeySuggestion() {}

    /** Whether one becomes the other by two changes of one letter at most (Levenshtein's distance). */
    static boolean isClose(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()] <= SLIPS;
    }
}
