#include "ui/setup/page_row.h"

#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/platform_words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

PageRow::PageRow(api::PageForm page, Look look, QWidget* parent)
    : QWidget(parent),
      m_page(std::move(page)),
      m_look(look),
      m_name(new RoleLabel(TextRole::Title)),
      m_platform(new Chip),
      m_id(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_copy(new QPushButton),
      m_test(new QPushButton),
      m_remove(new QPushButton)
{
    setObjectName(u"page_"_s + m_page.id);
    m_copy->setObjectName(u"copy"_s);
    m_test->setObjectName(u"test"_s);
    m_remove->setObjectName(u"remove"_s);
    m_state->setObjectName(u"state"_s);
    for (RoleLabel* label : {m_name, m_id, m_state})
        label->setTextFormat(Qt::PlainText);
    m_name->setText(m_page.name.isEmpty() ? m_page.id : m_page.name);
    m_platform->setText(PlatformWords::name(m_page.platform));
    m_id->setText(m_page.id);
    m_id->setVisible(!m_page.name.isEmpty());
    for (RoleLabel* label : {m_name, m_state})
        label->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_platform);
    head->addWidget(m_name, 1);
    head->addWidget(m_id);
    auto* buttons = new FittingRow;
    buttons->setSpacing(8);
    buttons->add(m_copy, FittingRow::kAlways);
    buttons->addBreak();
    buttons->add(m_test, FittingRow::kAlways);
    buttons->add(m_remove, FittingRow::kAlways);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 8);
    rows->setSpacing(4);
    rows->addLayout(head);
    rows->addWidget(m_state);
    rows->addLayout(buttons);
    connect(m_copy, &QPushButton::clicked, this, [this] { emit addressWanted(m_page.id); });
    connect(m_test, &QPushButton::clicked, this, [this] { emit testWanted(m_page); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        arm(!m_isArmed);
        if (!m_isArmed) emit removalWanted(m_page.id);
    });
    m_remove->installEventFilter(this);
    retranslate();
}

void PageRow::setLook(const std::optional<api::PageLook>& look)
{
    m_fares = look;
    m_copy->setEnabled(m_fares && m_fares->takesEvents);
    m_state->setText(state());
    const bool isRefused = m_fares && !m_fares->tokenTrouble.isEmpty();
    const bool isSilent = m_fares && Formats::isKnown(m_fares->silentSince);
    m_state->setColorRole(isRefused ? ColorRole::Danger : isSilent ? ColorRole::Attention : ColorRole::SecondaryText);
}

/// What cannot be taken back asks for a second press, and no longer once somebody has turned to something else.
void PageRow::arm(bool isArmed)
{
    m_isArmed = isArmed;
    m_remove->setText(m_isArmed ? tr("Press again: %1").arg(tr("Remove")) : tr("Remove"));
    m_remove->setAccessibleName(m_remove->text() + u": "_s + m_name->text());
}

bool PageRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_remove && m_isArmed && (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide))
        arm(false);
    return QWidget::eventFilter(watched, event);
}

void PageRow::setRemovable(bool isRemovable)
{
    m_remove->setEnabled(isRemovable);
}

void PageRow::setTestable(bool isTestable)
{
    m_test->setEnabled(isTestable);
}

QString PageRow::state() const
{
    if (!m_fares) return tr("Saved. The engine does not run with it yet.");
    if (!m_fares->tokenTrouble.isEmpty())
        return tr(
            "Pancake does not accept its token; nothing is sent. Copy the token anew from Pancake, and save the "
            "page's ID with it below.");
    const TimePoint now = m_look.now();
    const Formats& formats = m_look.language.formats();
    QStringList words;
    if (Formats::isKnown(m_fares->silentSince))
        words << tr("Silent since %1, which is unusual at this hour; look at Pancake whether the webhook is still on")
                     .arg(formats.moment(m_fares->silentSince, now));
    if (!m_fares->takesEvents)
        words << tr("No webhook; it is asked every ten minutes");
    else if (Formats::isKnown(m_fares->lastEvent))
        words << tr("Last event: %1").arg(formats.age(m_fares->lastEvent, now));
    else
        words << tr("No event since the engine started");
    words << (Formats::isKnown(m_fares->caughtUp) ? tr("caught up until %1").arg(formats.moment(m_fares->caughtUp, now))
                                                  : tr("not caught up yet"));
    if (Formats::isKnown(m_fares->lastAnswer))
        words << tr("last answer: %1").arg(formats.age(m_fares->lastAnswer, now));
    if (m_fares->refused > 0)
        words << tr("%1 of %2 texts sent since the engine started were refused")
                     .arg(formats.number(m_fares->refused), formats.number(m_fares->texts));
    return words.join(u" · "_s);
}

void PageRow::retranslate()
{
    m_copy->setText(tr("Copy the webhook's address"));
    m_test->setText(tr("Test"));
    m_copy->setAccessibleName(tr("Copy the webhook's address: %1").arg(m_name->text()));
    m_test->setAccessibleName(tr("Test: %1").arg(m_name->text()));
    arm(m_isArmed);
    setLook(m_fares);
}

}  // namespace tongdai
