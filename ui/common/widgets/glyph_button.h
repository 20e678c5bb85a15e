#pragma once

#include "ui/common/look/glyph.h"

#include <QToolButton>

namespace tongdai {

/// A flat button that shows one drawing. The words of its action are its tooltip and its accessible name.
class GlyphButton final : public QToolButton {
    Q_OBJECT
public:
    explicit GlyphButton(Glyph glyph, QWidget* parent = nullptr);
    void setGlyph(Glyph glyph);
    void setWords(const QString& words);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph;
};

}  // namespace tongdai
