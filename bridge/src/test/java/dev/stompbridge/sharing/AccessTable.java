package dev.stompbridge.sharing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what, written down by hand. The letters: r for SUBSCRIBE with every {@code ack} and for browsing, w for SEND
 * with and without a transaction, d for a durable SUBSCRIBE; what is missing is refused as not authorized. The letters in
 * the second column are refused to everybody, because such a name cannot be used so.
 */
final class AccessTable {
    static final String ANONYMOUS = "anonymous";
    /** Has a token; no account. */
    static final String TOKEN = "ivy";

    static final List<String> GROUPS_OF_TOKEN = List.of("press");

    /** Every passcode is {@code tester-demo}. The user tester is a backend as well. */
    static final String YAML = """
            broker:
              store-limit: 64MiB
              temp-limit: 64MiB
              max-destinations: 5000
              anonymous-groups: [guests]
              users:
                - {name: reader, groups: [traders], password-hash: HASH, sample: true}
                - {name: both, groups: [traders, desk], password-hash: HASH, sample: true}
                - {name: ann, groups: [], password-hash: HASH, sample: true}
                - {name: nobody, groups: [], password-hash: HASH, sample: true}
                - {name: tester, groups: [all], password-hash: HASH, sample: true}
              authorization:
                - {destination: "topic://open.>", read: [guests, traders, press], write: [guests]}
                - {destination: "topic://stock.us.>", read: [traders], write: [desk]}
                - {destination: "topic://stock.eu.*", read: [desk], write: [traders]}
                - {destination: "topic://news.today", read: [press, traders], write: [press]}
                - {destination: "topic://own.ann", read: ["user:ann"], write: ["user:ann"]}
                - {destination: "queue://orders.*", read: [desk], write: [traders]}
                - {destination: "queue://orders.ann", read: ["user:ann"], write: []}
                - {destination: "topic://end", read: [guests, traders, "user:ann", press], write: []}
                - {destination: "topic://>", read: [all], write: [all]}
                - {destination: "queue://>", read: [all], write: [all]}
            """.replace(
            "HASH", "\"pbkdf2-sha256$10000$ktpWaLDa1S8sqGZGhJUpuA$78JrsysJDN8alq706Y30308aQc6puC2F/LQshPsesnQ\"");

