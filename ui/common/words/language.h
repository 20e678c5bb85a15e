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

    LanguageChoice choice() const { return m_choice; }
    bool isVietnamese() const { return m_formats.locale().language() == QLocale::Vietnamese; }
    const Formats& formats() const { return m_formats; }

signals:
    void changed();

private:
    void apply();

    LanguageChoice m_choice = LanguageChoice::FollowSystem;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Formats m_formats;
    QTranslator m_translator;
};

}  // namespace tongdai
