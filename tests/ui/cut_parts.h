#pragma once

#include "ui/common/widgets/page.h"
#include "ui/shell/page_room.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

namespace tongdai::testing {

/// What a small window must not do to the parts of a page: push them over the edge, or squeeze them until their words
/// are cut. What scrolls may be as large as it likes.
inline void collectCut(const QWidget& parent, QStringList& cut)
{
    using namespace Qt::StringLiterals;
    for (const QObject* child : parent.children()) {
        const auto* part = qobject_cast<const QWidget*>(child);
        if (!part || part->isWindow() || part->isHidden() || part->size().isEmpty()) continue;
        const QString name = u"%1 %2 in %3"_s.arg(QLatin1StringView(part->metaObject()->className()),
                                                  part->objectName(), parent.objectName());
        if (!parent.rect().contains(part->geometry())) cut << name + u" is over the edge"_s;
        const bool saysSomething = qobject_cast<const QAbstractButton*>(part) || qobject_cast<const QLabel*>(part) ||
                                   qobject_cast<const QLineEdit*>(part);
        const QSize least = part->minimumSizeHint();
        if (saysSomething && (part->width() < least.width() || part->height() < least.height()))
            cut << name + u" is squeezed"_s;
        const auto* area = qobject_cast<const QAbstractScrollArea*>(part);
        if ((area && !qobject_cast<const PageRoom*>(part)) || qobject_cast<const QLineEdit*>(part)) continue;
        collectCut(*part, cut);
    }
}

inline QStringList cutPartsOf(const QWidget& window)
{
    QStringList cut;
    collectCut(window, cut);
    if (cut.isEmpty()) return cut;
    // The room of all pages is that of the widest, and of the highest.
    using namespace Qt::StringLiterals;
    for (const Page* page : window.findChildren<Page*>()) {
        const QSize least = page->minimumSizeHint();
        cut << u"%1 needs %2 × %3 of %4 × %5"_s.arg(QLatin1StringView(page->metaObject()->className()))
                   .arg(least.width())
                   .arg(least.height())
                   .arg(window.width())
                   .arg(window.height());
    }
    return cut;
}

}  // namespace tongdai::testing
