#pragma once

#include "ui/common/look/tone.h"

#include <QWidget>

namespace tongdai {

/// A short word in a rounded frame: a tag, a channel. Also paintable by delegates without a widget.
class Chip final : public QWidget {
    Q_OBJECT
public:
    explicit Chip(const QString& text = {}, Tone tone = Tone::Neutral, QWidget* parent = nullptr);
    void setText(const QString& text);
    void setTone(Tone tone);
    const QString& text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static QSize sizeFor(const QString& text, const QFont& applicationFont);
    /// On a ground of its own, without a line: for rows that are lower than a chip, where stacked marks would cross it.
    static void paintTinted(QPainter& painter, const QRect& rect, const QString& text, Tone tone,
                            const QPalette& palette, const QFont& applicationFont);
    static void paint(QPainter& painter, const QRect& rect, const QString& text, Tone tone, const QPalette& palette,
                      const QFont& applicationFont);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone;
};

}  // namespace tongdai
