#pragma once

#include <QLocale>
#include <QString>

namespace tongdai::app {

/// The language this desk is shown in: asked for at the start, or chosen before and kept with the screens, or the
/// system's.
QLocale::Language deskLanguage(const QString& asked, const QString& screensFile);

/// How whoever sits at this desk is called among colleagues, while nobody signs in: by the full name; else by the
/// login, written as a name is ("lan.nguyen": Lan Nguyen); and where the login names a job and no person, as the owner
/// of the shop, in this language. Any thread.
QString deskNameOf(const QString& fullName, const QString& login, QLocale::Language language);

}  // namespace tongdai::app
