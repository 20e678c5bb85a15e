#include "ui/common/look/screen_settings.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kScheme = "look/scheme"_L1;
constexpr auto kLanguage = "look/language"_L1;
constexpr auto kTextScale = "look/text_scale"_L1;
constexpr auto kDensity = "look/density"_L1;
constexpr auto kSound = "alerts/sound"_L1;
constexpr auto kClosingKnown = "window/closing_known"_L1;
constexpr auto kGeometry = "window/geometry"_L1;
constexpr auto kLastPage = "window/page"_L1;
constexpr auto kLayoutPrefix = "layout/"_L1;

// The words in the file, in the order of the enums: readable, and stable when an enum grows.
const QStringList kSchemeWords{u"system"_s, u"light"_s, u"dark"_s, u"contrast"_s};
const QStringList kLanguageWords{u"system"_s, u"en"_s, u"vi"_s};
const QStringList kDensityWords{u"compact"_s, u"normal"_s, u"roomy"_s};
const QStringList kSoundWords{u"off"_s, u"quiet"_s, u"medium"_s, u"loud"_s};

template <class Choice>
Choice read(const QSettings& settings, QLatin1StringView key, const QStringList& words, Choice otherwise)
{
    const qsizetype index = words.indexOf(settings.value(key).toString());
    return index < 0 ? otherwise : Choice(index);
}

}  // namespace

ScreenSettings::ScreenSettings(const QString& file) : m_file(file), m_settings(file, QSettings::IniFormat) {}

SchemeChoice ScreenSettings::schemeChoice() const
{
    return read(m_settings, kScheme, kSchemeWords, SchemeChoice::FollowSystem);
}

void ScreenSettings::setSchemeChoice(SchemeChoice choice)
{
    m_settings.setValue(kScheme, kSchemeWords.at(int(choice)));
}

LanguageChoice ScreenSettings::languageChoice() const
{
    return read(m_settings, kLanguage, kLanguageWords, LanguageChoice::FollowSystem);
}

void ScreenSettings::setLanguageChoice(LanguageChoice choice)
{
    m_settings.setValue(kLanguage, kLanguageWords.at(int(choice)));
}

int ScreenSettings::textScale() const
{
    return m_settings.value(kTextScale, 100).toInt();
}

void ScreenSettings::setTextScale(int percent)
{
    m_settings.setValue(kTextScale, percent);
}

Density ScreenSettings::density() const
{
    return read(m_settings, kDensity, kDensityWords, Density::Normal);
}

void ScreenSettings::setDensity(Density density)
{
    m_settings.setValue(kDensity, kDensityWords.at(int(density)));
}

SoundLevel ScreenSettings::soundLevel() const
{
    return read(m_settings, kSound, kSoundWords, SoundLevel::Medium);
}

void ScreenSettings::setSoundLevel(SoundLevel level)
{
    m_settings.setValue(kSound, kSoundWords.at(int(level)));
}

bool ScreenSettings::closingIsKnown() const
{
    return m_settings.value(kClosingKnown).toBool();
}

void ScreenSettings::setClosingKnown()
{
    m_settings.setValue(kClosingKnown, true);
}

QByteArray ScreenSettings::windowGeometry() const
{
    return m_settings.value(kGeometry).toByteArray();
}

void ScreenSettings::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(kGeometry, geometry);
}

QString ScreenSettings::lastPage() const
{
    return m_settings.value(kLastPage).toString();
}

void ScreenSettings::setLastPage(const QString& page)
{
    m_settings.setValue(kLastPage, page);
}

QByteArray ScreenSettings::layout(const QString& objectName) const
{
    return m_settings.value(kLayoutPrefix + objectName).toByteArray();
}

void ScreenSettings::setLayout(const QString& objectName, const QByteArray& state)
{
    m_settings.setValue(kLayoutPrefix + objectName, state);
}

void ScreenSettings::sync()
{
    if (m_file.isEmpty()) return;
    m_settings.sync();
    if (m_settings.status() != QSettings::NoError) qWarning("the console's layout cannot be kept in its ini file");
}

}  // namespace tongdai
