#pragma once

#include "ui/common/look/tone.h"

#include <QWidget>

namespace tongdai {

/// "Redis ✓ ok": a name, a glyph and a word. The word carries the meaning, the colour only helps.
class StateWord final : public QWidget {
    Q_OBJECT
public:
    explicit StateWord(QWidget* parent = nullptr);
    /// `name` may be empty: only glyph and word.
    void setState(const QString& name, const QString& word, Tone tone);

    const QString& word() const { return m_word; }
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont wordFont() const;

    QString m_name;
    QString m_word;
    Tone m_tone = Tone::Neutral;
};

}  // namespace tongdai
