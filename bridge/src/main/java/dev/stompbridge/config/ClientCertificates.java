package dev.stompbridge.config;

/** Whether clients show a certificate of their own. */
public enum ClientCertificates {
    NONE,
    WANTED,
    REQUIRED
}
