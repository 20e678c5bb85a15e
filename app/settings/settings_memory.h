#pragma once

#include "app/settings/secrets.h"
#include "app/settings/settings.h"

namespace tongdai::app {

/// Remembers in the data folder which settings were in force (`settings-seen`, 0600) and puts what differs now before
/// the audit log: from what, to what, through which door (security S41). Of secrets it keeps keyed hashes and says only
/// that they changed. The first time there is nothing to compare with. Blocking; settings with mistakes are passed
/// over.
///
/// `secrets`: the tokens in force; absent: they were not touched.
void noteSettings(const SettingSources& sources, const QByteArray& actor, const QString& door,
                  const std::optional<Secrets>& secrets = {});

}  // namespace tongdai::app
