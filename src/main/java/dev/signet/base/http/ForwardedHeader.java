package dev.signet.base.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A header in which proxies name where a request came from: a list. Each proxy adds an element at its end. */
enum ForwardedHeader {
    /** Addresses, with or without a port. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        Optional<IpAddress> address(String element) {
            return node(element);
        }
    },

    /** RFC 7239: parameters, of which {@code for} is the address. */
    FORWARDED("Forwarded") {
        @Override
        Optional<IpAddress> address(String element) {
            if (element.length() > MOST_CHARACTERS) {
                return Optional.empty();
            }
            @Nullable String found = null;
            Matcher pair = PAIR.matcher(element);
            while (pair.lookingAt()) {
                if (pair.group(1).equalsIgnoreCase("for")) {
                    if (found != null) {
                        return Optional.empty();
                    }
                    found = pair.group(2) == null ? pair.group(3) : pair.group(2);
                }
                pair.region(pair.end(), element.length());
            }
            return found == null || pair.regionStart() < element.length() ? Optional.empty() : node(found);
        }

        /**
         * A comma within quotes separates nothing. The line is read from its end, so a client that opens a quote and does not
         * close it changes no element behind its own.
         */
        @Override
        int start(String line, int end) {
            boolean quoted = false;
            for (int i = end - 1; i >= 0; i--) {
                char c = line.charAt(i);
                if (c == '"' && !(quoted && isEscaped(line, i))) {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    return i + 1;
                }
            }
            return 0;
        }
    };

    /** Of one element: matching the pattern takes a stack as deep as the element is long. */
    private static final int MOST_CHARACTERS = 512;

    private static final Pattern PAIR =
            Pattern.compile("\\s*([\\w!#$%&'*+.^`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\";,]*))\\s*(?:;|$)");

    private static final String IPV6 = "([0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,43})";

    /** IPv6 in brackets or IPv4, both with a port or without; IPv6 as it is. */
    private static final Pattern NODE = Pattern.compile("(?:\\[" + IPV6 + "]|([0-9.]{7,15}))(?::[0-9]{1,5})?|" + IPV6);

    private final String headerName;

    ForwardedHeader(String headerName) {
        this.headerName = headerName;
    }

    /** @throws IllegalArgumentException if it is another */
    static ForwardedHeader named(String name) {
        return Stream.of(values())
                .filter(header -> header.headerName.equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be X-Forwarded-For or Forwarded"));
    }

    String headerName() {
        return headerName;
    }

    /** The address in an element; nothing where it holds something else, in whole or in part. */
    abstract Optional<IpAddress> address(String element);

    /** Where the last element of the line begins that ends before {@code end}. */
    int start(String line, int end) {
        return line.lastIndexOf(',', end - 1) + 1;
    }

    private static Optional<IpAddress> node(String text) {
        Matcher node = NODE.matcher(text.strip());
        if (!node.matches()) {
            return Optional.empty();
        }
        for (int form = 1; form <= node.groupCount(); form++) {
            if (node.group(form) != null) {
                return IpAddress.of(node.group(form));
            }
        }
        return Optional.empty();
    }

    private static boolean isEscaped(String line, int at) {
        int before = at;
        while (before > 0 && line.charAt(before - 1) == '\\') {
            before--;
        }
        return (at - before) % 2 == 1;
    }
}
