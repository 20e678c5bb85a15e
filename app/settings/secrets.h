#pragma once

#include "app/settings/key_value_edit.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace tongdai::app {

/// The tokens of this installation. Made from the operating system's randomness at first start, 256 bits each, and
/// kept in a file of mode 0600 in the data folder, or in the desktop's key store, whose entry the file then names
/// (security S09, S35). Never logged.
struct Secrets {
    QString pancakeToken;
    QString adminToken;
    QString jwtSecret;
    bool generated = false;    ///< at least one of them is ours rather than the settings'
    QStringList made = {};     ///< names of those that were made just now
    QString evidenceKey = {};  ///< what the shop signs evidence with is made from it; never given by settings
};

struct SecretsProblem {
    QString what;
    bool noRoom = false;  ///< they could not be written: nothing is wrong with them
    bool isAway = false;  ///< they lie in a key store that does not give them out now
};

/// How the key store is asked. Not touched as long as the file names no entry of it.
struct KeyStoreUse {
    std::chrono::milliseconds patience{8'000};
    bool mayAsk = false;  ///< the desktop may ask its owner to unlock it
};

/// Where they shall be kept (SECRETS_IN).
enum class SecretsPlace { WhereTheyAre, File, OpenKeyStore, KeyStore };

/// Why they cannot be read now: the key store they lie in is locked, away or says no. New ones are never made in their
/// stead, nor are they ever put into a file without being told to.
std::optional<SecretsProblem> secretsOutOfReach(const QString& path, const KeyStoreUse& use);

/// Brings what there is to where it shall be. OpenKeyStore: if there is one, and open; nobody is asked. On failure
/// they stay where they were, and why is said.
QString bringSecretsTo(SecretsPlace place, const QString& path);

/// Reads the file, adds what is missing and writes it back whole (new file, fsync, rename). A file that others may
/// read, or that belongs to somebody else, is refused: its secrets must be thought known.
std::variant<Secrets, SecretsProblem> loadOrCreateSecrets(const QString& path, const Secrets& given);

/// Changes some of the file's values, tokens or passwords of stores, and keeps the rest.
/// In a key store they get a new entry each time, which the file then names: a write that was given up and is carried
/// out late by the key store changes nothing that anybody reads.
std::optional<SecretsProblem> saveSecrets(const QString& path, const KeyValueChanges& changes,
                                          const KeyStoreUse& use = {});

/// As hard to guess as a token of the engine; stands in addresses as it is.
QString newSecret();

/// The passwords of stores (…_PASSWORD) and secrets of services (KIOTVIET_…, those of Pancake's pages) that were saved;
/// empty when the file is absent or must not be believed; nothing when they are out of reach now.
std::optional<QHash<QString, QString>> savedPasswords(const QString& path);

}  // namespace tongdai::app
