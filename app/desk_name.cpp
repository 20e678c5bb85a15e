#include "app/desk_name.h"

#include <QRegularExpression>
#include <QStringList>

namespace tongdai::app {

using namespace Qt::StringLiterals;

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
