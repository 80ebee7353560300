package dev.stompbridge.config;

import java.nio.file.Path;

/** A certificate and its key: two PEM files, or one keystore. */
public record CertificateConfig(
        @Setting(
                form = Form.PATH_OR_NONE,
                max = "4096",
                why = "PEM file: the certificate, then those of the authorities between it and the root.")
        String chain,

        @Setting(form = Form.PATH_OR_NONE, max = "4096", why = "PEM file of its private key.")
        String key,

        @Setting(form = Form.PATH_OR_NONE, max = "4096", why = "PKCS12 file with both, instead of two PEM files.")
        String keystore,

        @Setting(
                secret = true,
                why =
                        "Password of the keystore or of an encrypted key; '' for none. Let only the bridge read this file.")
        String password) {

    CertificateConfig under(Path home) {
        return new CertificateConfig(at(home, chain), at(home, key), at(home, keystore), password);
    }

    boolean isSet() {
        return !chain.isEmpty() || !key.isEmpty() || !keystore.isEmpty();
    }

    private static String at(Path home, String path) {
        return path.isEmpty() ? "" : home.resolve(path).toString();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CertificateConfig[chain=" + chain + ", key=" + key + ", keystore=" + keystore + ", password=***]";
    }
}
