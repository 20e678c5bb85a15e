#pragma once

#include "ui/common/look/theme.h"
#include "ui/common/words/language.h"

#include <QSettings>

namespace tongdai {

/// How loud a waiting customer is.
enum class SoundLevel : quint8 { Off, Quiet, Medium, Loud };

/// What this desk remembers about its screens: one ini file, its keys only here. Lives on the GUI thread.
class ScreenSettings final {
public:
    /// `file`: an ini file in the data folder. An empty name keeps nothing beyond this run (pictures, tests).
    explicit ScreenSettings(const QString& file);

    SchemeChoice schemeChoice() const;
    void setSchemeChoice(SchemeChoice choice);
    LanguageChoice languageChoice() const;
    void setLanguageChoice(LanguageChoice choice);
    int textScale() const;
    void setTextScale(int percent);
    Density density() const;
    void setDensity(Density density);

    SoundLevel soundLevel() const;
    void setSoundLevel(SoundLevel level);

    /// Somebody has been told that closing the window does not close the shop.
    bool closingIsKnown() const;
    void setClosingKnown();
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QString lastPage() const;
    void setLastPage(const QString& page);
    /// A page's own layout (splitter states and the like), by the object name of what is kept.
    QByteArray layout(const QString& objectName) const;
    void setLayout(const QString& objectName, const QByteArray& state);

    /// Writes the file now; a file that cannot be written is reported once in the log and otherwise ignored.
    void sync();

private:
    QString m_file;
    QSettings m_settings;
};

}  // namespace tongdai
