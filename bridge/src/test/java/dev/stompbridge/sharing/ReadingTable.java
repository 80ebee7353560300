package dev.stompbridge.sharing;

import dev.stompbridge.sharing.Rights.Grant;
import dev.stompbridge.sharing.Rights.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users with their rights, and a table of what each of them gets by which subscription. */
final class ReadingTable {
    private static final Set<String> EVERYBODY = Set.of("nvda", "stocks", "news", "bids", "open", "all");

    /** ann has a right of her own, and is an identity of her own; twin has the groups of nvda and is the same one. */
    static final List<User> USERS = List.of(
            new User("nvda", Set.of("nvda")),
            new User("twin", Set.of("nvda")),
            new User("ann", Set.of("nvda")),
            new User("mixed", Set.of("nvda", "news")),
            new User("stocks", Set.of("stocks")),
            new User("news", Set.of("news")),
            new User("bids", Set.of("bids")),
            new User("open", Set.of("open")),
            new User("all", Set.of("all")),
            new User("none", Set.of("none")));

    static final Rights RIGHTS = new Rights(
            USERS,
            List.of(
                    new Grant("stock.NVDA", Set.of("nvda")),
                    new Grant("own.ann", Set.of("user:ann")),
                    new Grant("stock.>", Set.of("stocks")),
                    new Grant("news.*", Set.of("news")),
                    new Grant("*.bid", Set.of("bids")),
                    new Grant("open.>", Set.of("open")),
                    new Grant(">", Set.of("all")),
                    new Grant("end", EVERYBODY)));

    /** The topics of the table, in the order in which they are sent to; # is new in each run, and made after the joins. */
    static final Map<Character, String> TOPICS = topics(
            "A stock.NVDA",
            "B stock.AAPL",
            "C stock.NVDA.bid",
            "S stock",
            "T news.today",
            "U news.world.today",
            "O own.ann",
            "P open.page",
            "D DLQ.work",
            "N stock.#",
            "M news.#",
            "K #.bid",
            "Q #.other",
            "X other.#.bid",
            "E end");

