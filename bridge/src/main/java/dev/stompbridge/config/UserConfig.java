package dev.stompbridge.config;

import java.util.List;

/** Somebody who may log in, over STOMP or OpenWire. */
public record UserConfig(
        @Setting(value = Setting.REQUIRED, form = Form.NAME, why = "The login.")
        String name,

        @Setting(
                value = Setting.REQUIRED,
                form = Form.PASSWORD_HASH,
                secret = true,
                why = "What 'stompbridge hash-password' prints. The password itself is stored nowhere.")
        String passwordHash,

        @Setting(
                form = Form.NAME,
                max = "100",
                why =
                        "Groups that rights are granted to. Users with the same groups share what the bridge holds for them.")
        List<String> groups,

        @Setting(
                value = "false",
                why =
                        "The password is public knowledge, as in a demo: the start is refused unless the web, OpenWire and "
                                + "STOMP listeners are all on loopback.")
        boolean sample) {

    public UserConfig {
        groups = List.copyOf(groups);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "UserConfig[name=" + name + ", passwordHash=***, groups=" + groups + ", sample=" + sample + "]";
    }
}
