#pragma once

#include "ui/common/words/formats.h"

#include <QObject>
#include <QTranslator>

namespace tongdai {

enum class LanguageChoice : quint8 { FollowSystem, English, Vietnamese };

/// The language of the screens, switched while the program runs: every widget gets a LanguageChange event and
/// writes its texts anew. English is the language of the source; its file only carries plural forms.
/// Lives on the GUI thread.
class Language final : public QObject {
    Q_OBJECT
public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;

    void setChoice(LanguageChoice choice);
    /// Fixes the clock's zone, for pictures and tests. The system's by default.
    void setZone(const QTimeZone& zone);
    /// All times in UTC, or in the shop's zone again.
    void showUtc(bool isUtc);

    LanguageChoice choice() const { return m_choice; }
    bool isVietnamese() const { return m_formats.locale().language() == QLocale::Vietnamese; }
    bool isUtc() const { return m_isUtc; }
    /// The shop's, whatever the times are shown in.
    const QTimeZone& zone() const { return m_zone; }
    const Formats& formats() const { return m_formats; }

signals:
    void changed();

private:
    void apply();
    QTimeZone shownZone() const { return m_isUtc ? QTimeZone::utc() : m_zone; }

    LanguageChoice m_choice = LanguageChoice::FollowSystem;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    bool m_isUtc = false;
    Formats m_formats;
    QTranslator m_translator;
};

}  // namespace tongdai
