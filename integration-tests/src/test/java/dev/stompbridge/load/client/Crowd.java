package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Account;
import dev.stompbridge.load.server.Endpoint;
import dev.stompbridge.load.server.LoadServer;

/**
 * What many browsers have in common.
 *
 * @param topic what each of them subscribes to, as STOMP names it
 * @param options how they differ from what most do
 */
public record Crowd(LoadServer server, String topic, Options options) {
    /**
     * Anonymous browsers without heart-beats by default.
     *
     * @param beatMillis what they send and want heart-beats, 0 for never
     * @param identities whether each logs in as a user of its own
     * @param randomIds whether their subscriptions have random ids, and not the one that stompjs gives
     * @param threads how many threads they share
     */
    public record Options(int beatMillis, boolean identities, boolean randomIds, int threads) {
        public Options withBeats(int millis) {
            return new Options(millis, identities, randomIds, threads);
        }

        public Options withIdentities() {
            return new Options(beatMillis, true, randomIds, threads);
        }
    }

    Endpoint endpoint(int number) {
        return options.identities ? server.browsers().as(Account.browser(number)) : server.browsers();
    }
}
