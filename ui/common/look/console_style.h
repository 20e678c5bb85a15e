#pragma once

#include <QProxyStyle>

class QPushButton;

namespace tongdai {

/// The one main action of a place: filled with the accent. Everything else stays quiet.
void markPrimary(QPushButton& button, bool isPrimary = true);

/// Fusion with flat grounds, one-pixel lines, a two-pixel focus ring and slim scroll bars, all from the token table
/// (workspace 3.2, 3.3): Fusion alone derives its outlines from the window colour, too faint on dark grounds. It
/// reads the scheme from each widget's palette and so keeps no reference to the theme. No animations.
class ConsoleStyle final : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

}  // namespace tongdai
