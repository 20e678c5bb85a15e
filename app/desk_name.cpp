#include "app/desk_name.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStringList>

namespace tongdai::app {

using namespace Qt::StringLiterals;

QLocale::Language deskLanguage(const QString& asked, const QString& screensFile)
{
    QString word = asked;
    // As ScreenSettings keeps it.
    if (word.isEmpty() && QFileInfo::exists(screensFile))
        word = QSettings(screensFile, QSettings::IniFormat).value(u"look/language"_s).toString();
    if (word == "vi"_L1) return QLocale::Vietnamese;
    if (word == "en"_L1) return QLocale::English;
    return QLocale::system().language();
}

QString deskNameOf(const QString& fullName, const QString& login, QLocale::Language language)
{
    if (!fullName.isEmpty()) return fullName;
    static const QStringList kJobs{u"root"_s, u"admin"_s, u"administrator"_s, u"operator"_s, u"user"_s,
                                   u"shop"_s, u"guest"_s, u"debian"_s,        u"ubuntu"_s,   u"tongdai"_s};
    if (login.isEmpty() || kJobs.contains(login.toLower()))
        return language == QLocale::Vietnamese ? u"Chủ cửa hàng"_s : u"Shop owner"_s;
    static const QRegularExpression kBetween(uR"([._\-\s]+)"_s);
    QStringList words = login.split(kBetween, Qt::SkipEmptyParts);
    for (QString& word : words)
        word[0] = word[0].toUpper();
    return words.isEmpty() ? login : words.join(u' ');
}

}  // namespace tongdai::app
