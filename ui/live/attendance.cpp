#include "ui/live/attendance.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"
#include "ui/common/widgets/plain_tool_tip.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPartGap = 6;

int attendanceDot()
{
    return grownWith(QApplication::font(), 9);
}

}  // namespace

Attendance::Attendance(OperatorId me, QWidget* parent) : QWidget(parent), m_me(std::move(me))
{
    setObjectName(u"attendance"_s);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    hide();
}

void Attendance::setAttendees(std::vector<api::Attendee> attendees)
{
    m_attendees = std::move(attendees);
    m_customer = Presence::Unknown;
    for (const api::Attendee& each : m_attendees) {
        if (!each.isStaff) m_customer = std::max(m_customer, each.presence);  // several of them: one there is enough
    }
    retranslate();
}

void Attendance::retranslate()
{
    QStringList parts;
    if (m_customer == Presence::Online) parts.append(tr("online"));
    if (m_customer == Presence::Offline) parts.append(tr("offline"));
    QStringList colleagues;
    for (const api::Attendee& each : m_attendees) {
        const bool isMe = each.user.bytes() == m_me.bytes();
        if (each.isStaff && !isMe && each.presence == Presence::Online) colleagues.append(each.name);
    }
    if (!colleagues.isEmpty()) parts.append(tr("also here: %1").arg(colleagues.join(u", "_s)));
    m_words = parts.join(u" · "_s);
    setVisible(!m_words.isEmpty());
    setToolTip(toolTipWords());
    setAccessibleName(tr("Who is there: %1").arg(m_words));
    updateGeometry();
    update();
}

QString Attendance::toolTipWords() const
{
    QStringList lines;
    for (const api::Attendee& each : m_attendees) {
        const QString state = each.presence == Presence::Online    ? tr("online")
                              : each.presence == Presence::Offline ? tr("offline")
                                                                   : tr("not known");
        lines.append(tr("%1: %2").arg(each.name, state));
    }
    return plainToolTip(lines.join(u'\n'));
}

QSize Attendance::sizeHint() const
{
    const QFontMetrics metrics(fontOf(QApplication::font(), TextRole::Small));
    const int dot = m_customer == Presence::Unknown ? 0 : attendanceDot() + kPartGap;
    return {dot + metrics.horizontalAdvance(m_words) + 2, metrics.height() + 2};
}

bool Attendance::event(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) updateGeometry();
    return QWidget::event(event);
}

void Attendance::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int x = 0;
    if (m_customer != Presence::Unknown) {
        const QColor color =
            colorOf(palette(), m_customer == Presence::Online ? ColorRole::Good : ColorRole::SecondaryText);
        const int side = attendanceDot();
        const QRectF dot(x, (height() - side) / 2.0, side, side);
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(m_customer == Presence::Online ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
        x += side + kPartGap;
    }
    const QFont font = fontOf(QApplication::font(), TextRole::Small);
    painter.setFont(font);
    painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
    const QString shown = QFontMetrics(font).elidedText(m_words, Qt::ElideRight, width() - x);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, shown);
}

}  // namespace tongdai