    /** Who gets which topics by which subscription: x is refused, - is let in and gets nothing. */
    private static final String TABLE = """
            subscription                               | nvda | twin | ann | mixed | stocks | news | bids | open | all             | none
            /topic/stock.NVDA                          | A    | A    | A   | A     | A      | x    | x    | x    | A               | x
            /topic/stock.AAPL                          | x    | x    | x   | x     | B      | x    | x    | x    | B               | x
            /topic/own.ann                             | x    | x    | O   | x     | x      | x    | x    | x    | O               | x
            /topic/stock.*                             | A    | A    | A   | A     | ABN    | x    | -    | x    | ABN             | x
            /topic/stock.>                             | A    | A    | A   | A     | ABCSN  | x    | -    | x    | ABCSN           | x
            /topic/news.*                              | x    | x    | x   | TM    | x      | TM   | -    | x    | TM              | x
            /topic/news.>                              | x    | x    | x   | TM    | x      | TM   | -    | x    | TUM             | x
            /topic/>                                   | AE   | AE   | AOE | ATME  | ABCSNE | TME  | KE   | PE   | ABCSTUOPDNMKQXE | x
            /topic/*.>                                 | AE   | AE   | AOE | ATME  | ABCSNE | TME  | KE   | PE   | ABCSTUOPDNMKQXE | x
            /topic/*.*                                 | A    | A    | AO  | ATM   | ABN    | TM   | K    | P    | ABTOPDNMKQ      | x
            /topic/*                                   | E    | E    | E   | E     | SE     | E    | E    | E    | SE              | x
            /topic/*.*.*                               | x    | x    | x   | x     | C      | x    | x    | -    | CUX             | x
            /topic/*.NVDA                              | A    | A    | A   | A     | A      | -    | x    | -    | A               | x
            /topic/*.NVDA.>                            | A    | A    | A   | A     | AC     | -    | x    | -    | AC              | x
            /topic/*.bid                               | x    | x    | x   | -     | -      | -    | K    | -    | K               | x
            /topic/*.*.bid                             | x    | x    | x   | x     | C      | x    | x    | -    | CX              | x
            /topic/stock.NVDA,/topic/stock.AAPL        | x    | x    | x   | x     | AB     | x    | x    | x    | AB              | x
            /topic/stock.AAPL,/topic/stock.NVDA        | x    | x    | x   | x     | AB     | x    | x    | x    | AB              | x
            /topic/stock.NVDA,/topic/news.today        | x    | x    | x   | AT    | x      | x    | x    | x    | AT              | x
            /topic/stock.NVDA,/topic/own.ann           | x    | x    | AO  | x     | x      | x    | x    | x    | AO              | x
            /topic/> [kind = 'new']                    | -    | -    | -   | M     | N      | M    | K    | -    | NMKQX           | x
            /topic/> [kind = 'old']                    | AE   | AE   | AOE | ATE   | ABCSE  | TE   | E    | PE   | ABCSTUOPDE      | x
            /topic/stock.* [kind IS NOT NULL]          | A    | A    | A   | A     | ABN    | x    | -    | x    | ABN             | x
            /topic/stock.AAPL [kind = 'old']           | x    | x    | x   | x     | B      | x    | x    | x    | B               | x
            /topic/stock.NVDA [kind = 'new']           | -    | -    | -   | -     | -      | x    | x    | x    | -               | x
            /topic/DLQ.>                               | x    | x    | x   | x     | x      | x    | -    | x    | D               | x
            /topic/DLQ.work                            | x    | x    | x   | x     | x      | x    | x    | x    | D               | x
            /queue/DLQ.>                               | x    | x    | x   | x     | x      | x    | x    | x    | x               | x
            /queue/DLQ.work                            | x    | x    | x   | x     | x      | x    | x    | x    | x               | x
            /topic/ActiveMQ.Advisory.>                 | x    | x    | x   | x     | x      | x    | x    | x    | x               | x
            /topic/ActiveMQ.Advisory.Connection        | x    | x    | x   | x     | x      | x    | x    | x    | x               | x
            /topic/ActiveMQ.Advisory.TempTopic         | x    | x    | x   | x     | x      | x    | x    | x    | x               | x
            /topic/stock.NVDA,/topic/ActiveMQ.Advisory.Connection | x | x | x | x | x      | x    | x    | x    | x               | x
            /topic/ActiveMQ.>                          | x    | x    | x   | x     | x      | x    | -    | x    | -               | x
            /topic/*.Advisory.>                        | x    | x    | x   | -     | -      | -    | x    | -    | -               | x
            """;

    private ReadingTable() {}

    /** One line of the table. */
    record Row(String subscription, Map<String, String> cells) {
        boolean isRefused(String user) {
            return "x".equals(cells.get(user));
        }

        Stream<Character> letters(String user) {
            String letters = cells.getOrDefault(user, "");
            return TOPICS.keySet().stream().filter(letter -> letters.indexOf(letter) >= 0);
        }

        /** What this user gets; the topics' names are those of this run. */
        List<String> expected(String user, int run) {
            return letters(user)
                    .map(letter -> "/topic/" + name(letter, run) + " " + body(letter, run))
                    .toList();
        }

        /** Names the topic and everybody who gets it, so that a wrong delivery says what it is. */
        String body(char letter, int run) {
            String to = cells.entrySet().stream()
                    .filter(cell -> cell.getValue().indexOf(letter) >= 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(" "));
            return "run " + run + ", " + name(letter, run) + ", to " + to;
        }

        @Override
        public String toString() {
            return subscription;
        }
    }

    static String name(char letter, int run) {
        return TOPICS.getOrDefault(letter, "").replace("#", "new" + run);
    }

    private static Map<Character, String> topics(String... lettersAndNames) {
        Map<Character, String> topics = new LinkedHashMap<>();
        Stream.of(lettersAndNames).forEach(text -> topics.put(text.charAt(0), text.substring(2)));
        return topics;
    }

    static List<Row> rows() {
        List<String> lines = TABLE.lines().toList();
        String[] users = lines.get(0).split("\\|", -1);
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split("\\|", -1);
                    Map<String, String> byUser = new LinkedHashMap<>();
                    for (int i = 1; i < users.length; i++) {
                        byUser.put(users[i].trim(), cells[i].trim());
                    }
                    return new Row(cells[0].trim(), byUser);
                })
                .toList();
    }
}