    /** {queue} and {topic} are temporary destinations of another session by the broker's names. */
    private static final String TABLE = """
            destination                                       | bad | anonymous | reader | both | ann | nobody | ivy | tester
            /topic/open.a                                     |     | rw        | rd     | rd   |     |        | rd  | rwd
            /topic/open                                       |     | rw        | rd     | rd   |     |        | rd  | rwd
            /topic/open.a.b.c                                 |     | rw        | rd     | rd   |     |        | rd  | rwd
            /topic/opened.a                                   |     |           |        |      |     |        |     | rwd
            /topic/Open.a                                     |     |           |        |      |     |        |     | rwd
            /topic/stock.us.NVDA                              |     |           | rd     | rwd  |     |        |     | rwd
            /topic/stock.us.NVDA.bid                          |     |           | rd     | rwd  |     |        |     | rwd
            /topic/stock.eu.SAP                               |     |           | w      | rwd  |     |        |     | rwd
            /topic/stock.eu.SAP.bid                           |     |           |        |      |     |        |     | rwd
            /topic/stock.eu                                   |     |           |        |      |     |        |     | rwd
            /topic/news.today                                 |     |           | rd     | rd   |     |        | rwd | rwd
            /topic/news.yesterday                             |     |           |        |      |     |        |     | rwd
            /topic/own.ann                                    |     |           |        |      | rwd |        |     | rwd
            /topic/own.reader                                 |     |           |        |      |     |        |     | rwd
            /topic/secret                                     |     |           |        |      |     |        |     | rwd
            /topic/orders.new                                 |     |           |        |      |     |        |     | rwd
            /queue/orders.new                                 |     |           | w      | rw   |     |        |     | rw
            /queue/orders.ann                                 |     |           | w      | rw   | r   |        |     | rw
            /queue/orders.new.eu                              |     |           |        |      |     |        |     | rw
            /queue/orders                                     |     |           |        |      |     |        |     | rw
            /queue/open.a                                     |     |           |        |      |     |        |     | rw
            /queue/own.ann                                    |     |           |        |      |     |        |     | rw
            /queue/DLQ.orders.new                             |     |           |        |      |     |        |     | rw
            /queue/DLQ.Topic.open.a                           |     |           |        |      |     |        |     | rw
            /queue/ActiveMQ.DLQ                               |     |           |        |      |     |        |     | rw
            /queue/ActiveMQ.Scheduler.Management              |     |           |        |      |     |        |     |
            /queue/ActiveMQ.Scheduler.Management.x            |     |           |        |      |     |        |     |
            /queue/activemq.scheduler.management              |     |           |        |      |     |        |     |
            /topic/ActiveMQ.Scheduler.Management              |     |           |        |      |     |        |     |
            /topic/ActiveMQ.Advisory.Connection               |     |           |        |      |     |        |     |
            /topic/ActiveMQ.Advisory.Consumer.Topic.open.a    |     |           |        |      |     |        |     |
            /topic/ActiveMQ.Advisory.TempQueue                |     |           |        |      |     |        |     |
            /topic/ActiveMQ.Advisory.>                        | w   |           |        |      |     |        |     |
            /topic/ActiveMQ.Advisory.*                        | w   |           |        |      |     |        |     |
            /topic/ActiveMQ.>                                 | w   |           |        |      |     |        |     | rd
            /topic/*.Advisory.>                               | w   | r         | r      | r    |     |        | r   | rd
            /queue/ActiveMQ.Advisory.Connection               |     |           |        |      |     |        |     | rw
            /topic/open.*                                     | w   | r         | rd     | rd   |     |        | rd  | rd
            /topic/open.>                                     | w   | r         | rd     | rd   |     |        | rd  | rd
            /topic/*                                          | w   | r         | r      | r    | r   |        | r   | rd
            /topic/>                                          | w   | r         | r      | r    | r   |        | r   | rd
            /topic/*.>                                        | w   | r         | r      | r    | r   |        | r   | rd
            /topic/*.today                                    | w   | r         | r      | r    |     |        | r   | rd
            /topic/stock.>                                    | w   |           | r      | r    |     |        |     | rd
            /topic/stock.us.*                                 | w   |           | rd     | rd   |     |        |     | rd
            /topic/stock.eu.>                                 | w   |           |        | r    |     |        |     | rd
            /topic/stock.eu.*                                 | w   |           |        | rd   |     |        |     | rd
            /topic/own.*                                      | w   |           |        |      | r   |        |     | rd
            /topic/secret.>                                   | w   |           |        |      |     |        |     | rd
            /queue/>                                          | w   |           |        | r    | r   |        |     | r
            /queue/orders.*                                   | w   |           |        | r    | r   |        |     | r
            /queue/*.ann                                      | w   |           |        | r    | r   |        |     | r
            /queue/DLQ.>                                      | w   |           |        |      |     |        |     | r
            /queue/ActiveMQ.Scheduler.>                       | w   |           |        |      |     |        |     | r
            /topic/open.a,/topic/news.today                   | d   |           | r      | r    |     |        | r   | rw
            /topic/open.a,/topic/secret                       | d   |           |        |      |     |        |     | rw
            /topic/secret,/topic/open.a                       | d   |           |        |      |     |        |     | rw
            /topic/stock.us.NVDA,/topic/stock.eu.SAP          | d   |           |        | rw   |     |        |     | rw
            /topic/open.a,/topic/ActiveMQ.Advisory.Connection | d   |           |        |      |     |        |     |
            /queue/orders.new,/queue/orders.ann               |     |           | w      | rw   |     |        |     | rw
            /queue/orders.new,/queue/secret                   |     |           |        |      |     |        |     | rw
            /topic/stock.eu.SAP,/queue/orders.new             | rd  |           | w      | w    |     |        |     | w
            /queue/orders.new,/topic/stock.us.NVDA            | rd  |           |        | w    |     |        |     | w
            /temp-queue/mine                                  |     | rw        | rw     | rw   | rw  | rw     | rw  | rw
            /temp-topic/mine                                  | d   | rw        | rw     | rw   | rw  | rw     | rw  | rw
            /temp-queue/{queue}                               |     | rw        | rw     | rw   | rw  | rw     | rw  | rw
            /remote-temp-queue/{queue}                        | rd  | w         | w      | w    | w   | w      | w   | w
            /remote-temp-topic/{topic}                        | rd  | w         | w      | w    | w   | w      | w   | w
            /queue/{queue}                                    |     |           |        |      |     |        |     | rw
            /topic/{topic}                                    |     |           |        |      |     |        |     | rwd
            /topic/user:ann                                   |     |           |        |      |     |        |     | rwd
            /queue//topic/open.a                              |     |           |        |      |     |        |     | rw
            /topic/\u043epen.a                                |     |           |        |      |     |        |     | rwd
            /topic/open.\uff41                                |     | rw        | rd     | rd   |     |        | rd  | rwd
            /topic/open.{200}                                 |     | rw        | rd     | rd   |     |        | rd  | rwd
            """;

