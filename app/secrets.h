#pragma once

#include "app/key_value_edit.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <variant>

namespace tongdai::app {

/// The tokens of this installation. Made from the operating system's randomness at first start, 256 bits each, and
/// kept in a file of mode 0600 in the data folder (security S09, S35). Never logged.
struct Secrets {
    QString pancakeToken;
    QString adminToken;
    QString jwtSecret;
    bool generated = false;  ///< at least one of them is ours rather than the settings'
    QStringList made = {};   ///< names of those that were made just now
};

struct SecretsProblem {
    QString what;
    bool noRoom = false;  ///< they could not be written: nothing is wrong with them
};

/// Reads the file, adds what is missing and writes it back whole (new file, fsync, rename). A file that others may
/// read, or that belongs to somebody else, is refused: its secrets must be thought known.
std::variant<Secrets, SecretsProblem> loadOrCreateSecrets(const QString& path, const Secrets& given);

/// Changes some of the file's values, tokens or passwords of stores, and keeps the rest.
std::optional<SecretsProblem> saveSecrets(const QString& path, const KeyValueChanges& changes);

/// The passwords of stores (…_PASSWORD) that were saved from the console; empty when the file is absent or must not be
/// believed.
QHash<QString, QString> savedPasswords(const QString& path);

}  // namespace tongdai::app
