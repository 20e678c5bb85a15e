#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace tongdai {

/// The console's own line drawings (resources/icons, 24 × 24, one colour). Drawn in the colour of a token, so they
/// follow the theme; sharp at any scaling.
enum class Glyph : quint8 {
    Live,
    Dispute,
    Locks,
    Stats,
    System,
    Setup,
    Ok,
    Alert,
    Cross,
    Off,
    Clock,
    Copy,
    Eye,
    EyeOff,
    Folder,
    Search,
    Padlock,
    Bot,
    Person,
    Menu,
    Link,
    Refresh,
    Send,
    Shop,
    HandBack,
    Trash,
    More,
    Down,
    Up,
};

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& rect, const QColor& color);
QPixmap glyphPixmap(Glyph glyph, int logicalSize, const QColor& color, qreal devicePixelRatio);
/// An icon whose normal colour is `color` and whose checked (On) colour is `checked`; invalid: the same.
QIcon glyphIcon(Glyph glyph, const QColor& color, const QColor& checked = {});

}  // namespace tongdai