    /** Nobody may do anything with these. */
    private static final List<String> BAD_NAMES = List.of(
            "",
            "open.a",
            "/topic/",
            "/topic/.open",
            "/topic/open.",
            "/topic/open..a",
            "/topic/open.a ",
            "/topic/open. a",
            "/topic/open.{300}",
            "/Topic/open.a",
            "/TOPIC/open.a",
            "/topic:/open.a",
            "topic://open.a",
            "queue://orders.new",
            "/topic/topic://secret",
            "/queue/topic://open.a",
            "/topic/open.a?consumer.retroactive=true",
            "/queue/orders.new?consumer.exclusive=true",
            "/topic/open.%61",
            "/topic/open%2Ea",
            "/topic/open.a%2C/topic/secret",
            "/topic/open.a*",
            "/topic/>.a",
            "/topic/open.>.>",
            "/topic/open.\u200ba",
            "/topic/open\u2024a",
            "/t\u043epic/open.a",
            "\uff0ftopic/open.a",
            "/topic/open.a\uff0c/topic/secret",
            "/topic/open.a,",
            ",/topic/open.a",
            "/topic/open.a,secret",
            "/topic/open.a,/topic/open.a",
            "/topic/open.a,/topic/open.*",
            "/topic/open.a,/temp-topic/mine",
            "/topic/open.a,/bridge/subscription",
            "/topic/a,/topic/b,/topic/c,/topic/d,/topic/e,/topic/f,/topic/g,/topic/h,/topic/i",
            "/temp-queue/*",
            "/temp-queue/>",
            "/temp-queue/",
            "/remote-temp-queue/mine",
            "/remote-temp-queue/>",
            "/remote-temp-queue/ID:guessed-1-1:1:999",
            "/bridge/",
            "/bridge/subscription",
            "/bridge/other",
            "/bridge/../topic/open.a");

    private AccessTable() {}

    /** One line: a destination, the letters that are bad for everybody, and those that each user may do. */
    record Row(String destination, String bad, Map<String, String> cells) {
        boolean isTopic() {
            return destination.matches("/((remote-)?temp-)?topic/.*");
        }

        /** Destinations of which a backend hears nothing. */
        boolean isTemporary() {
            return destination.contains("temp-");
        }

        /** Those who have a cell; a name that is bad for all is asked for by who may least and who may most. */
        List<String> askers() {
            return cells.isEmpty() ? List.of(ANONYMOUS, "tester") : List.copyOf(cells.keySet());
        }

        boolean isGranted(String user, char letter) {
            return cells.getOrDefault(user, "").indexOf(letter) >= 0;
        }

        boolean isBad(char letter) {
            return bad.indexOf(letter) >= 0;
        }

        @Override
        public String toString() {
            return destination;
        }
    }

    private static List<String> users() {
        String[] columns = TABLE.lines().findFirst().orElseThrow().split("\\|", -1);
        return Arrays.stream(columns).skip(2).map(String::trim).toList();
    }

    static List<Row> rows() {
        Stream<Row> good = TABLE.lines().skip(1).map(AccessTable::row);
        Stream<Row> bad = BAD_NAMES.stream().map(name -> new Row(written(name), "rwd", Map.of()));
        return Stream.concat(good, bad).collect(Collectors.toList());
    }

    private static Row row(String line) {
        String[] columns = line.split("\\|", -1);
        List<String> users = users();
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < users.size(); i++) {
            cells.put(users.get(i), columns[i + 2].trim());
        }
        return new Row(written(columns[0].trim()), columns[1].trim(), cells);
    }

    /** {200} stands for so many letters. */
    private static String written(String name) {
        return name.replace("{200}", "x".repeat(200)).replace("{300}", "x".repeat(300));
    }
}
