#include "ui/common/look/glyph.h"

#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString fileOf(Glyph glyph)
{
    static constexpr const char* kNames[] = {
        "live",  "dispute", "locks", "stats",   "system",    "setup",  "ok",      "alert", "cross",  "off",
        "clock", "copy",    "eye",   "eye_off", "folder",    "search", "padlock", "bot",   "person", "menu",
        "link",  "refresh", "send",  "shop",    "hand_back", "trash",  "more",    "down",  "up",
    };
    return u":/icons/"_s + QLatin1StringView(kNames[int(glyph)]) + u".svg"_s;
}

/// Paints at whatever size and scaling it is asked for, so icons stay sharp on mixed-scaling screens.
class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, QColor color, QColor checked) : m_glyph(glyph), m_color(color), m_checked(checked) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QColor color = state == QIcon::On && m_checked.isValid() ? m_checked : m_color;
        if (mode == QIcon::Disabled) color.setAlphaF(0.45F);
        paintGlyph(*painter, m_glyph, rect, color);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
    QColor m_color;
    QColor m_checked;
};

}  // namespace

QPixmap glyphPixmap(Glyph glyph, int logicalSize, const QColor& color, qreal devicePixelRatio)
{
    const int pixels = qRound(logicalSize * devicePixelRatio);
    const QString key = u"tongdai-glyph-%1-%2-%3"_s.arg(int(glyph)).arg(pixels).arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QSvgRenderer drawing(fileOf(glyph));
        QPainter painter(&pixmap);
        drawing.render(&painter, QRectF(0, 0, pixels, pixels));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& rect, const QColor& color)
{
    const int side = int(std::min(rect.width(), rect.height()));
    if (side <= 0) return;
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPointF corner(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
    painter.drawPixmap(corner, glyphPixmap(glyph, side, color, ratio));
}

QIcon glyphIcon(Glyph glyph, const QColor& color, const QColor& checked)
{
    return QIcon(new GlyphEngine(glyph, color, checked));
}

}  // namespace tongdai
