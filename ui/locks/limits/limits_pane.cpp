#include "ui/locks/limits/limits_pane.h"

#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/limit_words.h"
#include "ui/locks/limits/limits_model.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kLimitsEvery = 2s;
constexpr int kLimitsSide = 16;
constexpr int kLimitsWithNext = 850;  // below it the column of the next one goes; at 100 %

}  // namespace

LimitsPane::LimitsPane(api::Limits& limits, Look look, QWidget* parent)
    : QWidget(parent),
      m_limits(limits),
      m_look(look),
      m_model(new LimitsModel(look, this)),
      m_table(new LocksTable),
      m_none(new EmptyState),
      m_notice(new NoticeBar),
      m_standing(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setObjectName(u"limits"_s);
    m_table->setObjectName(u"limitsTable"_s);
    m_standing->setObjectName(u"limitsStanding"_s);
    m_notice->setObjectName(u"limitsNotice"_s);
    build();
    m_timer.setInterval(kLimitsEvery);
    connect(&m_timer, &QTimer::timeout, this, &LimitsPane::ask);
    retranslate();
}

void LimitsPane::build()
{
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(LimitsModel::Who, QHeaderView::Stretch);
    m_notice->hide();
    m_standing->setWordWrap(true);
    m_standing->setTextFormat(Qt::PlainText);
    m_standing->setContentsMargins(kLimitsSide, 8, kLimitsSide, 12);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_notice);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_none, 1);
    rows->addWidget(m_standing);
}

void LimitsPane::focusFirst()
{
    m_table->setFocus();
}

void LimitsPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    ask();
}

void LimitsPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void LimitsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void LimitsPane::ask()
{
    m_asked.await<api::LimitsPicture>(this, m_limits.limits(),
                                      [this](const api::Answer<api::LimitsPicture>& answer) { take(answer); });
}

void LimitsPane::take(const api::Answer<api::LimitsPicture>& answer)
{
    if (const auto* picture = std::get_if<api::LimitsPicture>(&answer)) return takePicture(*picture);
    const bool isNotAllowed = std::get<api::DeskFailure>(answer).error == api::DeskError::NotAllowed;
    m_notice->setNotice(Tone::Attention, isNotAllowed ? tr("Your role does not include seeing limits.")
                                                      : tr("The engine is still starting."));
    m_notice->show();
}

void LimitsPane::takePicture(const api::LimitsPicture& picture)
{
    const bool isChanged = picture.uses != m_newest.uses || picture.limits != m_newest.limits ||
                           picture.heldBack != m_newest.heldBack || picture.isShared != m_newest.isShared;
    m_newest = picture;
    if (!m_isHeld || !m_hasPicture) return show(picture);  // held before there was one: the first is shown
    if (isChanged) ++m_changesWhileHeld;
    emit heldChanged();
}

void LimitsPane::setHeld(bool isHeld)
{
    if (m_isHeld == isHeld) return;
    m_isHeld = isHeld;
    m_changesWhileHeld = 0;
    if (!isHeld && m_hasPicture) show(m_newest);
}

void LimitsPane::show(const api::LimitsPicture& picture)
{
    m_picture = picture;
    m_hasPicture = true;
    const bool isShared = picture.isShared;
    m_notice->setVisible(!isShared);
    m_notice->setNotice(
        Tone::Attention,
        tr("Redis is away: every engine counts alone, what this one counts is shown. The limits hold."));
    m_model->setUses(picture.uses, picture.at);
    retranslate();
}

void LimitsPane::retranslate()
{
    m_table->setAccessibleName(tr("Limits"));
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    m_none->setSentence(m_hasPicture ? tr("Nobody is near a limit, and nobody was held back in the last ten minutes.")
                                     : tr("Looking …"));
    QStringList words;
    for (const api::StandingLimit& limit : m_picture.limits)
        words << u"%1: %2"_s.arg(LimitWords::scope(limit.scope), LimitWords::rule(limit.rule, m_look.formats()));
    const QString standing = words.isEmpty() ? QString() : tr("Limits that stand: %1.").arg(words.join(u"  ·  "_s));
    const QString total =
        tr("Held back since the engine started: %1.").arg(m_look.formats().number(m_picture.heldBack));
    m_standing->setText(m_hasPicture ? u"%1\n%2"_s.arg(total, standing).trimmed() : QString());
    m_model->retranslate();
    fitColumns();
}

void LimitsPane::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const QFont font = m_look.theme.font(TextRole::List);
    const auto wide = [&font](int pixels) { return grownWith(font, pixels); };
    const int room = width();
    m_table->setColumnHidden(LimitsModel::Next, room < wide(kLimitsWithNext));
    m_needs.fit(*m_table, room, LimitsModel::Who);
}

}  // namespace tongdai
