package dev.stompbridge.config;

import java.nio.file.Path;

/** Users who are known elsewhere: LDAP, a directory, whatever a JAAS login module asks. */
public record JaasConfig(
        @Setting(
                form = Form.PATH_OR_NONE,
                max = "4096",
                why =
                        "JAAS login configuration; '' for none. Its modules are asked for logins that broker.users does not name.")
        String file,

        @Setting(value = "stompbridge", form = Form.NAME, why = "Name of the entry in that file.")
        String realm) {

    JaasConfig under(Path home) {
        return new JaasConfig(file.isEmpty() ? "" : home.resolve(file).toString(), realm);
    }
}
