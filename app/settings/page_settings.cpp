#include "app/settings/page_settings.h"

#include "engine/domain/ids.h"

#include <QHash>

#include <algorithm>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPages = "PANCAKE_PAGES"_L1;
constexpr auto kTokens = "PANCAKE_PAGE_TOKENS"_L1;
constexpr auto kHookSecrets = "PANCAKE_WEBHOOK_SECRETS"_L1;
constexpr qsizetype kLeastHookSecret = 16;

/// By page. What is no "id=secret" is told by its place alone: it may be a secret.
QHash<QString, QString> secretsByPage(QLatin1StringView key, const QString& text, PageSettings& into)
{
    QHash<QString, QString> found;
    int place = 0;
    for (const QString& item : text.split(u',', Qt::SkipEmptyParts)) {
        ++place;
        const qsizetype at = item.indexOf(u'=');
        const QString page = item.left(std::max<qsizetype>(at, 0)).trimmed();
        const QString secret = item.sliced(at + 1).trimmed();
        if (page.isEmpty() || secret.isEmpty())
            into.mistakes.push_back({key, u"%1: entry %2 must be like id=secret"_s.arg(QString(key)).arg(place)});
        else
            found.insert(page, secret);
    }
    return found;
}

PageTarget targetOf(const QString& item)
{
    const QString text = item.simplified();
    PageTarget page;
    page.id = text.section(u' ', 0, 0).toUtf8();
    page.platform = text.section(u' ', 1, 1).toLower();
    page.name = text.section(u' ', 2);
    return page;
}

}  // namespace

PageSettings readPages(const QStringList& names, const QString& tokens, const QString& hookSecrets, bool areSecretsAway)
{
    PageSettings read;
    const QHash<QString, QString> tokenOf = secretsByPage(kTokens, tokens, read);
    const QHash<QString, QString> secretOf = secretsByPage(kHookSecrets, hookSecrets, read);
    QStringList known;
    for (const QString& name : names) {
        PageTarget page = targetOf(name);
        const QString id = QString::fromUtf8(page.id);
        const QString shown = name.left(64);
        if (checkId(page.id) || page.platform.isEmpty()) {
            read.mistakes.push_back({kPages, u"'%1' in PANCAKE_PAGES must be like 1029 facebook Ao Xinh"_s.arg(shown)});
            continue;
        }
        if (known.contains(id)) {
            read.mistakes.push_back({kPages, u"PANCAKE_PAGES names %1 twice"_s.arg(id.left(64))});
            continue;
        }
        known << id;
        page.token = tokenOf.value(id);
        page.hookSecret = secretOf.value(id);
        if (page.token.isEmpty() && !areSecretsAway)
            read.mistakes.push_back({kPages, u"PANCAKE_PAGES: %1 needs its token in PANCAKE_PAGE_TOKENS"_s.arg(id)});
        if (!page.hookSecret.isEmpty() && page.hookSecret.size() < kLeastHookSecret)
            read.mistakes.push_back(
                {kHookSecrets, u"PANCAKE_WEBHOOK_SECRETS: that of %1 must have at least %2 characters"_s.arg(id).arg(
                                   kLeastHookSecret)});
        read.pages.push_back(std::move(page));
    }
    for (const auto& [key, secrets] : {std::pair(kTokens, tokenOf), std::pair(kHookSecrets, secretOf)}) {
        for (auto each = secrets.cbegin(); each != secrets.cend(); ++each) {
            if (!known.contains(each.key()))
                read.mistakes.push_back({key, u"%1 has an entry for %2, which PANCAKE_PAGES does not name"_s.arg(
                                                  QString(key), each.key().left(64))});
        }
    }
    return read;
}

PageWords writePages(const std::vector<PageTarget>& pages)
{
    QStringList names;
    QStringList tokens;
    QStringList secrets;
    for (const PageTarget& page : pages) {
        const QString id = QString::fromUtf8(page.id);
        QString name = page.name;
        name.replace(u',', u' ');  // it would begin another page
        names << u"%1 %2 %3"_s.arg(id, page.platform, name).simplified();
        if (!page.token.isEmpty()) tokens << id + u'=' + page.token;
        if (!page.hookSecret.isEmpty()) secrets << id + u'=' + page.hookSecret;
    }
    return {names.join(", "_L1), tokens.join(u','), secrets.join(u',')};
}

}  // namespace tongdai::app
