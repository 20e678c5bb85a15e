#pragma once

#include "app/command_line.h"
#include "app/settings/key_value_edit.h"
#include "engine/api/setup.h"
#include "engine/host/backup/shop_backup.h"

namespace tongdai::app {

/// The Setup page's side of the settings file: what it says, and how changes are written into it. Functions of files
/// and values, any thread.

struct SetupWords {
    KeyValueChanges settings;
    KeyValueChanges secrets;
};

/// Which keys get which values; passwords apart. A form that keeps its password leaves that alone.
SetupWords wordsOf(const api::SetupChanges& changes);

/// Writes both files, each whole or not at all, the secrets first: a settings file never names a store whose password
/// is missing. What went wrong; empty: saved.
QString saveSetup(const SettingSources& sources, const api::SetupChanges& changes);

/// What a start now would use. Settings with mistakes in them: as far as they can be read.
api::SetupState setupStateOf(const SettingSources& sources);

/// A form as it is tried and moved with: a kept password is filled in, and of a platform the token and the path of its
/// action route, which no form asks for; of KiotViet its addresses.
api::ConnectionForm withSavedPassword(const SettingSources& sources, api::ConnectionForm form);

/// Where the embedded shop of these settings lies. Reads the settings file.
ShopPlaces placesOf(const SettingSources& sources);

/// The settings file as it goes into a backup: without tokens and passwords, also those in its comments.
QByteArray settingsForBackup(const QString& file);

/// The settings of a backup, which anybody may have made, as they go into a shop that has none yet.
RestoredSettings settingsFromBackup(const QByteArray& settings, bool withAddresses);

}  // namespace tongdai::app
