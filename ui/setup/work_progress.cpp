#include "ui/setup/work_progress.h"

#include "ui/common/widgets/role_label.h"
#include "ui/setup/setup_words.h"

#include <QBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using Phase = api::ShopProgress::Phase;

WorkProgress::WorkProgress(api::ShopWorks& works, Look look, QWidget* parent)
    : QWidget(parent),
      m_works(works),
      m_look(look),
      m_words(new RoleLabel(TextRole::List)),
      m_bar(new QProgressBar),
      m_figures(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_cancel(new QPushButton)
{
    m_words->setWordWrap(true);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(10);
    m_cancel->setObjectName(u"workCancel"_s);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_words);
    rows->addWidget(m_bar);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_figures, 1);
    foot->addWidget(m_cancel);
    rows->addLayout(foot);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_isCancelling = true;
        retranslate();
        m_works.cancel();
    });
    retranslate();
}

void WorkProgress::start()
{
    m_isCancelling = false;
    m_last = {};
    retranslate();
}

void WorkProgress::show(const api::ShopProgress& progress)
{
    m_last = progress;
    retranslate();
}

void WorkProgress::retranslate()
{
    const Formats& formats = m_look.formats();
    m_words->setText(m_isCancelling ? tr("Stopping; what was begun is being undone.") : SetupWords::phase(m_last));
    m_bar->setValue(m_last.total > 0 ? int(qMin<qint64>(1000, 1000 * m_last.done / m_last.total)) : 0);
    const bool isMove = m_last.work == api::ShopWork::Move;
    const auto figure = [&](qint64 n) { return isMove ? formats.number(n) : formats.bytes(n); };
    const QString figures = isMove ? tr("%1 of %2 rows") : tr("%1 of %2");
    m_figures->setText(m_last.total > 0 ? figures.arg(figure(m_last.done), figure(m_last.total)) : QString());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setEnabled(!m_isCancelling && m_last.phase != Phase::Finishing && m_last.phase != Phase::Starting);
}

}  // namespace tongdai
