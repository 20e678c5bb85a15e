#include "ui/common/words/language.h"

#include <QCoreApplication>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

bool wantsVietnamese(LanguageChoice choice)
{
    switch (choice) {
        case LanguageChoice::English: return false;
        case LanguageChoice::Vietnamese: return true;
        case LanguageChoice::FollowSystem: break;
    }
    return QLocale::system().language() == QLocale::Vietnamese;
}

}  // namespace

Language::Language(QObject* parent) : QObject(parent)
{
    apply();
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_translator);
}

void Language::setChoice(LanguageChoice choice)
{
    if (choice == m_choice) return;
    m_choice = choice;
    apply();
    emit changed();
}

void Language::setZone(const QTimeZone& zone)
{
    m_zone = zone;
    m_formats = Formats(m_formats.locale(), shownZone());
    emit changed();
}

void Language::showUtc(bool isUtc)
{
    if (isUtc == m_isUtc) return;
    m_isUtc = isUtc;
    m_formats = Formats(m_formats.locale(), shownZone());
    emit changed();
}

void Language::apply()
{
    const bool vietnamese = wantsVietnamese(m_choice);
    const QLocale locale =
        vietnamese ? QLocale(QLocale::Vietnamese, QLocale::Vietnam) : QLocale(QLocale::English, QLocale::UnitedKingdom);
    QLocale::setDefault(locale);
    // First the formats: the translator's LanguageChange events make widgets ask for them.
    m_formats = Formats(locale, shownZone());
    QCoreApplication::removeTranslator(&m_translator);
    if (m_translator.load(vietnamese ? u":/i18n/tongdai_vi.qm"_s : u":/i18n/tongdai_en.qm"_s))
        QCoreApplication::installTranslator(&m_translator);
    else
        qWarning("no translation compiled in for %s", vietnamese ? "Vietnamese" : "English");
}

}  // namespace tongdai
